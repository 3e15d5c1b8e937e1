"""The ui app."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "entrepairs.ui"
    label = "ui"
    default_auto_field = "django.db.models.BigAutoField"
