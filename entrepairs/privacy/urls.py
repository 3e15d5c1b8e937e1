"""Addresses about data, in the language of the reader."""

from django.urls import path
from django.utils.translation import pgettext_lazy

from entrepairs.privacy import views

app_name = "privacy"
urlpatterns = [
    path(
        pgettext_lazy("address", "privacy/register/"), views.register, name="register"
    ),
    path(
        pgettext_lazy("address", "privacy/register.csv"),
        views.register_csv,
        name="register_csv",
    ),
    path(
        pgettext_lazy("address", "privacy/register.json"),
        views.register_json,
        name="register_json",
    ),
    path(
        pgettext_lazy("address", "privacy/notices/<slug:version>/"),
        views.old_notice,
        name="notice",
    ),
]
