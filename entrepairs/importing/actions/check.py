"""The preview: a verdict for each row, and nothing written but that."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from entrepairs.importing.actions.common import (
    batches,
    begin,
    importer_of,
    save_verdicts,
    take,
    tell,
)
from entrepairs.importing.headers import why_no_row
from entrepairs.importing.kinds import Importer, Judgement, Kind, Problem, kind_named
from entrepairs.importing.mapping import ValueMapper, key_of
from entrepairs.importing.models import Row, Run, RunState, Verdict


class RowJudge:
    """Turns cells into values by the run's mapping, and asks the kind about them."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self.kind: Kind = kind_named(run.kind)
        self.importer: Importer = importer_of(run)
        self.mappers = {
            field.name: ValueMapper(self.kind, field, run.values.get(field.name, {}))
            for field in self.kind.fields
            if field.choices
        }
        self.wary = [field for field in self.kind.fields if field.guards]
        self.named_by = self.kind.needs[0] if self.kind.needs else ()
        self._guards: dict[int, tuple[dict[str, str], list[Problem]]] = {}

    def forget(self) -> None:
        """Look everything up again."""
        self.importer = importer_of(self.run)

    def judge(self, row: Row) -> Judgement | None:
        """None for what is no row; writes the verdict on `row`, without saving."""
        sheet = self.run.sheets[row.sheet]
        mapping = self.run.mapping.get(str(row.sheet), {})
        why = self._why_no_row(row, sheet, mapping)
        if why:
            row.verdict, row.reasons = Verdict.SKIPPED, [_told(None, why)]
            row.warnings, row.title = [], ""
            return None
        values, unknown = self._values(row, mapping)
        judgement = self.importer.judge(values, force=row.is_forced)
        places = {field: int(place) for place, field in mapping.items()}
        row.reasons = _as_told(judgement.problems, places)
        row.warnings = _as_told([*unknown, *judgement.warnings], places)
        row.title = judgement.title[:200]
        row.verdict = Verdict.REFUSED if judgement.problems else Verdict.READY
        if judgement.duplicate_of and not judgement.problems and not row.is_forced:
            row.verdict = Verdict.DUPLICATE
            row.reasons = [_told(None, judgement.duplicate_of)]
        return judgement

    def _why_no_row(
        self, row: Row, sheet: dict[str, Any], mapping: dict[str, str]
    ) -> str:
        if not sheet["is_chosen"]:
            return _("In a sheet left out.")
        named = [int(place) for place, name in mapping.items() if name in self.named_by]
        return why_no_row(row.cells, sheet["columns"], named)

    def _values(
        self, row: Row, mapping: dict[str, str]
    ) -> tuple[dict[str, str], list[Problem]]:
        if row.sheet not in self._guards:
            self._guards[row.sheet] = self._guarded(row.sheet, mapping)
        guarded, remarks = self._guards[row.sheet]
        values: dict[str, str] = {}
        unknown = [*remarks]
        for place, name in mapping.items():
            cell = row.cells[int(place)] if int(place) < len(row.cells) else ""
            if cell and name in self.mappers:
                cell, strange = self._codes(name, cell)
                unknown += strange
            if cell:
                values[name] = cell
        return values | guarded, unknown

    def _codes(self, name: str, cell: str) -> tuple[str, list[Problem]]:
        mapper = self.mappers[name]
        codes, strange = mapper.codes_of(cell)
        code = mapper.field.otherwise
        if code and not codes and key_of(cell):
            return code, [Problem(name, _taken_as(cell, mapper.label_of(code)))]
        return " ".join(codes), [Problem(name, _left_out(text)) for text in strange]

    def _guarded(
        self, sheet: int, mapping: dict[str, str]
    ) -> tuple[dict[str, str], list[Problem]]:
        """What holds for every row, as a column that would tell more is left out."""
        values: dict[str, str] = {}
        remarks = []
        for place, heading in enumerate(self.run.sheets[sheet]["columns"]):
            mapped = self.kind.field_named(mapping.get(str(place), ""))
            for field in self.wary if not (mapped and mapped.otherwise) else ():
                if field.guards and field.guards.search(key_of(heading)):
                    label = self.mappers[field.name].label_of(field.otherwise)
                    values[field.name] = field.otherwise
                    remarks.append(Problem("", _column_left_out(heading, label)))
        return values, remarks


def _left_out(text: str) -> str:
    return _("“%(value)s” is not in our list: left out.") % {"value": text[:60]}


def _taken_as(text: str, label: str) -> str:
    return _("“%(value)s” is not in our list: taken as “%(label)s”.") % {
        "value": text[:60],
        "label": label,
    }


def _column_left_out(heading: str, label: str) -> str:
    told = _("The column “%(heading)s” is left out: “%(label)s”, to be safe.")
    return told % {"heading": heading[:60], "label": label}


def _told(column: int | None, message: str) -> dict[str, Any]:
    return {"column": column, "message": message}


def _as_told(
    problems: Iterable[Problem], places: dict[str, int]
) -> list[dict[str, Any]]:
    return [_told(places.get(one.field), one.message) for one in problems]


def preview(run: Run) -> Iterator[int]:
    """
    Judge every row; yields the size of each batch. Nothing is written but verdicts.
    Doing it again starts again.
    """
    begin(run, RunState.PREVIEWING)
    tell(run, done=0)
    judge = RowJudge(run)
    counts: Counter[str] = Counter()
    for batch in batches(run.rows.all()):
        for row in batch:
            judge.judge(row)
        counts.update(row.verdict for row in batch)
        with transaction.atomic():
            save_verdicts(batch)
            tell(run, done=run.done + len(batch))
        yield len(batch)
    tell(run, state=RunState.PREVIEWED, **_counted(counts))


def _counted(counts: Counter[str]) -> dict[str, int]:
    return {
        "ready": counts[Verdict.READY],
        "refused": counts[Verdict.REFUSED],
        "duplicates": counts[Verdict.DUPLICATE],
        "skipped": counts[Verdict.SKIPPED],
    }


@transaction.atomic
def accept(run: Run, *, rows: Iterable[int]) -> int:
    """Import these rows although they are probably there; returns how many."""
    take(run, allowed=[RunState.PREVIEWED], state=RunState.PREVIEWED)
    chosen = run.rows.filter(pk__in=list(rows), verdict=Verdict.DUPLICATE)
    count = chosen.update(verdict=Verdict.READY, is_forced=True, reasons=[])
    tell(run, ready=run.ready + count, duplicates=run.duplicates - count)
    return count
