"""What the nightly retention did, what it waits for, and how it is set."""

from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from entrepairs.core.personal import kind_named
from entrepairs.organisations.models import Network
from entrepairs.people.models import Person

SILENT_AFTER = timedelta(hours=48)  # without a night's run: an alarm


class RunQuerySet(models.QuerySet["RetentionRun"]):
    def visible_to(self, user: Any) -> "RunQuerySet":
        return self if user.is_superuser else self.none()

    def done(self) -> "RunQuerySet":
        """Those that really ended data, to the last kind."""
        return self.filter(is_applied=True).exclude(ended_at=None)


class RetentionRun(models.Model):
    """One run, by its counts alone: no row, no name, no address."""

    moment = models.DateTimeField(_("moment"))  # what it took for now
    ended_at = models.DateTimeField(_("ended"), null=True)
    is_applied = models.BooleanField(_("really erased"), default=False)
    # By kind: rows due, ended, warned.
    counts = models.JSONField(_("rows"), default=dict)
    stopped = models.JSONField(_("stopped"), default=list)  # names of kinds
    failed = models.JSONField(_("failed"), default=list)  # names of kinds

    objects = RunQuerySet.as_manager()

    class Meta:
        verbose_name = _("run of the retention")
        verbose_name_plural = _("runs of the retention")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{timezone.localtime(self.moment):%Y-%m-%d %H:%M}"


class StopQuerySet(models.QuerySet["RetentionStop"]):
    def visible_to(self, user: Any) -> "StopQuerySet":
        return self if user.is_superuser else self.none()

    def waiting(self) -> "StopQuerySet":
        """For somebody to look and to agree."""
        return self.filter(agreed_at=None)


class RetentionStop(models.Model):
    """More than usual would have gone: nothing went, and a person must agree."""

    CLOCK = ""  # in place of a kind

    kind = models.CharField(max_length=80, unique=True, blank=True)
    due = models.PositiveIntegerField(_("due"), default=0)
    total = models.PositiveIntegerField(_("rows in all"), default=0)
    stopped_at = models.DateTimeField(_("since"))
    agreed_at = models.DateTimeField(null=True)
    agreed_by = models.ForeignKey(
        Person, models.SET_NULL, null=True, related_name="+", verbose_name=_("by")
    )

    objects = StopQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.kind or 'clock'}: {self.due}/{self.total}"

    @property
    def is_clock(self) -> bool:
        return self.kind == self.CLOCK

    @property
    def title(self) -> str:
        return str(kind_named(self.kind).title) if self.kind else ""


class Forewarned(models.Model):
    """That somebody was told of the end of a row. The row by its number only."""

    kind = models.CharField(max_length=80)
    row = models.BigIntegerField()
    warned_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="privacy_forewarned_once", fields=["kind", "row"]
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} #{self.row}"


def check_kind(name: str) -> None:
    try:
        kind_named(name)
    except KeyError:
        message = _("There is no such kind of data.")
        raise ValidationError(message, code="kind") from None


class Term(models.Model):
    """A network keeps a kind of data for less time than we say by ourselves."""

    network = models.ForeignKey(
        Network, models.CASCADE, related_name="+", verbose_name=_("network")
    )
    kind = models.CharField(_("kind of data"), max_length=80, validators=[check_kind])
    days = models.PositiveIntegerField(_("days"))

    class Meta:
        verbose_name = _("shorter term")
        verbose_name_plural = _("shorter terms")
        ordering = ["kind", "network"]
        constraints = [
            models.UniqueConstraint(
                name="privacy_term_once",
                fields=["network", "kind"],
                violation_error_message=_("This network has its term already."),
            ),
            models.CheckConstraint(
                name="privacy_term_of_a_day",
                condition=models.Q(days__gte=1),
                violation_error_message=_("One day at least."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.days}"

    def clean(self) -> None:
        """Never longer than the notice that people have read."""
        try:
            longest = kind_named(self.kind).keep
        except KeyError:
            return
        if longest is None:
            raise ValidationError({"kind": _("This kind has no term to shorten.")})
        if self.days and timedelta(days=self.days) > longest:
            message = _("At most %(days)d days: people were told so.")
            raise ValidationError({"days": message % {"days": longest.days}})


class Threshold(models.Model):
    """How much of a kind may go in one night, where this differs from its own."""

    kind = models.CharField(
        _("kind of data"), max_length=80, unique=True, validators=[check_kind]
    )
    free = models.PositiveIntegerField(
        _("always allowed (rows)"),
        default=50,
        help_text=_("So few rows go without a question, whatever their share."),
    )
    rows = models.PositiveIntegerField(_("at most (rows)"), default=10_000)
    percent = models.PositiveSmallIntegerField(_("at most (percent)"), default=25)

    class Meta:
        verbose_name = _("threshold of the retention")
        verbose_name_plural = _("thresholds of the retention")
        ordering = ["kind"]
        constraints = [
            models.CheckConstraint(
                name="privacy_threshold_percent",
                condition=models.Q(percent__lte=100),
                violation_error_message=_("A hundred percent at most."),
            )
        ]

    def __str__(self) -> str:
        return self.kind
