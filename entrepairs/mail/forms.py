"""Writing the text of a mail."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from entrepairs.core.errors import Refused
from entrepairs.mail.kinds import MailKind
from entrepairs.mail.texts import check_words


class TextForm(forms.Form):
    subject = forms.CharField(label=_("Subject"), max_length=200)
    text = forms.CharField(
        label=_("Text"),
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 18}),
    )
    # Which version this one was written over.
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, kind: MailKind, **options: Any) -> None:
        super().__init__(*args, **options)
        self.kind = kind

    def clean(self) -> dict[str, Any]:
        words = super().clean() or {}
        try:
            check_words(self.kind, words.get("subject", ""), words.get("text", ""))
        except Refused as refusal:
            raise ValidationError(str(refusal)) from refusal
        return words
