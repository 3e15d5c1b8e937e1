"""Importing for good, and undoing it: in batches, resumable, never twice."""

from collections.abc import Iterator

from django.db import transaction
from django.utils.translation import gettext as _

from entrepairs.core.errors import Refused
from entrepairs.importing.actions.check import RowJudge
from entrepairs.importing.actions.common import (
    BATCH,
    begin,
    importer_of,
    save_outcomes,
    save_verdicts,
    tell,
)
from entrepairs.importing.kinds import Importer
from entrepairs.importing.models import Outcome, Row, Run, RunState, Verdict


def apply(run: Run) -> Iterator[int]:
    """
    Create what is ready; yields the size of each committed batch.

    Rows are judged again: what has come in since the preview is not doubled.
    A run that was applied yields nothing; one that stopped goes on.
    """
    if run.state == RunState.APPLIED:
        return
    begin(run, RunState.APPLYING)
    judge = RowJudge(run)
    while size := _apply_batch(run, judge):
        yield size
    run.refresh_from_db()
    if run.state == RunState.APPLYING:
        tell(run, state=RunState.APPLIED)


def _held(run: Run) -> Run:
    """Two workers at one run take turns."""
    return Run.objects.select_for_update(of=("self",), no_key=True).get(pk=run.pk)


@transaction.atomic
def _apply_batch(run: Run, judge: RowJudge) -> int:
    held = _held(run)
    if held.done != run.done:
        judge.forget()  # another worker has been at it: what we knew is of before
    waiting = run.rows.filter(verdict=Verdict.READY, outcome=Outcome.NONE)
    rows = list(waiting.order_by("pk")[:BATCH])
    ready, drafts = [], []
    for row in rows:
        judgement = judge.judge(row)
        if judgement and row.verdict == Verdict.READY:
            ready.append(row)
            drafts.append(judgement.draft)
    for row, made in zip(ready, judge.importer.create(drafts), strict=True):
        row.object_id, row.trace = made.object_id, made.trace
        row.outcome = Outcome.CREATED
    save_outcomes(ready)
    changed = [row for row in rows if row.verdict != Verdict.READY]
    save_verdicts(changed)
    _count_changed(held, changed)
    tell(held, created=held.created + len(ready), done=held.done + len(rows))
    run.created, run.done = held.created, held.done
    return len(rows)


def _count_changed(run: Run, rows: list[Row]) -> None:
    if rows:
        refused = sum(row.verdict == Verdict.REFUSED for row in rows)
        doubled = sum(row.verdict == Verdict.DUPLICATE for row in rows)
        tell(
            run,
            ready=run.ready - len(rows),
            refused=run.refused + refused,
            duplicates=run.duplicates + doubled,
        )


def undo(run: Run) -> Iterator[int]:
    """
    Remove what the run created, except what was changed since; yields batch sizes.

    Undoing twice removes nothing more; an undo that stopped goes on.
    """
    if run.state == RunState.UNDONE:
        return
    if run.rows_erased_at is not None:
        raise Refused(_("The rows of this import are erased: it cannot be undone."))
    begin(run, RunState.UNDOING)
    importer = importer_of(run)
    while size := _undo_batch(run, importer):
        yield size
    run.refresh_from_db()
    tell(run, state=RunState.UNDONE)


@transaction.atomic
def _undo_batch(run: Run, importer: Importer) -> int:
    """Latest first, so that what several rows share goes with its first."""
    held = _held(run)
    created = run.rows.filter(outcome=Outcome.CREATED)
    rows = list(created.order_by("-pk")[:BATCH])
    removed = importer.undo([row.trace for row in rows])
    for row, is_removed in zip(rows, removed, strict=True):
        row.outcome = Outcome.REMOVED if is_removed else Outcome.KEPT
    save_outcomes(rows)
    gone = sum(removed)
    tell(
        held,
        removed=held.removed + gone,
        kept=held.kept + len(rows) - gone,
        done=held.done + len(rows),
    )
    run.removed, run.kept, run.done = held.removed, held.kept, held.done
    return len(rows)
