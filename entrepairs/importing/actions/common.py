"""What the jobs on a run share: taking it, telling where it stands."""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _

from entrepairs.core.errors import Refused
from entrepairs.importing.headers import why_no_row
from entrepairs.importing.kinds import Importer, Lookup, kind_named
from entrepairs.importing.mapping import remembered
from entrepairs.importing.models import Row, Run, RunState

BATCH = 500


@transaction.atomic
def take(run: Run, *, allowed: Sequence[str], state: str) -> Run:
    """Move a run to `state`; refused unless it is in one of `allowed` (or there)."""
    held = Run.objects.select_for_update(of=("self",), no_key=True).get(pk=run.pk)
    if held.state not in (*allowed, state):
        raise Refused(
            _("This import is “%(state)s”: that cannot be done now.")
            % {"state": held.get_state_display()}
        )
    if held.state != state:
        held.state = RunState(state)
        held.done = 0
        held.error = ""
        held.save(update_fields=["state", "done", "error", "changed_at"])
    run.refresh_from_db()
    return run


FROM = {
    RunState.UPLOADED: (RunState.FAILED,),
    RunState.PREVIEWING: (RunState.STAGED, RunState.PREVIEWED),
    RunState.APPLYING: (RunState.PREVIEWED,),
    RunState.UNDOING: (RunState.APPLIED,),
}
"""Which states a job may start from."""


def begin(run: Run, state: str) -> Run:
    """Announce a job, so that its page shows it before a worker is free."""
    return take(run, allowed=FROM[RunState(state)], state=state)


def tell(run: Run, **changes: Any) -> None:
    """Store what changed, and that somebody is at work."""
    for name, value in changes.items():
        setattr(run, name, value)
    run.save(update_fields=[*changes, "changed_at"])


def importer_of(run: Run) -> Importer:
    kind = kind_named(run.kind)
    return kind.importer(
        network_id=run.network_id,
        options=run.options,
        person_id=run.created_by_id,
        told=told_of(run, kind.lookup) if kind.lookup else {},
    )


def told_of(run: Run, lookup: Lookup) -> dict[str, str]:
    """The codes people told, by the key of what was not known."""
    here: dict[str, str] = run.values.get(lookup.name, {})
    return remembered(run.kind, f"value:{lookup.name}") | here


def batches(rows: Any, *, latest_first: bool = False) -> Iterator[list[Row]]:
    """The rows of a queryset, some at a time, each fetched once."""
    last: int | None = None
    order, edge = ("-pk", "pk__lt") if latest_first else ("pk", "pk__gt")
    while True:
        page = rows if last is None else rows.filter(**{edge: last})
        batch = list(page.order_by(order)[:BATCH])
        if not batch:
            return
        last = batch[-1].pk
        yield batch


def chosen_rows(run: Run) -> Iterator[tuple[Row, dict[str, str]]]:
    """The rows of data of the chosen sheets, each with its sheet's mapping."""
    for batch in batches(run.rows.all()):
        for row in batch:
            sheet = run.sheets[row.sheet]
            if sheet["is_chosen"] and not why_no_row(row.cells, sheet["columns"]):
                yield row, run.mapping.get(str(row.sheet), {})


def save_verdicts(rows: Iterable[Row]) -> None:
    """One statement for many rows: `bulk_update` takes ten times as long."""
    with connection.cursor() as cursor:
        cursor.executemany(
            "UPDATE importing_row SET verdict = %s, reasons = %s, warnings = %s,"
            " title = %s WHERE id = %s",
            [
                (
                    row.verdict,
                    json.dumps(row.reasons),
                    json.dumps(row.warnings),
                    row.title,
                    row.pk,
                )
                for row in rows
            ],
        )


def save_outcomes(rows: Iterable[Row]) -> None:
    with connection.cursor() as cursor:
        cursor.executemany(
            "UPDATE importing_row SET outcome = %s, object_id = %s, trace = %s"
            " WHERE id = %s",
            [
                (row.outcome, row.object_id, json.dumps(row.trace), row.pk)
                for row in rows
            ],
        )
