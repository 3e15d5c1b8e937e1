"""The fields of what we hold, in the words of whoever it is about."""

from typing import Any

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from entrepairs.core.personal import kind_named
from entrepairs.people.roles import Role

# What says nothing to a reader: in the copy for machines only.
PLUMBING = {
    *("dismissibles", "message_id", "notice_version", "object_id", "object_pk"),
    *("id", "session_salt"),
    *("person", "user"),  # «you», on each row
}
# By the field's name, or by «app.Model.field» where one name means several things.
# Here rather than on the models: many of these are not ours.
LABELS: dict[str, str | Promise] = {
    "actor": _("who did it"),
    "at": _("when"),
    "by": _("who did it"),
    "changes": _("what was changed"),
    "comment": _("remark"),
    "created_at": _("made on"),
    "data": _("what was filled in"),
    "day": _("day"),
    "device": _("device"),
    "ended_on": _("ended on"),
    "entry": _("team’s entry"),
    "expires_at": _("works until"),
    "extended_on": _("prolonged on"),
    "granted_as": _("given in the role of"),
    "granted_by": _("given by"),
    "is_superuser": _("may do everything on this site"),
    "joined_at": _("here since"),
    "language": _("language"),
    "last_seen_at": _("last seen"),
    "last_used_at": _("last used"),
    "made_at": _("made on"),
    "network": _("network"),
    "on": _("day"),
    "opened_on": _("signed in on"),
    "organisation": _("organisation"),
    "role": _("role"),
    "seen_on": _("last seen"),
    "sent_to": _("sent to"),
    "since_on": _("since"),
    "text": _("text"),
    "timestamp": _("when"),
    "used_at": _("used on"),
    "viewer": _("who looked"),
    "what": _("what"),
    "withdrawn_at": _("taken back on"),
    "mfa.Authenticator.type": _("kind of key"),
    "privacy.Consent.given_at": _("agreed on"),
    "privacy.Consent.given_by": _("how you agreed"),
    "privacy.Consent.kind": _("what you agreed to"),
    "privacy.Consent.sentence": _("what you read"),
    "privacy.Consent.withdrawn_by": _("how you took it back"),
}


def label_of(field: Any) -> str:
    """In the language of the page; else as the model calls it."""
    wholly = f"{field.model._meta.label}.{field.name}"
    label = LABELS.get(wholly) or LABELS.get(field.name)
    return str(label or getattr(field, "verbose_name", field.name))


def in_words(row: models.Model, name: str, value: Any) -> Any:
    """A value that is a name of ours, as people know it."""
    if name == "granted_as" and value in Role.values:
        return Role(value).label
    if row._meta.label == "privacy.Consent" and name == "kind":
        return _title_of(value)
    if row._meta.label == "privacy.Change" and name == "changes":
        return _changed(row, value)
    return value


def _title_of(kind: str) -> str:
    try:
        return str(kind_named(kind).title)
    except KeyError:  # what nobody declares any more
        return kind


def _changed(row: Any, changes: dict[str, Any]) -> list[str]:
    model = row.content_type.model_class()
    fields = {one.name: one for one in model._meta.get_fields()} if model else {}
    names = [name for name in changes or {} if name not in PLUMBING]
    return [label_of(fields[name]) if name in fields else name for name in names]
