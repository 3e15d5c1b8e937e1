"""Reads the files a gazetteer is made from: GeoNames' postcodes, Statbel's tables."""

import csv
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from entrepairs.core.errors import Refused
from entrepairs.core.geography import Position

LONGEST_LINE = 20_000
OFFICIAL = (  # the readme of https://download.geonames.org/export/zip/
    *("country_code", "zipcode", "place", "state", "state_code", "province"),
    *("province_code", "community", "community_code", "latitude", "longitude"),
    "accuracy",
)
MARKS = {  # columns that no other kind of file has
    "postcodes": {"country_code", "zipcode", "place", "latitude", "longitude"},
    "municipalities": {"nis5", "name_fr", "name_nl", "lat", "lon", "postcodes"},
    "history": {"nis5_2018", "nis5_2019", "nis5_2025"},
    "refnis": {"Code INS", "Entités administratives", "Administratieve eenheden"},
}
Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Table:
    """A recognised file; `rows` yields the line number and the cells by column."""

    kind: str
    lines: int
    rows: Callable[[], Iterator[tuple[int, Row]]]


def recognise(path: Path) -> Table:
    """What `path` is, told by its first line. Raises `Refused` for anything else."""
    encoding, count = _survey(path)
    with path.open(encoding=encoding, newline="") as source:
        first = source.readline(LONGEST_LINE).rstrip("\r\n")
    if _is_official(first):
        return Table("postcodes", count, lambda: _official_rows(path, encoding))
    separator = max(",;\t", key=first.count)
    header = next(csv.reader([first], delimiter=separator), [])
    for kind, marks in MARKS.items():
        if marks <= set(header):
            return Table(kind, count, lambda: _headed_rows(path, encoding, separator))
    raise Refused(
        _("This is neither a file of postcodes from GeoNames nor a table of Statbel.")
    )


def position(row: Row, latitude: str, longitude: str) -> Position:
    """Raises `Refused` when the cells hold no position on Earth."""
    try:
        found = Position(float(row[latitude]), float(row[longitude]))
    except ValueError as error:
        raise Refused(_("The position is no number.")) from error
    if not (-90 <= found.latitude <= 90 and -180 <= found.longitude <= 180):
        raise Refused(_("The position is not on Earth."))
    return found


def postcode(text: str, country: str) -> str:
    """
    As we keep it: `L-4968` is `4968`, `6211 LK` is `6211`, `G1A 0A2` is `G1A`.

    Raises `Refused` when it is none.
    """
    code = re.sub(r"^[A-Z]{1,2}-", "", text.strip().upper())
    code = re.sub(r"\s*CEDEX.*$", "", code)
    if country in {"NL", "CA", "GB"}:
        code = code.partition(" ")[0]
    if not re.fullmatch(r"[0-9A-Z][0-9A-Z -]{0,11}", code):
        raise Refused(_("The postcode is none."))
    return code


def _survey(path: Path) -> tuple[str, int]:
    """The encoding and the number of lines, read once, in little memory."""
    encoding, count = "utf-8-sig", 0
    try:
        with path.open("rb") as source:
            while line := source.readline(1 << 20):
                if b"\0" in line:
                    raise Refused(_("This file holds no text."))
                count += 1
                encoding = encoding if _is_utf8(line) else "cp1252"
    except OSError as error:
        raise Refused(_("This file cannot be read.")) from error
    if not count:
        raise Refused(_("This file is empty."))
    return encoding, count


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode()
    except UnicodeDecodeError:
        return False
    return True


def _is_official(line: str) -> bool:
    cells = line.split("\t")
    return len(cells) in (11, 12) and bool(re.fullmatch("[A-Z]{2}", cells[0]))


def _official_rows(path: Path, encoding: str) -> Iterator[tuple[int, Row]]:
    with path.open(encoding=encoding, errors="replace") as source:
        for number, line in enumerate(source, 1):
            cells = line.rstrip("\n").split("\t")
            yield number, dict(zip(OFFICIAL, cells, strict=False))


def _headed_rows(
    path: Path, encoding: str, separator: str
) -> Iterator[tuple[int, Row]]:
    with path.open(encoding=encoding, errors="replace", newline="") as source:
        reader = csv.reader(source, delimiter=separator)
        header = next(reader)
        while True:
            try:
                cells = next(reader, None)
            except csv.Error:
                yield reader.line_num, {}
                continue
            if cells is None:
                return
            named = zip(header, cells, strict=False)
            # REFNIS ends in nameless columns.
            yield reader.line_num, {name: cell for name, cell in named if name}


def text(row: Row, column: str) -> str:
    return (row.get(column) or "").strip()
