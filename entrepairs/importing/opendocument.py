"""ODS, read as a stream: odfpy would hold the whole document in memory."""

import zipfile
from collections.abc import Iterator
from typing import IO, Any
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import iterparse

from entrepairs.importing.sheets import MAX_COLUMNS, Sheet, damaged, numbered
from entrepairs.importing.workbooks import BROKEN

OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
MAX_REPEAT = 1_000  # of a row that holds something; blank ones count once
VALUES = ("float", "currency", "percentage")


def document_sheets(stream: IO[bytes]) -> Iterator[Sheet]:
    """Each sheet; the next must be asked for after the rows of the last."""
    try:
        archive = zipfile.ZipFile(stream)
        with archive.open("content.xml") as part:
            events = iter(iterparse(part, events=("start", "end")))
            for _event, element in events:
                if element.tag == f"{TABLE}table" and _event == "start":
                    name = element.get(f"{TABLE}name", "")
                    yield Sheet(name, numbered(_safely(_rows(events, element))))
                elif _event == "end":
                    element.clear()
    except BROKEN as error:
        raise damaged() from error


def _safely(rows: Iterator[list[Any]]) -> Iterator[list[Any]]:
    try:
        yield from rows
    except BROKEN as error:
        raise damaged() from error


def _rows(events: Iterator[tuple[str, Element]], table: Element) -> Iterator[list[Any]]:
    """Each row as often as it is repeated, until the table ends."""
    spans: dict[int, tuple[int, Any]] = {}  # column → rows still covered, value
    for event, element in events:
        if event != "end":
            continue
        if element is table:
            return
        if element.tag == f"{TABLE}table-row":
            cells = _cells(element, spans)
            repeat = _repeated(element, "rows")
            filled = any(cell not in (None, "") for cell in cells)
            for _n in range(min(repeat, MAX_REPEAT) if filled else min(repeat, 9_999)):
                yield cells
            element.clear()


def _cells(row: Element, spans: dict[int, tuple[int, Any]]) -> list[Any]:
    cells: list[Any] = []
    for cell in row:
        kind = cell.tag.removeprefix(TABLE)
        if kind not in ("table-cell", "covered-table-cell"):
            continue
        value = _value(cell) if kind == "table-cell" else None
        for _n in range(min(_repeated(cell, "columns"), MAX_COLUMNS - len(cells))):
            place = len(cells)
            left, above = spans.get(place, (0, None))
            if kind == "covered-table-cell" and left:
                spans[place] = (left - 1, above)
                value = above
            cells.append(value)
        if (rows := int(cell.get(f"{TABLE}number-rows-spanned", 1))) > 1:
            spans[len(cells) - 1] = (rows - 1, value)
    return cells


def _repeated(element: Element, what: str) -> int:
    return max(int(element.get(f"{TABLE}number-{what}-repeated", 1)), 1)


def _value(cell: Element) -> Any:
    kind = cell.get(f"{OFFICE}value-type", "")
    if kind in VALUES:
        return float(cell.get(f"{OFFICE}value", "0"))
    if kind == "date":
        return cell.get(f"{OFFICE}date-value", "").removesuffix("T00:00:00")
    if kind == "boolean":
        return cell.get(f"{OFFICE}boolean-value") == "true"
    lines = ("".join(line.itertext()) for line in cell.iter(f"{TEXT}p"))
    return "\n".join(lines)
