"""The importing app."""

from django.apps import AppConfig


class ImportingConfig(AppConfig):
    name = "entrepairs.importing"
    label = "importing"
    default_auto_field = "django.db.models.BigAutoField"
