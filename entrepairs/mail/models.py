"""The outbox, and texts that editors changed. What was sent keeps its state only."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from entrepairs.core.language import Language
from entrepairs.core.sealed import SealedCharField, SealedEmailField, SealedTextField
from entrepairs.mail.reasons import Reason
from entrepairs.organisations.models import Network

KEEP_STATE = timedelta(days=30)  # after sending; then the row is erased
GIVE_UP_AFTER = timedelta(days=3)
LOST_AFTER = timedelta(minutes=15)  # in SENDING: the worker died
ALARM_AFTER = timedelta(hours=1)


class MailState(models.TextChoices):
    QUEUED = "queued", pgettext_lazy("mail", "waiting")
    SENDING = "sending", pgettext_lazy("mail", "being sent")
    SENT = "sent", pgettext_lazy("mail", "sent")
    RETURNED = "returned", pgettext_lazy("mail", "returned")
    FAILED = "failed", pgettext_lazy("mail", "refused")
    UNCERTAIN = "uncertain", pgettext_lazy("mail", "perhaps sent")


class OutgoingMailQuerySet(models.QuerySet["OutgoingMail"]):
    def due(self) -> "OutgoingMailQuerySet":
        """Waiting, and their time has come; the longest wait first."""
        now = timezone.now()
        return self.filter(state=MailState.QUEUED, due_at__lte=now).order_by(
            "due_at", "pk"
        )

    def too_late(self) -> "OutgoingMailQuerySet":
        """Waiting, though they would be of no use any more."""
        return self.filter(state=MailState.QUEUED, until__lt=timezone.now())

    def lost(self) -> "OutgoingMailQuerySet":
        """Left in SENDING by a worker that died: nobody knows whether they went."""
        before = timezone.now() - LOST_AFTER
        return self.filter(state=MailState.SENDING, tried_at__lt=before)

    def unsettled(self) -> "OutgoingMailQuerySet":
        """Refused or perhaps sent: a person judges whether they go once more."""
        states = (MailState.UNCERTAIN, MailState.FAILED)
        return self.filter(state__in=states).exclude(text="")

    def settled_before(self, moment: datetime) -> "OutgoingMailQuerySet":
        """Sent, come back, or tried for the last time before the moment."""
        ended = Coalesce("settled_at", "sent_at", "tried_at", "created_at")
        waiting = (MailState.QUEUED, MailState.SENDING)
        settled = self.exclude(state__in=waiting).alias(ended_at=ended)
        return settled.filter(ended_at__lt=moment)

    def unopened(self) -> "OutgoingMailQuerySet":
        """Without what is sealed: one that no key opens must not hide the others."""
        return self.defer("to", "subject", "text")

    def visible_to(self, user: Any) -> "OutgoingMailQuerySet":
        """Administrators only; and they see states, not contents."""
        return self.unopened() if user.is_superuser else self.none()

    def overdue(self) -> "OutgoingMailQuerySet":
        """What waits for more than an hour: the alarm of the back office."""
        before = timezone.now() - ALARM_AFTER
        return self.filter(state=MailState.QUEUED, created_at__lt=before)


class OutgoingMail(models.Model):
    """One mail to one address. Subject and text are emptied once it has gone."""

    network = models.ForeignKey(Network, models.PROTECT, related_name="+")
    kind = models.CharField(_("kind"), max_length=60)  # the template, without content
    # What it is about, as `directory.entry:12`; the mail outlives it.
    about = models.CharField(max_length=80, blank=True, db_index=True)
    to = SealedEmailField(_("to"), blank=True)
    language = models.CharField(_("language"), max_length=2, choices=Language)
    subject = SealedCharField(_("subject"), max_length=200, blank=True)
    text = SealedTextField(_("text"), blank=True)
    discreet = models.BooleanField(default=False)
    state = models.CharField(
        _("state"), max_length=9, choices=MailState, default=MailState.QUEUED
    )
    message_id = models.CharField(max_length=120, unique=True)
    created_at = models.DateTimeField(_("written"), auto_now_add=True)
    due_at = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField(null=True)  # of no use after; dropped then
    tried_at = models.DateTimeField(_("last try"), null=True, db_index=True)
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    sent_at = models.DateTimeField(_("sent"), null=True)
    settled_at = models.DateTimeField(null=True)  # refused, returned or given up
    reason = models.CharField(_("reason"), max_length=80, blank=True, choices=Reason)
    code = models.CharField(_("code"), max_length=20, blank=True)  # of the server

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


class MailTextQuerySet(models.QuerySet["MailText"]):
    def of(self, network: Network, kind: str) -> "MailTextQuerySet":
        return self.filter(network=network, kind=kind)

    def current(self) -> "MailTextQuerySet":
        """The newest of each network, mail and language."""
        later = MailText.objects.filter(
            network=models.OuterRef("network"),
            kind=models.OuterRef("kind"),
            language=models.OuterRef("language"),
            pk__gt=models.OuterRef("pk"),
        )
        return self.filter(~models.Exists(later))

    def written(self) -> "MailTextQuerySet":
        """Without those that went back to the text of the house."""
        return self.exclude(text="")


class MailText(models.Model):
    """A text as an editor wrote it; empty: back to the house's. The newest counts."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=60)
    language = models.CharField(_("language"), max_length=2, choices=Language)
    subject = models.CharField(_("subject"), max_length=200, blank=True)
    text = models.TextField(_("text"), blank=True)
    written_at = models.DateTimeField(_("written"), auto_now_add=True)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("written by"),
    )

    objects = MailTextQuerySet.as_manager()

    class Meta:
        verbose_name = _("text of a mail")
        verbose_name_plural = _("texts of mails")
        ordering = ["-pk"]
        indexes = [
            models.Index(
                fields=["network", "kind", "language", "-id"],
                name="mail_text_newest",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.language} #{self.pk}"


def by_language(texts: Iterable[MailText]) -> dict[str, MailText]:
    return {text.language: text for text in texts}
