"""What imported files hold of persons, and who imported them."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, TypeVar

from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from entrepairs.core.personal import (
    Basis,
    End,
    Kind,
    Subject,
    declare,
    erasing,
    exempt,
)
from entrepairs.importing import actions
from entrepairs.importing.models import KEEP_ROWS, Row, Run

WHOSE = _("persons named in a spreadsheet that a network loads")
WHO_IMPORTS = _("those who load spreadsheets")
Held = TypeVar("Held", Row, Run)
SENDER = _("whoever gave us the spreadsheet")
WORDS_OF_ROWS = ("cells", "title", "reasons", "warnings", "trace")


def runs_over(moment: datetime) -> "QuerySet[Run]":
    return Run.objects.filter(created_at__lt=moment - KEEP_ROWS, rows_erased_at=None)


def rows_over(moment: datetime) -> "QuerySet[Row]":
    return Row.objects.filter(run__created_at__lt=moment - KEEP_ROWS)


def holding(rows: "QuerySet[Held]", text: str, *fields: str) -> "QuerySet[Held]":
    """Those with `text` in one of the fields, whatever their type."""
    told = Q()
    for field in fields:
        rows = rows.alias(**{f"{field}_read": Cast(field, TextField())})
        told |= Q(**{f"{field}_read__icontains": text})
    return rows.filter(told)


def rows_naming(subject: Subject) -> "QuerySet[Row]":
    """Cells with the address, however it is spelled in the file."""
    if not subject.email:
        return Row.objects.none()
    return holding(Row.objects.all(), subject.email, *WORDS_OF_ROWS)


def runs_naming(subject: Subject) -> "QuerySet[Run]":
    if not subject.email:
        return Run.objects.none()
    runs = Run.objects.filter(rows_erased_at=None)
    return holding(runs, subject.email, "sheets", "values", "file_name")


def close_runs(pks: Iterable[Any]) -> int:
    """Blank what the runs keep of their files; undoing is over."""
    return sum(actions.close(run) for run in Run.objects.filter(pk__in=list(pks)))


files = declare(
    Kind(
        name="importing.files",
        model="importing.Run",
        fields=("sheets", "values", "stored_as", "file_name"),
        title=_("Spreadsheets being imported"),
        purpose=_("Check a spreadsheet before its rows are written."),
        whose=WHOSE,
        data=_("the file, examples of its cells"),
        basis=Basis.INTEREST,
        seen_by=(WHO_IMPORTS,),
        source=SENDER,
        since=_("the import"),
        keep=KEEP_ROWS,
        end=End.BLANK,
        network="network",
        about=runs_naming,
        due=runs_over,
        dispose=close_runs,
    )
)

rows = declare(
    Kind(
        name="importing.rows",
        model="importing.Row",
        fields=("run", "cells", "title", "reasons", "warnings", "trace"),
        title=_("Rows of imported spreadsheets"),
        purpose=_("Put an import right, or undo it."),
        whose=WHOSE,
        data=_("whatever the spreadsheet holds"),
        basis=Basis.INTEREST,
        seen_by=(WHO_IMPORTS,),
        source=SENDER,
        since=_("the import"),
        keep=KEEP_ROWS,
        end=End.ERASE,
        network="run__network",
        about=rows_naming,
        due=rows_over,
        dispose=erasing(Row),
    )
)

exempt(
    "importing.Run",
    "created_by",
    because="the import stays with its counts; the name of who made it goes (SET_NULL)",
)
exempt(
    "importing.Run",
    *("mapping", "options"),
    because="which column is which, and the language: nothing of persons",
)
