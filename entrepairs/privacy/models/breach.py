"""The register of data breaches, also of small ones (article 33, 5 of the GDPR)."""

from datetime import datetime, timedelta
from typing import Any

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from entrepairs.organisations.models import Organisation
from entrepairs.people.models import Person
from entrepairs.people.models.membership import houses_of
from entrepairs.people.roles import Right

CLOCK = timedelta(hours=72)
KEPT = timedelta(days=5 * 365 + 2)


class Risk(models.TextChoices):
    NONE = "none", _("no risk for the persons: it is recorded only")
    SOME = "some", _("a risk: the authority is told within 72 hours")
    HIGH = "high", _("a high risk: the persons are told too")


class BreachQuerySet(models.QuerySet["Breach"]):
    def visible_to(self, user: Any) -> "BreachQuerySet":
        if not user.is_authenticated:
            return self.none()
        return self.filter(organisation__in=houses_of(user, Right.HANDLE_BREACHES))

    def waiting(self) -> "BreachQuerySet":
        """Neither the authority nor the register knows yet how it ends."""
        return self.filter(notified_at=None, not_notified_because="")


class Breach(models.Model):
    """What happened, to whose data, and what was done about it."""

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=_("organisation")
    )
    recorded_by = models.ForeignKey(
        Person, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    recorded_at = models.DateTimeField(auto_now_add=True)
    found_at = models.DateTimeField(_("found on"))
    nature = models.TextField(_("what happened"))
    kinds = models.JSONField(default=list)  # names of declared kinds
    from_on = models.DateField(_("data written from"), null=True, blank=True)
    to_on = models.DateField(_("data written until"), null=True, blank=True)
    persons = models.PositiveIntegerField(
        _("number of persons, about"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(10_000_000)],
    )
    records = models.PositiveIntegerField(null=True, editable=False)
    risk = models.CharField(_("risk"), max_length=4, choices=Risk, default=Risk.SOME)
    consequences = models.TextField(_("likely consequences"), blank=True)
    measures = models.TextField(_("what was done, what will be done"), blank=True)
    notified_at = models.DateTimeField(_("authority told on"), null=True, blank=True)
    told_at = models.DateTimeField(_("persons told on"), null=True, blank=True)
    not_notified_because = models.TextField(
        _("if the authority is not told: why"), blank=True
    )

    objects = BreachQuerySet.as_manager()

    class Meta:
        verbose_name = _("data breach")
        verbose_name_plural = _("data breaches")
        ordering = ["-found_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="privacy_breach_dates_in_order",
                condition=Q(from_on=None) | Q(to_on=None) | Q(to_on__gte=F("from_on")),
                violation_error_message=_("The second day comes before the first."),
            )
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"

    @property
    def deadline(self) -> datetime:
        """72 hours after it was found, nights and Sundays included."""
        return self.found_at + CLOCK

    @property
    def is_settled(self) -> bool:
        return bool(self.notified_at or self.not_notified_because)

    @property
    def hours_left(self) -> int:
        """Whole hours; below zero when it is late."""
        return int((self.deadline - timezone.now()).total_seconds() // 3600)

    @property
    def was_late(self) -> bool:
        return self.notified_at is not None and self.notified_at > self.deadline
