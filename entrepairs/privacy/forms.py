"""What is asked for to take a list along, and about a data breach."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from entrepairs.people.house_forms import DayInput
from entrepairs.privacy.breaches import traceable
from entrepairs.privacy.models import Breach, ExportFormat


class ExportForm(forms.Form):
    reason = forms.CharField(
        label=_("What is the file for?"),
        help_text=_(
            "Each person in it can read this day that a file was made, and by whom."
        ),
        max_length=300,
        widget=forms.Textarea({"rows": 2}),
    )
    with_addresses = forms.BooleanField(
        label=_("With languages and e-mail addresses"), required=False
    )
    format = forms.ChoiceField(
        label=_("Format"), choices=ExportFormat.choices, initial=ExportFormat.ODS
    )


class MomentInput(forms.DateTimeInput):
    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")


class BreachForm(forms.ModelForm[Breach]):
    kinds = forms.MultipleChoiceField(
        label=_("Kinds of data"),
        help_text=_(
            "As the register of processing calls them. Choose all that may be touched."
        ),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    class Meta:
        model = Breach
        fields = [
            *("found_at", "nature", "kinds", "from_on", "to_on", "persons", "risk"),
            *("consequences", "measures", "notified_at", "told_at"),
            "not_notified_because",
        ]
        widgets = {
            "found_at": MomentInput(),
            "notified_at": MomentInput(),
            "told_at": MomentInput(),
            "from_on": DayInput(),
            "to_on": DayInput(),
            "risk": forms.RadioSelect(),
            "nature": forms.Textarea({"rows": 4}),
            "consequences": forms.Textarea({"rows": 3}),
            "measures": forms.Textarea({"rows": 3}),
            "not_notified_because": forms.Textarea({"rows": 2}),
        }
        help_texts = {
            "found_at": _("From this moment the 72 hours run."),
            "nature": _(
                "What, how, through whom it became known. Without names of persons."
            ),
            "from_on": _("If only data of some days are touched."),
            "persons": _("Leave it empty: it is counted from the data you choose."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.use_required_attribute = False
        choices = self.fields["kinds"]
        assert isinstance(choices, forms.MultipleChoiceField)  # noqa: S101
        choices.choices = [(kind.name, str(kind.title)) for kind in traceable()]
        if not self.instance.pk:
            self.initial["found_at"] = timezone.now()
