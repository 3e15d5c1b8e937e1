"""What a run keeps of its file goes when undoing is over; its rows go after it."""

from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from entrepairs.importing.models import Run

BLANKED = ("sheets", "values", "stored_as", "file_name", "error")


@transaction.atomic
def close(run: Run) -> int:
    """
    Blank what a run tells of its file and erase a file left behind; the run itself
    stays, with its counts, and cannot be undone. Returns 1, or 0 the second time.
    """
    if run.rows_erased_at is not None:
        return 0
    if run.stored_as:
        path = Path(settings.DATA) / "imports" / run.stored_as
        path.unlink(missing_ok=True)
    for sheet in run.sheets:
        width = len(sheet.get("columns", ()))
        sheet |= {"name": "", "notes": [], "columns": [""] * width}
        sheet["samples"] = [[] for _column in range(width)]
    run.values, run.stored_as, run.error = {}, "", ""
    run.file_name = f"#{run.pk}"
    run.rows_erased_at = timezone.now()
    run.save(update_fields=[*BLANKED, "rows_erased_at"])
    return 1
