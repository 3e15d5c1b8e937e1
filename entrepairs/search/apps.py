"""The search app."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "entrepairs.search"
    label = "search"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from entrepairs.search.registry import discover

        discover()
