"""The account page of the back office: how one is called, language, looks."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.account import (
    AccountView,
    BaseSettingsPanel,
    ThemeSettingsPanel,
)
from wagtail.users.models import UserProfile

from entrepairs.people.access import speak_to
from entrepairs.people.models import Person


class PersonForm(forms.ModelForm[Person]):
    class Meta:
        model = Person
        fields = ["called", "language"]

    def save(self, commit: bool = True) -> Person:
        person = super().save(commit=commit)
        speak_to(person)
        return person


class PersonPanel(BaseSettingsPanel):
    name = "person"
    title = _("You")
    order = 100
    form_class = PersonForm


class PersonAccountView(AccountView):
    """Without Wagtail's panels for first and last name, password and portrait."""

    def get_panels(self) -> list[Any]:
        request, user = self.request, self.request.user
        profile = UserProfile.get_for_user(user)
        # In the order they are saved: the theme's form writes the whole profile.
        panels = (ThemeSettingsPanel, PersonPanel)
        return [panel(request, user, profile) for panel in panels]
