"""Who changed which field of which row. Never what a personal field said."""

from typing import Any

from auditlog.models import AbstractLogEntry

from entrepairs.core.at_work import at_work

HIDDEN = "…"


def hidden(value: str) -> str:
    """What stands in the history in place of a personal value."""
    return HIDDEN


class Change(AbstractLogEntry):
    """django-auditlog's entry, without names, addresses or the network's trace."""

    class Meta(AbstractLogEntry.Meta):
        abstract = False

    def __str__(self) -> str:
        return f"{self.content_type_id} #{self.object_pk}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        person = at_work()
        if self.actor_id is None and person is not None:
            self.actor = person
        self.object_repr, self.actor_email, self.serialized_data = "", None, None
        self.remote_addr = self.remote_port = self.cid = None
        super().save(*args, **kwargs)
