"""Text with separators, in whatever encoding, and records of JSON."""

import csv
import io
import json
from collections.abc import Iterator
from contextlib import suppress
from typing import IO, Any

from django.utils.translation import gettext as _

from entrepairs.core.errors import Refused
from entrepairs.importing.encoding import encoding_of
from entrepairs.importing.sheets import MAX_CELL, Sheet, Unreadable, numbered, text_of

DELIMITERS = ";,\t|"
SAMPLE_LINES = 60
MAX_RECORD = 1 << 20  # characters of one JSON record
ENCODING_NAMES = {
    "cp1252": "Windows-1252",
    "iso8859-15": "Latin-9",
    "utf-8-sig": "UTF-8",
}


def text_sheet(stream: IO[bytes]) -> Sheet:
    """The only sheet of a CSV, TSV or similar."""
    encoding = encoding_of(stream)
    text = io.TextIOWrapper(stream, encoding, errors="replace", newline="")
    head, named = _head(text)
    delimiter = named or _delimiter(head)
    text.seek(0)
    if named:
        text.readline()
    csv.field_size_limit(MAX_CELL * 10)
    rows = csv.reader(_lines(text), delimiter=delimiter)
    name = ENCODING_NAMES.get(encoding, encoding.upper())
    note = _("Read as %(encoding)s, separated by “%(separator)s”.") % {
        "encoding": name,
        "separator": {"\t": "⇥"}.get(delimiter, delimiter),
    }
    return Sheet("", numbered(_readable(rows)), notes=[note])


def _lines(text: io.TextIOWrapper) -> Iterator[str]:
    """The stream stays its opener's to close."""
    try:
        for line in text:
            yield line.replace("\0", "")
    finally:
        _let_go(text)


def _let_go(text: io.TextIOWrapper) -> None:
    with suppress(ValueError):  # closed already, when a reader gave up half-way
        text.detach()


def _head(text: io.TextIOWrapper) -> tuple[list[str], str]:
    """The first lines, and the separator if Excel's line `sep=;` names it."""
    lines = [text.readline(MAX_CELL) for _n in range(SAMPLE_LINES)]
    first = lines[0].strip().strip('"').lower()
    if first.startswith("sep=") and len(first) == 5:
        return lines[1:], first[4]
    return lines, ""


def _delimiter(lines: list[str]) -> str:
    """The separator that cuts most lines into the same number of cells."""
    return max(DELIMITERS, key=lambda one: _evenness(lines, one))


def _evenness(lines: list[str], delimiter: str) -> tuple[float, int]:
    try:
        rows = list(csv.reader((line for line in lines if line), delimiter=delimiter))
    except csv.Error:
        return 0.0, 0
    widths = [len(row) for row in rows if any(row)]
    if not widths or max(widths) < 2:
        return 0.0, 0
    usual = max((width for width in set(widths) if width > 1), key=widths.count)
    return widths.count(usual) / len(widths), usual


def _readable(rows: Iterator[list[str]]) -> Iterator[list[Any]]:
    try:
        yield from rows
    except csv.Error as error:
        raise Unreadable(
            _("A cell of this file never ends: a quotation mark is not closed.")
        ) from error


def json_sheet(stream: IO[bytes]) -> Sheet:
    """Records one per line, an array of them, or the features of a GeoJSON."""
    encoding = encoding_of(stream)
    text = io.TextIOWrapper(stream, encoding, errors="replace")
    columns: list[str] = []
    return Sheet("", _records(text, columns), columns=columns)


def _records(
    text: io.TextIOWrapper, columns: list[str]
) -> Iterator[tuple[int, list[str]]]:
    index: dict[str, int] = {}
    for number, record in enumerate(_left_open(text), start=1):
        flat = _flat(record)
        for name in flat:
            if name not in index and len(index) < 120:
                index[name] = len(columns)
                columns.append(name)
        cells = [""] * len(columns)
        for name, value in flat.items():
            if name in index:
                cells[index[name]] = value
        yield number, cells


def _left_open(text: io.TextIOWrapper) -> Iterator[dict[str, Any]]:
    try:
        yield from _objects(text)
    finally:
        _let_go(text)


def _objects(text: IO[str]) -> Iterator[dict[str, Any]]:
    """Each object of the outermost array, or each top-level one, as they come."""
    decoder = json.JSONDecoder()
    buffer = _to_records(text)
    while True:
        buffer = buffer.lstrip(" \t\r\n,")
        if buffer[:1] == "]":
            return
        try:
            value, end = decoder.raw_decode(buffer)
        except json.JSONDecodeError:
            more = text.read(1 << 16)
            if not more and not buffer:
                return
            buffer = _longer(buffer, more)
        except RecursionError:
            raise _not_json() from None
        else:
            buffer = buffer[end:]
            yield _record(value)


def _longer(buffer: str, more: str) -> str:
    if not more or len(buffer) > MAX_RECORD:
        raise _not_json()
    return buffer + more


def _record(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise _not_json()
    return value


def _to_records(text: IO[str]) -> str:
    """What has been read from the first record on."""
    head = text.read(1 << 16).lstrip("\ufeff \t\r\n")
    if head.startswith("["):
        return head[1:]
    start = head.find('"features"')
    if '"FeatureCollection"' in head[:4000] and start >= 0:
        return head[head.index("[", start) + 1 :] if "[" in head[start:] else ""
    return head


def _not_json() -> Refused:
    return Unreadable(
        _("This JSON file is not a list of records, one per line or in one array.")
    )


def _flat(record: dict[str, Any]) -> dict[str, str]:
    flat: dict[str, str] = {}
    if record.get("type") == "Feature":
        _point(record.get("geometry"), flat)
        _flatten(record.get("properties"), "", flat)
    else:
        _flatten(record, "", flat)
    return flat


def _point(geometry: Any, flat: dict[str, str]) -> None:
    if not isinstance(geometry, dict) or geometry.get("type") != "Point":
        return
    match geometry.get("coordinates"):
        case [int() | float() as longitude, int() | float() as latitude, *_rest]:
            flat["longitude"], flat["latitude"] = str(longitude), str(latitude)


def _flatten(value: Any, path: str, flat: dict[str, str]) -> None:
    """Nested names joined by a dot; of a list of records only the first."""
    match value:
        case dict():
            for key, inner in value.items():
                _flatten(inner, f"{path}.{key}" if path else str(key), flat)
        case [dict() as first, *_rest]:
            _flatten(first, path, flat)
        case list():
            flat[path] = ", ".join(text_of(item) for item in value if item)
        case _:
            flat[path] = text_of(value)
