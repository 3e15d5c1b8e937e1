"""A file arrives, and its rows are laid out in the database."""

import hashlib
import re
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from pathlib import Path
from typing import Any
from uuid import uuid4

import ftfy
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from entrepairs.core.errors import Refused
from entrepairs.core.language import current
from entrepairs.importing.actions.common import BATCH, take, tell
from entrepairs.importing.headers import LOOK_AT, find_headings
from entrepairs.importing.kinds import Kind, kind_named
from entrepairs.importing.mapping import ColumnMapper
from entrepairs.importing.models import Row, Run, RunState
from entrepairs.importing.reading import MAX_UPLOAD, check_size, sheets_of
from entrepairs.importing.sheets import MAX_ROWS, Sheet, Unreadable
from entrepairs.organisations.models import Network
from entrepairs.people.models import Person

SAMPLES = 60  # rows that show what a column holds
SHOWN = 3
_GARBLED = re.compile("[ÃÂÅ][\x80-\u2122]|â€|\ufffd")


def receive(
    chunks: Iterable[bytes],
    *,
    name: str,
    kind: Kind,
    network: Network,
    person: Person | None = None,
    limit: int = MAX_UPLOAD,
    options: dict[str, Any] | None = None,
) -> Run:
    """Keep a file until it is staged. Refused as soon as it exceeds `limit` bytes."""
    folder = Path(settings.DATA) / "imports"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / uuid4().hex
    digest, size = hashlib.sha256(), 0
    try:
        with path.open("wb") as stored:
            for chunk in chunks:
                size += len(chunk)
                check_size(size, limit)
                digest.update(chunk)
                stored.write(chunk)
    except Refused:
        path.unlink()
        raise
    return Run.objects.create(
        kind=kind.code,
        network=network,
        file_name=Path(name).name[-200:],
        stored_as=path.name,
        digest=digest.hexdigest(),
        size=size,
        created_by=person,
        options={"language": current(), **(options or {})},
    )


def stage(run: Run) -> Iterator[int]:
    """
    Lay the rows out and propose a mapping; yields the number of rows kept so far.

    The file is deleted once it is read or refused, kept if the reading broke. Starting
    again starts from nothing. Raises `Refused` for what is no spreadsheet; the run
    says so too.
    """
    take(run, allowed=[RunState.UPLOADED], state=RunState.UPLOADED)
    run.rows.all().delete()
    try:
        with _stored(run).open("rb") as stream:
            yield from _stage_sheets(run, stream)
    except FileNotFoundError as error:
        _fail(run, _("The file is gone: give it again."))
        _discard(run)
        raise Refused(run.error) from error
    except Refused as refusal:
        _fail(run, str(refusal))
        _discard(run)
        raise
    except Exception:
        _fail(run, _("Reading this file went wrong on our side. Try again."))
        raise
    _discard(run)


def _stored(run: Run) -> Path:
    if not run.stored_as:
        raise FileNotFoundError
    return Path(settings.DATA) / "imports" / run.stored_as


def _fail(run: Run, why: str) -> None:
    run.rows.all().delete()
    tell(run, state=RunState.FAILED, error=why[:500])


def _discard(run: Run) -> None:
    if run.stored_as:
        _stored(run).unlink(missing_ok=True)
        tell(run, stored_as="")


def _stage_sheets(run: Run, stream: Any) -> Iterator[int]:
    kind = kind_named(run.kind)
    mapper = ColumnMapper(kind)
    told, mapping, total = [], {}, 0
    for index, sheet in enumerate(sheets_of(stream)):
        note = _Notes()
        facts: dict[str, Any] = {"name": sheet.name}
        rows = _lay_out(run, index, sheet, mapper, facts, note)
        for count in rows:
            total += count
            if total > MAX_ROWS:
                raise Unreadable(
                    _("More than %(count)d rows: split the file.") % {"count": MAX_ROWS}
                )
            tell(run, total=total, done=total)
            yield count
        proposals = mapper.propose(facts["columns"], facts.pop("columns_hold"))
        facts["notes"] = [*sheet.notes, *note.said()]
        facts["why"] = [proposal.why for proposal in proposals]
        facts["confidence"] = [round(p.confidence, 2) for p in proposals]
        mapping[str(index)] = {
            str(place): proposal.field
            for place, proposal in enumerate(proposals)
            if proposal.field
        }
        told.append(facts)
    _choose(kind, told, mapping)
    if not total:
        raise Unreadable(_("This file has no rows below its headings."))
    tell(run, state=RunState.STAGED, sheets=told, mapping=mapping, done=0)


def _lay_out(
    run: Run,
    index: int,
    sheet: Sheet,
    mapper: ColumnMapper,
    facts: dict[str, Any],
    note: "_Notes",
) -> Iterator[int]:
    """Write the rows of one sheet, and into `facts` what was found."""
    rows = iter(sheet.rows)
    first = list(islice(rows, SAMPLES))
    header_row, columns = 0, sheet.columns
    if columns is None:
        found = find_headings(first[:LOOK_AT], mapper.knows)
        header_row, columns = found.row, found.columns
        first = first[found.skip :]
    facts |= {"columns": columns, "header_row": header_row, "rows": 0}
    facts["columns_hold"] = _by_column(first, len(columns))
    facts["samples"] = [_shown(values) for values in facts["columns_hold"]]
    rows = chain(first, rows)
    while batch := list(islice(rows, BATCH)):
        Row.objects.bulk_create(
            Row(run=run, sheet=index, number=number, cells=note.mended(number, cells))
            for number, cells in batch
        )
        facts["rows"] += len(batch)
        yield len(batch)
    widest = max((len(cells) for _number, cells in first), default=0)
    columns.extend(
        _("Column %(number)d") % {"number": n + 1} for n in range(len(columns), widest)
    )
    facts["samples"] += [[]] * (len(columns) - len(facts["samples"]))


def _by_column(rows: list[tuple[int, list[str]]], width: int) -> list[list[str]]:
    return [
        [cells[place] for _number, cells in rows if place < len(cells)]
        for place in range(width)
    ]


def _shown(values: list[str]) -> list[str]:
    distinct = list(dict.fromkeys(value for value in values if value))
    return [value[:60] for value in distinct[:SHOWN]]


def _choose(
    kind: Kind, sheets: list[dict[str, Any]], mapping: dict[str, dict[str, str]]
) -> None:
    """Take the sheets that have what is needed; if none has, the longest."""
    for index, sheet in enumerate(sheets):
        fields = set(mapping[str(index)].values())
        needed = all(fields.intersection(group) for group in kind.needs)
        sheet["is_chosen"] = bool(sheet["rows"]) and needed
    if sheets and not any(sheet["is_chosen"] for sheet in sheets):
        max(sheets, key=lambda sheet: sheet["rows"])["is_chosen"] = True


class _Notes:
    """Counts the garbled cells of a sheet while they are mended."""

    def __init__(self) -> None:
        self.mended_in: list[int] = []
        self.lost_in: list[int] = []

    def mended(self, number: int, cells: list[str]) -> list[str]:
        return [
            self._cell(number, cell)
            if not cell.isascii() and _GARBLED.search(cell)
            else cell
            for cell in cells
        ]

    def _cell(self, number: int, cell: str) -> str:
        fixed = ftfy.fix_encoding(cell)
        if fixed != cell:
            self.mended_in.append(number)
        if "\ufffd" in fixed:
            self.lost_in.append(number)
        return fixed

    def said(self) -> list[str]:
        said = []
        if count := len(self.mended_in):
            said.append(
                ngettext(
                    "%(count)d cell with garbled letters (Ã©) was mended,"
                    " first in row %(row)d.",
                    "%(count)d cells with garbled letters (Ã©) were mended,"
                    " first in row %(row)d.",
                    count,
                )
                % {"count": count, "row": self.mended_in[0]}
            )
        if count := len(self.lost_in):
            said.append(
                ngettext(
                    "%(count)d cell has lost letters (�), first in row %(row)d.",
                    "%(count)d cells have lost letters (�), first in row %(row)d.",
                    count,
                )
                % {"count": count, "row": self.lost_in[0]}
            )
        return said
