"""The outbox. What was sent keeps its state, not its content."""

from datetime import timedelta
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from entrepairs.core.language import Language
from entrepairs.organisations.models import Network

KEEP_STATE = timedelta(days=30)  # after sending; then the row is erased
GIVE_UP_AFTER = timedelta(days=3)
LOST_AFTER = timedelta(minutes=15)  # in SENDING: the worker died


class MailState(models.TextChoices):
    QUEUED = "queued", pgettext_lazy("mail", "waiting")
    SENDING = "sending", pgettext_lazy("mail", "being sent")
    SENT = "sent", pgettext_lazy("mail", "sent")
    FAILED = "failed", pgettext_lazy("mail", "refused")
    UNCERTAIN = "uncertain", pgettext_lazy("mail", "perhaps sent")


class OutgoingMailQuerySet(models.QuerySet["OutgoingMail"]):
    def due(self) -> "OutgoingMailQuerySet":
        """Waiting, and their time has come; the longest wait first."""
        now = timezone.now()
        return self.filter(state=MailState.QUEUED, due_at__lte=now).order_by(
            "due_at", "pk"
        )

    def lost(self) -> "OutgoingMailQuerySet":
        """Left in SENDING by a worker that died: nobody knows whether they went."""
        before = timezone.now() - LOST_AFTER
        return self.filter(state=MailState.SENDING, tried_at__lt=before)

    def unsettled(self) -> "OutgoingMailQuerySet":
        """Refused or perhaps sent: a person judges whether they go once more."""
        states = (MailState.UNCERTAIN, MailState.FAILED)
        return self.filter(state__in=states).exclude(text="")

    def visible_to(self, user: Any) -> "OutgoingMailQuerySet":
        """Administrators only; and they see states, not contents."""
        return self if user.is_superuser else self.none()

    def overdue(self) -> "OutgoingMailQuerySet":
        """What waits for more than an hour: the alarm of the back office."""
        before = timezone.now() - timedelta(hours=1)
        return self.filter(state=MailState.QUEUED, created_at__lt=before)


class OutgoingMail(models.Model):
    """One mail to one address. Subject and text are emptied once it has gone."""

    network = models.ForeignKey(Network, models.PROTECT, related_name="+")
    kind = models.CharField(_("kind"), max_length=60)  # the template, without content
    to = models.EmailField(_("to"), blank=True)
    language = models.CharField(_("language"), max_length=2, choices=Language)
    subject = models.CharField(max_length=200, blank=True)
    text = models.TextField(blank=True)
    state = models.CharField(
        _("state"), max_length=9, choices=MailState, default=MailState.QUEUED
    )
    message_id = models.CharField(max_length=120, unique=True)
    created_at = models.DateTimeField(_("written"), auto_now_add=True)
    due_at = models.DateTimeField(default=timezone.now)
    tried_at = models.DateTimeField(_("last try"), null=True)
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    sent_at = models.DateTimeField(_("sent"), null=True)
    reason = models.CharField(_("reason"), max_length=80, blank=True)  # no address

    objects = OutgoingMailQuerySet.as_manager()

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("mails")
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(
                fields=["due_at"],
                name="mail_outgoingmail_due",
                condition=Q(state="queued"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} #{self.pk}"
