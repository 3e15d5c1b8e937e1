"""Mails that wait in a database that comes from a backup."""

from django.utils import timezone

from entrepairs.mail.models import MailState, OutgoingMail
from entrepairs.mail.reasons import Reason


def hold_all() -> int:
    """What waits may have gone since the backup: a person judges each."""
    waiting = (MailState.QUEUED, MailState.SENDING)
    return OutgoingMail.objects.filter(state__in=waiting).update(
        state=MailState.UNCERTAIN,
        reason=Reason.RESTORED,
        settled_at=timezone.now(),
    )
