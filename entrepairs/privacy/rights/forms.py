"""What is typed by those who ask about their data, and by those who answer."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from entrepairs.mail.addresses import AddressField
from entrepairs.people.house_forms import DayInput
from entrepairs.people.models import today
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


class AskForm(forms.Form):
    email = AddressField(label=_("your e-mail address"))


class OtherWishForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("what you ask for"),
        choices=[(kind.value, kind.label) for kind in BY_A_PERSON],
    )


class ReceivedForm(forms.ModelForm[RightsRequest]):
    """A request that came by letter, telephone or otherwise."""

    email = AddressField(
        label=_("e-mail"),
        required=False,
        help_text=_("Where the answer goes, if the person has one."),
    )

    class Meta:
        model = RightsRequest
        fields = ["kind", "channel", "received_on", "called", "email", "phone"]
        widgets = {"received_on": DayInput()}
        help_texts = {
            "called": _("As the person signed or said; a first name is enough."),
            "received_on": _("The day the letter arrived or the telephone rang."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        channel = self.fields["channel"]
        assert isinstance(channel, forms.TypedChoiceField)  # noqa: S101
        channel.choices = [
            ("", "---------"),
            *(c for c in RequestChannel.choices if c[0] != RequestChannel.SITE),
        ]

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        day = told.get("received_on")
        if day and day > today():
            self.add_error("received_on", _("This day is yet to come."))
        reachable = any(told.get(name) for name in ("called", "email", "phone"))
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
