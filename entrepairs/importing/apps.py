"""The importing app."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class ImportingConfig(AppConfig):
    name = "entrepairs.importing"
    label = "importing"
    verbose_name = _("imports")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        autodiscover_modules("imports")
