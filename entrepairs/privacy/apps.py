"""The privacy app."""

from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    name = "entrepairs.privacy"
    label = "privacy"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from entrepairs.core.notices import keep_words_with, tell_terms
        from entrepairs.people import agreements
        from entrepairs.privacy.actions import keep_agreement
        from entrepairs.privacy.history import record_changes
        from entrepairs.privacy.notices import keep_text
        from entrepairs.privacy.terms import term_of

        record_changes()
        tell_terms(term_of)
        keep_words_with(keep_text)
        agreements.keep_with(keep_agreement)
