"""What is typed by those who ask about their data, and by those who answer."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from entrepairs.mail.addresses import AddressField
from entrepairs.people.house_forms import DayInput
from entrepairs.people.models import Membership, Person, today
from entrepairs.privacy.models import (
    RefusalReason,
    RequestChannel,
    RequestKind,
    RightsRequest,
)

# What the page does at once needs nobody's answer.
BY_A_PERSON = (
    RequestKind.RECTIFICATION,
    RequestKind.RESTRICTION,
    RequestKind.OBJECTION,
    RequestKind.WITHDRAWAL,
    RequestKind.INFORMATION,
    RequestKind.COMPLAINT,
)


CONTACT = ("called", "email", "phone")


class AskForm(forms.Form):
    email = AddressField(label=_("your e-mail address"))


class OtherWishForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("what you ask for"),
        choices=[(kind.value, kind.label) for kind in BY_A_PERSON],
    )


class PersonChoice(forms.ModelChoiceField[Person]):
    """Those whom staff see, by the names under which their organisations know them."""

    def __init__(self, **options: Any) -> None:
        self.names: dict[int, str] = {}
        super().__init__(Person.objects.none(), **options)

    def label_from_instance(self, obj: Person) -> str:
        return self.names.get(obj.pk) or str(obj)


class ReceivedForm(forms.ModelForm[RightsRequest]):
    """A request that came by letter, telephone or otherwise; new, or to correct."""

    person = PersonChoice(
        label=_("person"),
        required=False,
        help_text=_("When you know the person. Not everybody has an e-mail address."),
    )
    email = AddressField(
        label=_("e-mail"),
        required=False,
        help_text=_("Where the answer goes, if the person has one."),
    )

    class Meta:
        model = RightsRequest
        fields = [
            *("kind", "channel", "received_on", "person", "called", "email", "phone")
        ]
        widgets = {"received_on": DayInput()}
        help_texts = {
            "called": _("As the person signed or said; a first name is enough."),
            "received_on": _("The day the letter arrived or the telephone rang."),
        }

    def __init__(self, *args: Any, seen_by: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose_among(seen_by)
        channel = self.fields["channel"]
        assert isinstance(channel, forms.TypedChoiceField)  # noqa: S101
        channel.choices = [
            ("", "---------"),
            *(c for c in RequestChannel.choices if c[0] in self.channels()),
        ]

    def choose_among(self, seen_by: Person) -> None:
        roles = Membership.objects.visible_to(seen_by).exclude(person=seen_by)
        names = {
            role.person_id: role.known_as for role in roles.select_related("person")
        }
        field = self.fields["person"]
        assert isinstance(field, PersonChoice)  # noqa: S101
        chosen = [*names, self.instance.person_id or 0]
        field.names = names
        field.queryset = Person.objects.filter(pk__in=chosen)

    def shown(self) -> list[int]:
        field = self.fields["person"]
        assert isinstance(field, PersonChoice)  # noqa: S101
        return list(field.names)

    def channels(self) -> set[str]:
        """What came by the site was not typed by staff; it stays what it is."""
        others = {*RequestChannel.values} - {RequestChannel.SITE}
        return {self.instance.channel} if self.instance.channel == "site" else others

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        day = told.get("received_on")
        if day and day > today():
            self.add_error("received_on", _("This day is yet to come."))
        reachable = any(told.get(name) for name in ("person", *CONTACT))
        if not reachable and not self.errors:
            self.add_error(
                "called",
                _("Write how to call or to reach the person: else nobody can answer."),
            )
        return told


class RefuseForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("why the request is refused"),
        choices=[("", "---------"), *RefusalReason.choices],
    )
