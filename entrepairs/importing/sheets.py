"""What every reader gives: sheets of rows of text, whatever the file was."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from django.utils.translation import gettext as _

from entrepairs.core.errors import Refused

MAX_COLUMNS = 120
MAX_CELL = 10_000  # characters; more is cut
MAX_ROWS = 200_000
MAX_BLANK = 5_000  # rows without content, after which a sheet is taken to end


@dataclass
class Sheet:
    """
    `rows` can be gone through once. `columns` is None where the headings must be
    found; records of JSON name their own, and the list grows as they come.
    """

    name: str
    rows: Iterator[tuple[int, list[str]]]  # number in the file, cells
    columns: list[str] | None = None
    notes: list[str] = field(default_factory=list)


class Unreadable(Refused):
    """The file is none we can read; says why, and what to do."""


def damaged() -> Unreadable:
    return Unreadable(
        _("This file is damaged: it cannot be read. Open it, save it again, retry.")
    )


def text_of(value: Any) -> str:
    """A cell as text: dates in ISO 8601, whole numbers without decimals."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, datetime):
        return _moment(value)
    if isinstance(value, date | time):
        return value.isoformat()
    text = str(value).replace("\0", "").replace("\xa0", " ").strip()
    return text[:MAX_CELL]


def _moment(value: datetime) -> str:
    if value.time() == time(0, 0):
        return value.date().isoformat()
    return value.isoformat(sep=" ", timespec="minutes")


def plain(text: str) -> str:
    """A text we neutralised when we gave it out, as it was before."""
    is_marked = text.startswith("'") and text[1:2] in tuple("=+-@|%")
    return text[1:] if is_marked else text


def numbered(rows: Iterator[list[Any]]) -> Iterator[tuple[int, list[str]]]:
    """Rows that hold something, with their number in the file."""
    blank = 0
    for number, row in enumerate(rows, start=1):
        cells = [plain(text_of(value)) for value in row[:MAX_COLUMNS]]
        while cells and not cells[-1]:
            cells.pop()
        if cells:
            blank = 0
            yield number, cells
            continue
        blank += 1
        if blank >= MAX_BLANK:
            return
