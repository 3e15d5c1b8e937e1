"""Persons and roles of one organisation."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from entrepairs.core.language import Language
from entrepairs.mail.addresses import AddressField
from entrepairs.organisations.models import Organisation, Team
from entrepairs.people.models import Channel, today
from entrepairs.people.rights import Rights
from entrepairs.people.roles import NAMED, TERMS, Role


class DayInput(forms.DateInput):
    """The browser's own calendar, in the person's way of writing dates."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


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

    def __init__(
        self, rights: Rights, house: Organisation, *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.house = house
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
        *("role", "place", "from_on", "to_on"),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if "email" not in cleaned:
            return cleaned
        if cleaned.get("channel") == Channel.MAIL and not cleaned["email"]:
            self.add_error("email", _("To write by e-mail we need the address."))
        if not cleaned.get("channel"):
            cleaned["channel"] = Channel.MAIL if cleaned["email"] else Channel.PHONE
        return cleaned


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
