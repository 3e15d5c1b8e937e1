"""The website app."""

from django.apps import AppConfig


class WebsiteConfig(AppConfig):
    name = "entrepairs.website"
    label = "website"
    default_auto_field = "django.db.models.BigAutoField"
