"""XLSX: rows as openpyxl streams them, merged cells and links beside them."""

import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO, Any, NamedTuple
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse
from openpyxl import load_workbook
from openpyxl.utils.cell import range_boundaries
from openpyxl.utils.exceptions import InvalidFileException

from entrepairs.importing.sheets import Sheet, damaged, numbered

BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    ParseError,
    DefusedXmlException,
    InvalidFileException,
    ArithmeticError,
    AttributeError,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    RuntimeError,
    TypeError,
    ValueError,
)
"""What openpyxl lets through when a file is damaged or made to hurt."""
CHUNK = 1 << 16
MAX_MARKS = 20_000  # merged ranges and links looked at
_RANGE = re.compile(rb'<(?:\w+:)?mergeCell ref="([A-Z]+\d+:[A-Z]+\d+)"')
_LINK = re.compile(rb"<(?:\w+:)?hyperlink\b[^>]*>")
_REF = re.compile(rb'\bref="([A-Z]+\d+)"')
_RELATION = re.compile(rb'\b(?:\w+:)?id="([^"]+)"')


class Marks(NamedTuple):
    """What stands at the end of a sheet's XML; rows and columns count from 0."""

    down: dict[tuple[int, int], tuple[int, int]]  # merged cell → its first one
    links: dict[tuple[int, int], str]


def workbook_sheets(stream: IO[bytes]) -> Iterator[Sheet]:
    """The visible sheets, one after the other."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of extensions openpyxl does not know
            book = load_workbook(stream, read_only=True, data_only=True)
        archive = zipfile.ZipFile(stream)
        for sheet in book.worksheets:
            sheet.reset_dimensions()
            marks = _marks(archive, sheet._worksheet_path)
            yield Sheet(sheet.title, numbered(_rows(sheet, marks)))
    except BROKEN as error:
        raise damaged() from error


def _rows(sheet: Any, marks: Marks) -> Iterator[list[Any]]:
    above: dict[tuple[int, int], Any] = {}
    firsts = set(marks.down.values())
    rows = _safely(sheet.iter_rows(values_only=True))
    for number, row in enumerate(rows):
        cells = list(row)
        for place in range(len(cells)):
            here = (number, place)
            if here in firsts:
                above[here] = cells[place]
            elif here in marks.down:
                cells[place] = above.get(marks.down[here])
            if (link := marks.links.get(here)) and _hides_link(cells[place]):
                cells[place] = link
        yield cells


def _hides_link(value: Any) -> bool:
    """`site` or `click here`, where the address is behind the word."""
    return isinstance(value, str) and not re.search(r"[.@\d]", value)


def _safely(rows: Iterator[Any]) -> Iterator[Any]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield from rows
    except BROKEN as error:
        raise damaged() from error


def _marks(archive: zipfile.ZipFile, path: str) -> Marks:
    """Merged cells that go down, and links, found without parsing the rows."""
    down: dict[tuple[int, int], tuple[int, int]] = {}
    links: dict[tuple[int, int], str] = {}
    path = path.lstrip("/")
    targets = _targets(archive, path)
    tail = b""
    with archive.open(path) as part:
        while (chunk := part.read(CHUNK)) and len(down) + len(links) < MAX_MARKS:
            text = tail + chunk
            end = text.rfind(b">") + 1
            text, tail = text[:end], text[end:][-CHUNK:]
            for found in _RANGE.finditer(text):
                _go_down(found[1].decode(), down)
            for found in _LINK.finditer(text):
                _link(found[0], targets, links)
    return Marks(down, links)


def _go_down(reference: str, down: dict[tuple[int, int], tuple[int, int]]) -> None:
    """Only the first column: a title merged across is said once."""
    left, top, _right, bottom = (int(edge or 1) for edge in range_boundaries(reference))
    for row in range(top + 1, min(bottom, top + 1000) + 1):
        down[row - 1, left - 1] = (top - 1, left - 1)


def _link(
    tag: bytes, targets: dict[str, str], links: dict[tuple[int, int], str]
) -> None:
    place, relation = _REF.search(tag), _RELATION.search(tag)
    if place and relation and (target := targets.get(relation[1].decode())):
        left, top, *_rest = range_boundaries(place[1].decode())
        links[int(top or 1) - 1, int(left or 1) - 1] = target


def _targets(archive: zipfile.ZipFile, path: str) -> dict[str, str]:
    """The web addresses a sheet refers to, by relation."""
    folder, _slash, name = path.rpartition("/")
    relations = f"{folder}/_rels/{name}.rels"
    if relations not in archive.namelist():
        return {}
    with archive.open(relations) as part:
        found = {}
        for _event, element in iterparse(part):
            target = element.get("Target", "")
            if target.startswith(("http://", "https://")):
                found[element.get("Id", "")] = target
        return found
