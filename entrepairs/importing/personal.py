"""What imported files hold of persons, and who imported them."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from entrepairs.core.naming import Naming
from entrepairs.core.personal import (
    Basis,
    End,
    Kind,
    Subject,
    declare,
    erasing,
    exempt,
)
from entrepairs.core.traces import naming
from entrepairs.importing import actions
from entrepairs.importing.models import KEEP_ROWS, Row, Run

WHOSE = _("persons named in a spreadsheet that a network loads")
WHO_IMPORTS = _("those who load spreadsheets")
SENDER = _("whoever gave us the spreadsheet")
MOST = 30_000  # rows of one person, so that one question can name them
WORDS_OF_ROWS = ("cells", "title", "reasons", "warnings", "trace")


def runs_over(moment: datetime) -> "QuerySet[Run]":
    return Run.objects.filter(created_at__lt=moment - KEEP_ROWS, rows_erased_at=None)


def rows_over(moment: datetime) -> "QuerySet[Row]":
    return Row.objects.filter(run__created_at__lt=moment - KEEP_ROWS)


def is_of_one(who: Naming, row: Row) -> bool:
    """A cell is the address, and the row has no other: it is about that person."""
    is_theirs = any(who.is_all_of(cell) for cell in row.cells)
    return is_theirs and not any(map(who.names_another, row.cells))


def rows_of(subject: Subject) -> "QuerySet[Row]":
    """Rows about the person alone, however the address is spelled in the file."""
    if not subject.email:
        return Row.objects.none()
    who = Naming(subject.email)
    named = who.among(Row.objects.all(), "cells")
    found = [row.pk for row in named if is_of_one(who, row)]
    return Row.objects.filter(pk__in=found[:MOST])


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
        about=lambda subject: Run.objects.none(),
        traces=(
            naming(
                "importing.Run",
                *("sheets", "values", "file_name", "error"),
                dated="created_at",
            ),
        ),
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
        about=rows_of,
        traces=(
            naming(
                "importing.Row", *WORDS_OF_ROWS, dated="run__created_at", but=is_of_one
            ),
        ),
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
