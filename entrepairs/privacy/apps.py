"""The privacy app."""

from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    name = "entrepairs.privacy"
    label = "privacy"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from entrepairs.core.notices import tell_terms
        from entrepairs.privacy.history import record_changes
        from entrepairs.privacy.terms import term_of

        record_changes()
        tell_terms(term_of)
