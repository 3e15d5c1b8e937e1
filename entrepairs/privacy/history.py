"""
Which rows keep a history of their changes, and which of their values may be in it.

What has a form in the back office has Wagtail's history already. Values that are not
named here are hidden: the history then tells that a field changed, not what it said.
"""

from auditlog.registry import auditlog
from django.apps import apps
from django.db.models import Model

RECORDED: dict[str, tuple[str, ...]] = {
    "people.Person": (),
    "people.Membership": (),
    "privacy.Consent": (),
    "privacy.Term": ("network", "kind", "days"),
    "privacy.Threshold": ("kind", "free", "rows", "percent"),
}
UNTOLD = {"last_login", "session_salt", "created_at", "joined_at"}  # by themselves


def record_changes() -> None:
    for label, shown in RECORDED.items():
        model = apps.get_model(label)
        fields = told(model)
        auditlog.register(
            model,
            include_fields=fields,
            mask_fields=[name for name in fields if name not in shown],
            mask_callable="entrepairs.privacy.models.change.hidden",
        )


def told(model: type[Model]) -> list[str]:
    """Its own columns but the key and what changes by itself."""
    return [
        field.name
        for field in model._meta.concrete_fields
        if not field.primary_key and field.name not in UNTOLD
    ]
