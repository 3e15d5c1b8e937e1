"""Persons and roles of one organisation."""

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from entrepairs.core.language import Language
from entrepairs.mail.addresses import AddressField
from entrepairs.organisations.models import Organisation, Team
from entrepairs.people import agreements
from entrepairs.people.agreements import Agreement, How
from entrepairs.people.models import Channel, Membership, Person, fold_email, today
from entrepairs.people.rights import Rights
from entrepairs.people.roles import NAMED, TERMS, Role

ASK = gettext_lazy(
    "This role tells something about health: it is given only to whoever agrees"
    " expressly. Let them read the sentence, and say how they agreed."
)
KNOWN = gettext_noop(
    "This person is already in your list, under the name"
    ' <a href="{}">{}</a>: give them another role from their page.'
)


class DayInput(forms.DateInput):
    """The browser's own calendar, in the person's way of writing dates."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class AgreementSelect(forms.Select):
    """The browser does not insist on it: another role may be chosen instead."""

    def use_required_attribute(self, initial: Any) -> bool:
        return False


class RoleForm(forms.Form):
    """A role in this organisation or in one of its teams."""

    role = forms.ChoiceField(label=gettext_lazy("role"))
    place = forms.ChoiceField(label=gettext_lazy("where"), required=False)
    from_on = forms.DateField(label=gettext_lazy("from"), widget=DayInput())
    to_on = forms.DateField(
        label=gettext_lazy("until and including"),
        widget=DayInput(),
        required=False,
        help_text=gettext_lazy(
            "Roles that show data about other people need an end, in two years at most."
        ),
    )

    agreed = forms.ChoiceField(
        label=gettext_lazy("Their agreement"),
        widget=AgreementSelect(),
        error_messages={"required": ASK},
    )
    agreed_to = forms.CharField(widget=forms.HiddenInput(), required=False)
    ways: tuple[How, ...] = tuple(How)
    asks_agreement = False  # for the first time: it was not on the page that was sent

    def __init__(
        self,
        rights: Rights,
        house: Organisation,
        *args: Any,
        language: str = "",
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.house = house
        self.spoken = language or self._told_language()
        self.teams = {str(team.pk): team for team in house.teams.all()}
        self.roles = [role for role in Role if rights.may_grant(role, house)]
        self._field("role").choices = [
            ("", _("Choose a role")),
            *((role.value, _told(role)) for role in self.roles),
        ]
        whole = _("the organisation as a whole")
        named = [(key, team.name) for key, team in self.teams.items()]
        self._field("place").choices = [("", whole), *named]
        self.fields["from_on"].initial = today()
        self._ask_agreement()

    def _told_language(self) -> str:
        told = self.data.get("language", "")
        return told if told in Language.values else str(Language.FRENCH)

    def _ask_agreement(self) -> None:
        """Asked once a role that tells of health is chosen, in the person's words."""
        chosen = self.data.get("role", "")
        if chosen not in Role.values or not agreements.is_needed(Role(chosen)):
            del self.fields["agreed"], self.fields["agreed_to"]
            return
        field = self._field("agreed")
        field.choices = [
            ("", _("Choose how they agreed")),
            *((how.value, how.label) for how in self.ways),
        ]
        sentence = agreements.sentence_of(self.house, self.spoken)
        field.help_text = format_html('<q lang="{}">{}</q>', self.spoken, sentence)
        self.asks_agreement = "agreed" not in self.data
        self.was_read = self.data.get("agreed_to") == self.spoken
        self.data = {**dict(self.data.items()), "agreed_to": self.spoken}

    def is_valid(self) -> bool:
        """A question that comes with the role is no mistake: it is asked first."""
        is_right = super().is_valid()
        if not self.asks_agreement:
            return is_right
        self.order_fields(["agreed"])
        if is_right:
            self.fields["agreed"].widget.attrs["autofocus"] = True
        return False

    @property
    def agreement(self) -> Agreement | None:
        how = self.cleaned_data.get("agreed")
        if not how:
            return None
        sentence = agreements.sentence_of(self.house, self.spoken)
        return Agreement(sentence, self.spoken, How(how))

    def _field(self, name: str) -> forms.ChoiceField:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101
        return field

    @property
    def chosen_place(self) -> Organisation | Team:
        chosen: Organisation | Team | None = self.teams.get(self.cleaned_data["place"])
        return chosen or self.house

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        role = Role(cleaned["role"]) if cleaned.get("role") else None
        if role is None:
            return cleaned
        if self.asks_agreement:
            self.errors.pop("agreed", None)
        elif cleaned.get("agreed") and not self.was_read:
            self.add_error("agreed", ASK)
        terms, in_team = TERMS[role], bool(cleaned.get("place"))
        if in_team and not terms.in_team:
            self.add_error("place", _("This role is held in the organisation."))
        if not in_team and not terms.in_organisation:
            self.add_error("place", _("This role is held in a team: choose which one."))
        if terms.is_sensitive and not cleaned.get("to_on") and "to_on" in cleaned:
            told = _("This role shows data about other people: it needs an end date.")
            self.add_error("to_on", told)
        return cleaned


class NewcomerForm(RoleForm):
    """Somebody who gets a first role here. A first name is enough."""

    called = forms.CharField(
        label=gettext_lazy("first name or nickname"), max_length=80
    )
    email = AddressField(
        label=gettext_lazy("e-mail"),
        required=False,
        help_text=gettext_lazy("Only who has an address here can sign in."),
    )
    language = forms.ChoiceField(
        label=gettext_lazy("language"), choices=Language, initial=Language.FRENCH
    )
    channel = forms.ChoiceField(
        label=gettext_lazy("preferred channel"),
        required=False,
        choices=[
            ("", gettext_lazy("e-mail if there is one, else telephone")),
            *Channel.choices,
        ],
    )
    field_order = (
        *("called", "email", "channel", "language"),
        *("role", "place", "from_on", "to_on", "agreed"),
    )
    ways = (How.WRITING, How.ORALLY)  # whether there is a space is not told

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if "email" not in cleaned:
            return cleaned
        if held := self._held_here(cleaned["email"]):
            page = reverse("space:person", args=[self.house.slug, held.pk])
            self.add_error("email", format_html(_(KNOWN), page, held.known_as))
        elif cleaned.get("channel") == Channel.MAIL and not cleaned["email"]:
            self.add_error("email", _("To write by e-mail we need the address."))
        if not cleaned.get("channel"):
            cleaned["channel"] = Channel.MAIL if cleaned.get("email") else Channel.PHONE
        return cleaned

    def _held_here(self, email: str) -> Membership | None:
        """Of whoever has the address: only what is in the list of this house."""
        if not email:
            return None
        known = Person.objects.filter(email=fold_email(email))
        here = Membership.objects.in_organisations([self.house.pk]).lasting()
        return here.filter(person__in=known).select_related("person").first()


class RecordForm(forms.Form):
    """What an organisation knows of a person, put right."""

    called = forms.CharField(
        label=gettext_lazy("first name or nickname"), max_length=80
    )
    channel = forms.ChoiceField(
        label=gettext_lazy("preferred channel"), choices=Channel
    )
    email = AddressField(
        label=gettext_lazy("e-mail"),
        required=False,
        help_text=gettext_lazy(
            "We write to it. It counts once the person has pressed the button there."
        ),
    )

    def __init__(self, *args: Any, may_add_address: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_add_address:
            del self.fields["email"]


class LastDayForm(forms.Form):
    to_on = forms.DateField(
        label=gettext_lazy("last day"), widget=DayInput(), required=False
    )


class AppointForm(forms.Form):
    """Who answers for an organisation, and whoever watches over a whole network."""

    role = forms.ChoiceField(
        label=gettext_lazy("role"), choices=[(role.value, role.label) for role in NAMED]
    )
    organisation = forms.ModelChoiceField(
        Organisation.objects.all(),
        label=gettext_lazy("organisation"),
        empty_label=gettext_lazy("Choose an organisation"),
    )
    called = forms.CharField(
        label=gettext_lazy("first name or nickname"), max_length=80
    )
    email = AddressField(label=gettext_lazy("e-mail"))
    to_on = forms.DateField(
        label=gettext_lazy("until and including"),
        widget=DayInput(),
        help_text=gettext_lazy(
            "In two years at most. Name the same person again to prolong it."
        ),
    )


def _told(role: Role) -> str:
    return f"{role.label} ({TERMS[role].function})"
