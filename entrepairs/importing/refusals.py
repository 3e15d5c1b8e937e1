"""The refused rows as a file: the same columns, and why, to correct and give back."""

import csv
import io
import re
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font, PatternFill

from entrepairs.core.spreadsheets import neutral
from entrepairs.importing.headers import is_reason
from entrepairs.importing.models import Row, Run, Verdict

FILL = PatternFill("solid", fgColor="FFE0D6")


def _refused(run: Run, sheet: int) -> Iterator[Row]:
    rows = run.rows.filter(verdict=Verdict.REFUSED, sheet=sheet)
    return rows.order_by("pk").iterator(chunk_size=500)


def _kept(columns: list[str]) -> list[int]:
    """The columns, without the reasons of an earlier time."""
    return [place for place, name in enumerate(columns) if not is_reason(name)]


def _reason(row: Row, columns: list[str]) -> str:
    said = []
    for reason in row.reasons:
        place = reason["column"]
        name = columns[place] if place is not None and place < len(columns) else ""
        said.append(f"{name}: {reason['message']}" if name else reason["message"])
    return " / ".join(said)


def _cells(row: Row, kept: list[int]) -> list[str]:
    return [
        neutral(row.cells[place]) if place < len(row.cells) else "" for place in kept
    ]


def refused_csv(run: Run) -> Iterator[str]:
    """
    With semicolons and a BOM, as the spreadsheets of our countries want it. Sheets
    that have refused rows follow one another, each under its headings.
    """
    yield "\ufeff"
    for index, sheet in enumerate(run.sheets):
        columns, heads = sheet["columns"], True
        kept = _kept(columns)
        for row in _refused(run, index):
            if heads:
                yield _line([neutral(columns[place]) for place in kept] + [_("Reason")])
                heads = False
            yield _line([*_cells(row, kept), neutral(_reason(row, columns))])


def _line(cells: list[str]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=";").writerow(cells)
    return buffer.getvalue()


def refused_workbook(run: Run) -> bytes:
    """One sheet for each that has refused rows; the bad cells are coloured."""
    book = Workbook(write_only=True)
    for index, sheet in enumerate(run.sheets):
        if not run.rows.filter(verdict=Verdict.REFUSED, sheet=index).exists():
            continue
        name = re.sub(r"[\\/*?:\[\]]", " ", sheet["name"])[:31]
        page = book.create_sheet(name or _("Refused")[:31])
        columns = sheet["columns"]
        kept = _kept(columns)
        heads = [columns[place] for place in kept] + [_("Reason")]
        page.append([_cell(page, neutral(head), bold=True) for head in heads])
        for row in _refused(run, index):
            bad = {reason["column"] for reason in row.reasons}
            cells = [
                _cell(page, text, bad=place in bad)
                for place, text in zip(kept, _cells(row, kept), strict=True)
            ]
            page.append([*cells, _cell(page, neutral(_reason(row, columns)))])
    if not book.worksheets:
        book.create_sheet(_("Refused")[:31])
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _cell(page: Any, text: str, *, bold: bool = False, bad: bool = False) -> Any:
    cell = WriteOnlyCell(page, _printable(text))
    cell.data_type = "s"  # or openpyxl makes a formula of what begins with `=`
    if bold:
        cell.font = Font(bold=True)
    if bad:
        cell.fill = FILL
    return cell


def _printable(text: str) -> str:
    """XML has no room for control characters."""
    return re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", "", text)
