"""Rows are kept as long as undoing is offered, then erased."""

from pathlib import Path

from django.conf import settings
from django.utils import timezone

from entrepairs.importing.models import Row, Run


def erase_old_rows() -> int:
    """
    Erase the rows (and a file left behind) of runs older than `KEEP_ROWS`; the run
    itself stays, with its counts. Returns the number of rows. Twice: nothing more.
    """
    erased = 0
    for run in Run.objects.with_rows_to_erase():
        if run.stored_as:
            path = Path(settings.DATA) / "imports" / run.stored_as
            path.unlink(missing_ok=True)
        erased += Row.objects.filter(run=run).delete()[0]
        for sheet in run.sheets:
            sheet["samples"] = []
        run.values, run.stored_as = {}, ""
        run.rows_erased_at = timezone.now()
        run.save(update_fields=["sheets", "values", "stored_as", "rows_erased_at"])
    return erased
