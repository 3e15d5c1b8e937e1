"""What is typed to sign in."""

from django import forms
from django.utils.translation import gettext_lazy as _

from entrepairs.mail.addresses import AddressField, AddressInput


class AddressForm(forms.Form):
    email = AddressField(
        label=_("Your e-mail address"),
        widget=AddressInput(attrs={"autocomplete": "username webauthn"}),
    )

    use_required_attribute = False


class CodeForm(forms.Form):
    """Also of an authenticator app, or a recovery code."""

    code = forms.CharField(
        label=_("Code"),
        max_length=40,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "one-time-code",
                "inputmode": "numeric",
                "autocapitalize": "off",
                "spellcheck": "false",
            }
        ),
    )

    use_required_attribute = False


class KeyNameForm(forms.Form):
    name = forms.CharField(
        label=_("Name of this key"),
        help_text=_("For example: my telephone."),
        max_length=60,
        required=False,
    )
