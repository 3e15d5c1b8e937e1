"""Addresses in «My space» of those who answer for personal data."""

from django.urls import path
from django.utils.translation import pgettext_lazy

from entrepairs.privacy import protection_views as views

app_name = "protection"


urlpatterns = [
    path(
        pgettext_lazy("address", "my-space/files/<slug:slug>/"),
        views.files,
        name="files",
    ),
    path(
        pgettext_lazy("address", "my-space/files/file/<int:pk>/"),
        views.file,
        name="file",
    ),
    path(
        pgettext_lazy("address", "my-space/breaches/<slug:slug>/"),
        views.register,
        name="register",
    ),
    path(
        pgettext_lazy("address", "my-space/breaches/<slug:slug>/new/"),
        views.new,
        name="new",
    ),
    path(
        pgettext_lazy("address", "my-space/breach/<int:pk>/"),
        views.breach,
        name="breach",
    ),
    path(
        pgettext_lazy("address", "my-space/breach/<int:pk>/change/"),
        views.change,
        name="change",
    ),
]
