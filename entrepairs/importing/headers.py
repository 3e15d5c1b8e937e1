"""Where the headings of a sheet are, and which of its rows are none."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from django.utils.translation import gettext as _

from entrepairs.core.text import fold
from entrepairs.importing.shapes import shape_of

LOOK_AT = 40  # rows in which the headings are sought
LONGEST = 80  # characters of a heading
TOTALS = ("total", "totaux", "sous total", "totaal", "subtotaal", "gesamt", "summe")
REASONS = ("raison", "reason", "reden", "grund")
"""Headings of the column we add to refused rows; skipped when they come back."""

Numbered = tuple[int, list[str]]


class Headings(NamedTuple):
    columns: list[str]
    row: int  # number of the last heading row in the file, 0 if there are none
    skip: int  # how many of the rows looked at are not data


def find_headings(rows: Sequence[Numbered], known: Callable[[str], bool]) -> Headings:
    """
    The headings among the first rows of a sheet: the row with most words we know,
    else the first full one. `known` says whether a heading means something to us.
    """
    if not rows:
        return Headings([], 0, 0)
    marks = [
        _mark(cells, known) - 0.1 * place for place, (_n, cells) in enumerate(rows)
    ]
    best = marks.index(max(marks))
    if not _recognised(rows[best][1], known) and _is_data(rows[best][1]):
        width = max(len(cells) for _n, cells in rows)
        names = [_("Column %(number)d") % {"number": n + 1} for n in range(width)]
        return Headings(names, 0, 0)
    below = rows[best + 1][1] if best + 1 < len(rows) else []
    if _recognised(below, known) >= 2 and not _is_data(below):
        best += 1
    above = rows[best - 1][1] if best else []
    columns = _joined(above, rows[best][1])
    return Headings(columns, rows[best][0], best + 1)


def _mark(cells: list[str], known: Callable[[str], bool]) -> float:
    texts = [cell for cell in cells if cell]
    words = [cell for cell in texts if len(cell) <= LONGEST and not shape_of(cell)]
    distinct = {fold(cell) for cell in words if not cell.isdigit()}
    return 3 * _recognised(cells, known) + len(distinct) - 2 * (len(texts) - len(words))


def _recognised(cells: list[str], known: Callable[[str], bool]) -> int:
    return sum(known(cell) for cell in cells if cell)


def _is_data(cells: list[str]) -> bool:
    return any(shape_of(cell) or cell.isdigit() for cell in cells)


def _joined(above: list[str], cells: list[str]) -> list[str]:
    """
    Headings of one or two rows: the upper one serves where the lower is blank or
    says the same as another column.
    """
    tops = above if sum(bool(cell) for cell in above) > 1 else []
    width = max(len(cells), len(tops))
    lower = [*cells, *[""] * (width - len(cells))]
    upper = [*tops, *[""] * (width - len(tops))]
    columns = []
    for place, name in enumerate(lower):
        if not name:
            name = upper[place]
        elif lower.count(name) > 1 and _spread(upper, place):
            name = f"{_spread(upper, place)} · {name}"
        columns.append(name)
    return columns


def _spread(upper: list[str], place: int) -> str:
    """The upper heading over `place`: a merged one stands over its first column."""
    return next((text for text in reversed(upper[: place + 1]) if text), "")


def is_reason(heading: str) -> bool:
    return fold(heading) in REASONS


def _say_the_same(cells: list[str], columns: list[str]) -> bool:
    is_short = len(columns) < len(cells)
    pairs = zip(cells, columns, strict=False)
    return not is_short and all(
        cell == name or fold(cell) == fold(name) for cell, name in pairs
    )


def why_no_row(
    cells: list[str], columns: list[str], named_by: Sequence[int] = ()
) -> str:
    """
    Why these cells are no row of data: a title between rows, a total, the headings
    again; nothing if they are one. A lone cell in a column of `named_by` is a row
    that misses the rest, unless it is written as titles are.
    """
    filled = [(place, cell) for place, cell in enumerate(cells) if cell]
    if not filled:
        return _("Empty.")
    first = fold(filled[0][1])
    if len(filled) <= 3 and first.startswith(TOTALS):
        return _("A total.")
    if len(filled) > 1 and _say_the_same(cells, columns):
        return _("The headings again.")
    place, text = filled[0]
    if len(filled) == 1 and len(columns) > 2:
        is_title = text.isupper() or text.endswith(":") or place not in named_by
        return _("A title between rows.") if is_title else ""
    return ""
