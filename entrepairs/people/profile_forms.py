"""What a person tells about themselves."""

from django import forms
from django.utils.translation import gettext_lazy as _

from entrepairs.mail.addresses import AddressField
from entrepairs.people.models import Person


class ProfileForm(forms.ModelForm[Person]):
    class Meta:
        model = Person
        fields = ["called", "language", "channel", "discreet_mails"]
        help_texts = {
            "called": _("A first name or a nickname is enough."),
            "language": _("Of our mails, of this space and of the back office."),
            "discreet_mails": _(
                "Neither the sender nor the subject tells what they are about."
            ),
        }


class NewAddressForm(forms.Form):
    new_email = AddressField(label=_("new e-mail address"))
