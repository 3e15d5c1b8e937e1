"""Runs of an import, their rows, and what people taught us about their columns."""

from datetime import datetime, timedelta
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from entrepairs.organisations.models import Network
from entrepairs.people.models import Person

KEEP_ROWS = timedelta(days=30)  # then rows are erased and undoing is over
STALLED_AFTER = timedelta(minutes=2)  # a run without news has lost its worker


class RunState(models.TextChoices):
    UPLOADED = "uploaded", _("being read")
    STAGED = "staged", _("columns to confirm")
    PREVIEWING = "previewing", _("being checked")
    PREVIEWED = "previewed", _("checked, nothing written yet")
    APPLYING = "applying", _("being imported")
    APPLIED = "applied", _("imported")
    UNDOING = "undoing", _("being undone")
    UNDONE = "undone", _("undone")
    FAILED = "failed", _("failed")


WORKING = (
    RunState.UPLOADED,
    RunState.PREVIEWING,
    RunState.APPLYING,
    RunState.UNDOING,
)


class RunQuerySet(models.QuerySet["Run"]):
    def visible_to(self, user: Any) -> "RunQuerySet":
        """All, for those who may import; nothing for the others."""
        return self if user.has_perm("importing.add_run") else self.none()


class Run(models.Model):
    """
    One file, from upload to undo.

    `sheets` holds per sheet its name, columns, header row, number of rows and what
    was noticed; `mapping` per sheet (its index as text) the field of each column;
    `values` per field the code of each folded cell value.
    """

    kind = models.CharField(_("kind"), max_length=40)
    network = models.ForeignKey(
        Network, models.CASCADE, related_name="+", verbose_name=_("network")
    )
    file_name = models.CharField(_("file"), max_length=200)
    stored_as = models.CharField(max_length=300, blank=True)  # until it is staged
    digest = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField(default=0)
    state = models.CharField(
        _("state"), max_length=10, choices=RunState, default=RunState.UPLOADED
    )
    sheets = models.JSONField(default=list)
    mapping = models.JSONField(default=dict)
    values = models.JSONField(default=dict)
    options = models.JSONField(default=dict)
    total = models.PositiveIntegerField(_("rows"), default=0)
    done = models.PositiveIntegerField(default=0)
    ready = models.PositiveIntegerField(_("ready"), default=0)
    refused = models.PositiveIntegerField(_("refused"), default=0)
    duplicates = models.PositiveIntegerField(_("already there"), default=0)
    skipped = models.PositiveIntegerField(_("no row"), default=0)
    created = models.PositiveIntegerField(_("created"), default=0)
    removed = models.PositiveIntegerField(_("removed"), default=0)
    kept = models.PositiveIntegerField(_("kept"), default=0)
    error = models.CharField(max_length=500, blank=True)
    created_by = models.ForeignKey(
        Person, models.SET_NULL, null=True, related_name="+", verbose_name=_("by")
    )
    created_at = models.DateTimeField(_("started"), auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)
    rows_erased_at = models.DateTimeField(null=True)

    objects = RunQuerySet.as_manager()

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return self.file_name

    @property
    def is_working(self) -> bool:
        return self.state in WORKING

    @property
    def is_stalled(self) -> bool:
        """A worker was at it and has not been heard of for a while."""
        return self.is_working and timezone.now() - self.changed_at > STALLED_AFTER

    @property
    def may_be_read_again(self) -> bool:
        """Reading it broke, and its file is still here."""
        return self.state == RunState.FAILED and bool(self.stored_as)

    @property
    def percent(self) -> int:
        goals = {RunState.APPLYING: self.ready, RunState.UNDOING: self.created}
        goal = goals.get(RunState(self.state), self.total)
        return min(100 * self.done // goal, 100) if goal else 0

    @property
    def erased_on(self) -> datetime:
        """When the rows go, and undoing ends."""
        return self.created_at + KEEP_ROWS

    @property
    def may_be_undone(self) -> bool:
        return self.state == RunState.APPLIED and self.rows_erased_at is None


class Verdict(models.TextChoices):
    NEW = "", _("not checked")
    READY = "ready", _("ready")
    REFUSED = "refused", _("refused")
    DUPLICATE = "duplicate", _("probably already there")
    SKIPPED = "skipped", _("no row")


class Outcome(models.TextChoices):
    NONE = "", _("nothing")
    CREATED = "created", _("created")
    REMOVED = "removed", _("removed")
    KEPT = "kept", _("kept, you changed it")


class Row(models.Model):
    """
    One row of the file. `reasons` and `warnings` are lists of
    `{"column": index or null, "message": text}`; `trace` is what the kind needs to
    undo what it created.
    """

    run = models.ForeignKey(Run, models.CASCADE, related_name="rows")
    sheet = models.PositiveSmallIntegerField(default=0)
    number = models.PositiveIntegerField(_("row"))
    cells = models.JSONField(default=list)
    verdict = models.CharField(max_length=9, choices=Verdict, blank=True)
    is_forced = models.BooleanField(default=False)  # import although already there
    reasons = models.JSONField(default=list)
    warnings = models.JSONField(default=list)
    title = models.CharField(max_length=200, blank=True)
    outcome = models.CharField(max_length=7, choices=Outcome, blank=True)
    object_id = models.BigIntegerField(null=True)
    trace = models.JSONField(default=dict)

    class Meta:
        ordering = ["run", "pk"]
        indexes = [
            models.Index(
                fields=["run", "verdict", "outcome", "id"], name="importing_row_work"
            )
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.title}"


class Remembered(models.Model):
    """
    What somebody confirmed once. Scope `column`: a folded heading and its field;
    scope `value:<field>`: a folded cell and its code. An empty target: leave it out.
    """

    kind = models.CharField(max_length=40)
    scope = models.CharField(max_length=60)
    key = models.CharField(max_length=200)
    target = models.CharField(max_length=80, blank=True)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="importing_remembered_once", fields=["kind", "scope", "key"]
            )
        ]

    def __str__(self) -> str:
        return f"{self.key} → {self.target or '–'}"
