"""What the pages of a run show, worked out from the run."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, QuerySet
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from entrepairs.importing import actions
from entrepairs.importing.kinds import Kind, kind_named, label_of
from entrepairs.importing.mapping import key_of
from entrepairs.importing.models import Outcome, Row, Run, RunState, Verdict
from entrepairs.privacy.excess import warnings_of

PER_PAGE = 50
CELLS = 5  # of a row shown in a table
LONGEST = 160
LONGEST_ANSWER = 6  # letters of «oui», «true», «falsch»
MOST_REMARKS = 8  # above the table
REPEATED = 3  # rows: told with its count above the table
USUAL = 0.6  # of the rows say the same: told above the table only

WHY: dict[str, str | Promise] = {
    "name": gettext_lazy("by its heading"),
    "memory": gettext_lazy("as you chose before"),
    "content": gettext_lazy("by what it holds"),
    "": "",
}


Choices = list[tuple[str, str]]  # code and label


@dataclass(frozen=True)
class Question:
    """A line of a form: what stands in the file, and what it becomes."""

    name: str  # of its field in the form
    key: str  # of its elements in the page
    text: str
    beside: list[str]
    chosen: str
    said: str | Promise = ""  # after the choice
    likely: tuple[str, ...] = ()  # where it is typed


@dataclass(frozen=True)
class Group:
    """Questions with the same choices; typed where there are none."""

    label: str
    questions: list[Question]
    choices: Choices
    help: str | Promise = ""


@dataclass(frozen=True)
class SheetForm:
    index: int
    name: str
    rows: int
    header_row: int
    notes: list[str]
    is_chosen: bool
    columns: list[Question]


@dataclass(frozen=True)
class Line:
    """A row in a table: its cells, and what is said of them."""

    row: Row
    cells: list[str]
    said: list[tuple[str, str]]  # heading, message
    warned: list[tuple[str, str]]
    url: str = ""


@dataclass(frozen=True)
class Remark:
    heading: str
    message: str
    count: int
    is_usual: bool  # said of nearly every row


@dataclass(frozen=True)
class Tab:
    name: str
    label: str
    count: int
    is_current: bool

    @property
    def is_told_first(self) -> bool:
        """What is said of these rows matters more than what they say."""
        return self.name in (Verdict.REFUSED, Verdict.DUPLICATE, Verdict.SKIPPED)


def sheet_forms(run: Run) -> list[SheetForm]:
    return [
        SheetForm(
            index=index,
            name=sheet["name"],
            rows=sheet["rows"],
            header_row=sheet["header_row"],
            notes=sheet["notes"],
            is_chosen=sheet["is_chosen"],
            columns=_columns(run, index, sheet),
        )
        for index, sheet in enumerate(run.sheets)
        if sheet["rows"]
    ]


def _columns(run: Run, index: int, sheet: dict[str, Any]) -> list[Question]:
    kind = kind_named(run.kind)
    mapping = run.mapping.get(str(index), {})
    why = [*sheet["why"], *[""] * len(sheet["columns"])]
    return [
        Question(
            name=f"column-{index}-{place}",
            key=f"column-{index}-{place}",
            text=heading or _("(no heading)"),
            beside=samples,
            chosen=mapping.get(str(place), ""),
            said=WHY[why[place]]
            if str(place) in mapping
            else left_out(kind, heading, samples),
        )
        for place, heading in enumerate(sheet["columns"])
        for samples in [sheet["samples"][place]]
    ]


def left_out(kind: Kind, heading: str, samples: list[str]) -> str:
    """What happens if this column is left out, where one may expect another thing."""
    for field in kind.fields:
        if field.guards and field.guards.search(key_of(heading)):
            label = label_of(field, field.otherwise)
            return _("Left out: “%(label)s” for all rows, to be safe.") % {
                "label": label
            }
    if warnings_of([heading]):
        return _(
            "This looks like something about persons: it does not enter the directory,"
            " and goes with the rows of this import. Better take it out of the file."
        )
    values = {key_of(sample): sample for sample in reversed(samples)}
    if not all(_is_answer(key) for key in values) or not values:
        return ""
    told = _(
        "Left out, it changes nothing: all rows come in, whatever it says (%(values)s)."
    )
    return told % {"values": ", ".join(reversed(values.values()))}


def _is_answer(key: str) -> bool:
    """A short word, as in a column of yes and no."""
    return key.isalpha() and len(key) <= LONGEST_ANSWER


def field_choices(run: Run) -> Choices:
    fields = kind_named(run.kind).fields
    return [(field.name, capfirst(str(field.label))) for field in fields]


def groups(run: Run, typed: Mapping[str, str] | None = None) -> list[Group]:
    """The values to map, and what to tell; `typed` is what was not understood."""
    found = [
        Group(
            label=capfirst(str(field.label)),
            questions=[
                _value(field.name, number, value, chosen=value.code)
                for number, value in enumerate(values)
            ],
            choices=[(one.code, capfirst(one.label)) for one in choices],
        )
        for field, choices, values in actions.values_to_map(run)
    ]
    lookup = kind_named(run.kind).lookup
    unknown = actions.unknown_to_tell(run)
    if lookup and unknown:
        told = [
            _value(
                lookup.name,
                number,
                one,
                chosen=(typed or {}).get(one.key, one.told),
                likely=tuple(one.likely),
            )
            for number, one in enumerate(unknown)
        ]
        found.insert(0, Group(capfirst(str(lookup.label)), told, [], lookup.help))
    return found


def _value(
    field: str,
    number: int,
    value: actions.ValueToMap | actions.Unknown,
    *,
    chosen: str,
    likely: tuple[str, ...] = (),
) -> Question:
    return Question(
        name=f"value:{field}:{value.key}",
        key=f"value-{field}-{number}",
        text=value.text,
        beside=[str(value.count)],
        chosen=chosen,
        likely=likely,
    )


def tabs(run: Run, chosen: str) -> list[Tab]:
    """By verdict before importing; what came of it afterwards."""
    found: list[tuple[str, str, int]]
    if run.state in (RunState.APPLIED, RunState.UNDONE):
        kept = [(Outcome.KEPT.value, _("Kept, you changed them"), run.kept)]
        found = [
            (Outcome.CREATED, _("Created"), run.created - run.removed - run.kept),
            *(kept if run.state == RunState.UNDONE else []),
            (Outcome.REMOVED, _("Removed"), run.removed),
        ]
    else:
        found = [(Verdict.READY, _("Ready"), run.ready)]
    found += [
        (Verdict.REFUSED, _("Refused"), run.refused),
        (Verdict.DUPLICATE, _("Probably already there"), run.duplicates),
        (Verdict.SKIPPED, _("Skipped rows"), run.skipped),
    ]
    found = [one for one in found if one[2]] or found[:1]
    names = [str(name) for name, _label, _count in found]
    current = chosen if chosen in names else names[0]
    return [
        Tab(str(name), label, count, str(name) == current)
        for name, label, count in found
    ]


def _rows(run: Run, tab: str) -> QuerySet[Row]:
    if tab in (Outcome.CREATED, Outcome.KEPT, Outcome.REMOVED):
        return run.rows.filter(outcome=tab)
    return run.rows.filter(verdict=tab)


def remarks(run: Run, tab: Tab) -> list[Remark]:
    """What is said of several rows of a tab, the most frequent first."""
    said: Counter[tuple[str, str]] = Counter()
    groups = _rows(run, tab.name).exclude(warnings=[]).order_by()
    counted = groups.values_list("sheet", "warnings").annotate(count=Count("pk"))
    for sheet, warnings, count in counted.iterator():
        for one in dict.fromkeys(_said(warnings, run.sheets[sheet]["columns"])):
            said[one] += count
    return [
        Remark(heading, message, count, count >= USUAL * tab.count)
        for (heading, message), count in said.most_common(MOST_REMARKS)
        if count >= REPEATED
    ]


def lines(
    run: Run, tab: str, page: str | None, told: Iterable[Remark] = ()
) -> Page[Any]:
    """A page of a tab, without the remarks `told` of nearly all rows already."""
    found: Page[Any] = Paginator(_rows(run, tab).order_by("pk"), PER_PAGE).get_page(
        page
    )
    kind = kind_named(run.kind)
    usual = {(one.heading, one.message) for one in told if one.is_usual}
    found.object_list = [_line(run, kind, row, usual) for row in found.object_list]
    return found


def headings(run: Run) -> list[str]:
    """Of the cells shown: the mapped columns of the first chosen sheet."""
    for index, sheet in enumerate(run.sheets):
        if sheet["is_chosen"]:
            return [sheet["columns"][place] for place in _shown(run, index)]
    return []


def _shown(run: Run, sheet: int) -> list[int]:
    """The places of the columns shown, in the order of the kind's fields."""
    order = [field.name for field in kind_named(run.kind).fields]
    mapped = run.mapping.get(str(sheet), {}).items()
    known = [pair for pair in mapped if pair[1] in order]
    ranked = sorted(known, key=lambda pair: order.index(pair[1]))
    return [int(place) for place, _name in ranked[:CELLS]]


def _line(run: Run, kind: Kind, row: Row, usual: set[tuple[str, str]]) -> Line:
    columns = run.sheets[row.sheet]["columns"]
    places = _shown(run, row.sheet)
    if row.verdict == Verdict.SKIPPED or not places:
        cells = [" · ".join(cell for cell in row.cells if cell)]
    else:
        cells = [row.cells[p] if p < len(row.cells) else "" for p in places]
    is_there = row.outcome in (Outcome.CREATED, Outcome.KEPT) and row.object_id
    return Line(
        row=row,
        cells=[_short(cell) for cell in cells],
        said=_said(row.reasons, columns),
        warned=[one for one in _said(row.warnings, columns) if one not in usual],
        url=kind.url(row.object_id) if is_there and row.object_id else "",
    )


def _short(cell: str) -> str:
    return cell if len(cell) <= LONGEST else f"{cell[: LONGEST - 1]}…"


def _said(reasons: list[dict[str, Any]], columns: list[str]) -> list[tuple[str, str]]:
    return [
        (_heading(reason["column"], columns), reason["message"]) for reason in reasons
    ]


def _heading(place: int | None, columns: list[str]) -> str:
    is_known = place is not None and place < len(columns)
    return columns[place].splitlines()[0] if is_known and columns[place] else ""  # type: ignore[index]
