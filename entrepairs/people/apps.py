"""The people app."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "entrepairs.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"
