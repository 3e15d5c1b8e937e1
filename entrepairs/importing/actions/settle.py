"""What people confirm: the field of each column, the code of each value."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from entrepairs.core.errors import Refused
from entrepairs.importing.actions.common import chosen_rows, take
from entrepairs.importing.actions.lookups import codes_told, forget_told
from entrepairs.importing.headers import is_reason
from entrepairs.importing.kinds import Choice, Field, Kind, Lookup, kind_named
from entrepairs.importing.mapping import ColumnMapper, ValueMapper, key_of
from entrepairs.importing.models import Remembered, Run, RunState

MOST_VALUES = 150  # of one field, offered to be mapped by hand
SETTLED = [RunState.STAGED, RunState.PREVIEWED]


@transaction.atomic
def settle_columns(
    run: Run,
    *,
    mapping: dict[str, dict[str, str]],
    chosen: Iterable[int],
    options: dict[str, bool] | None = None,
    remember: Collection[str] | None = None,
) -> Run:
    """
    Take `mapping` (sheet → column → field) as right, and remember it: of all columns,
    or of those with the headings to `remember`.
    """
    take(run, allowed=SETTLED, state=RunState.STAGED)
    kind = kind_named(run.kind)
    wanted = set(chosen)
    if not wanted:
        raise Refused(_("Choose at least one sheet."))
    _check_known(run, kind, mapping)
    for index, sheet in enumerate(run.sheets):
        sheet["is_chosen"] = index in wanted
        if sheet["is_chosen"]:
            fields = mapping.get(str(index), {})
            _check(kind, fields, sheet["name"])
            _remember_columns(kind, sheet["columns"], fields, remember)
    run.mapping = mapping
    run.options = {**run.options, **(options or {})}
    run.save(update_fields=["sheets", "mapping", "options", "changed_at"])
    return run


def _check_known(run: Run, kind: Kind, mapping: dict[str, dict[str, str]]) -> None:
    """Only columns that the file has and fields that we have: forms can be forged."""
    columns = {str(n): sheet["columns"] for n, sheet in enumerate(run.sheets)}
    for index, fields in mapping.items():
        places = {str(place) for place in range(len(columns.get(index, ())))}
        if fields.keys() - places:
            raise Refused(_("The file has no such column."))
        if not all(kind.field_named(name) for name in fields.values()):
            raise Refused(_("A column is mapped to something we do not know."))


def _check(kind: Kind, fields: dict[str, str], sheet: str) -> None:
    for group in kind.needs:
        if not set(fields.values()).intersection(group):
            labels = [str(f.label) for name in group if (f := kind.field_named(name))]
            raise Refused(
                _("No column was chosen for: %(fields)s. Sheet: %(sheet)s.")
                % {"fields": " / ".join(labels), "sheet": sheet or "1"}
            )
    twice = [name for name, count in Counter(fields.values()).items() if count > 1]
    if twice and (field := kind.field_named(twice[0])):
        raise Refused(
            _("Two columns are mapped to “%(field)s”: choose one.")
            % {"field": field.label}
        )


def _remember_columns(
    kind: Kind,
    columns: list[str],
    fields: dict[str, str],
    only: Collection[str] | None,
) -> None:
    targets = {
        key_of(name): fields.get(str(place), "")
        for place, name in enumerate(columns)
        if name and not is_reason(name) and (only is None or name in only)
    }
    _remember(kind, "column", targets)


def _remember(kind: Kind, scope: str, targets: dict[str, str]) -> None:
    Remembered.objects.bulk_create(
        [
            Remembered(kind=kind.code, scope=scope, key=key, target=target)
            for key, target in targets.items()
            if key
        ],
        update_conflicts=True,
        update_fields=["target", "changed_at"],
        unique_fields=["kind", "scope", "key"],
    )


@dataclass(frozen=True)
class ValueToMap:
    key: str
    text: str  # as first met
    count: int
    code: str  # proposed or confirmed; nothing if unknown


def values_to_map(
    run: Run,
) -> list[tuple[Field, list[Choice], list[ValueToMap]]]:
    """The distinct values of each mapped list, the unknown ones first."""
    kind = kind_named(run.kind)
    fields = {
        name: field
        for columns in run.mapping.values()
        for name in columns.values()
        if (field := kind.field_named(name)) and field.choices
    }
    mappers = {
        name: ValueMapper(kind, field, run.values.get(name, {}))
        for name, field in fields.items()
    }
    seen = _distinct(run, kind, mappers)
    return [
        (field, list(mappers[name].choices), _offered(mappers[name], seen[name]))
        for name, field in fields.items()
        if seen[name]
    ]


def _offered(mapper: ValueMapper, seen: dict[str, tuple[str, int]]) -> list[ValueToMap]:
    values = [
        ValueToMap(key, text, count, mapper.code_of(text) or "")
        for key, (text, count) in seen.items()
    ]
    return sorted(values, key=lambda value: (bool(value.code), -value.count, value.key))


def _distinct(
    run: Run, kind: Kind, mappers: dict[str, ValueMapper]
) -> dict[str, dict[str, tuple[str, int]]]:
    seen: dict[str, dict[str, tuple[str, int]]] = {name: {} for name in mappers}
    if not mappers:
        return seen
    for row, mapping in chosen_rows(run):
        for place, name in mapping.items():
            if name in mappers and int(place) < len(row.cells):
                _count(seen[name], mappers[name].parts(row.cells[int(place)]))
    return seen


def _count(seen: dict[str, tuple[str, int]], parts: Iterable[str]) -> None:
    for part in parts:
        key = key_of(part)
        if key and (key in seen or len(seen) < MOST_VALUES):
            text, count = seen.get(key, (part, 0))
            seen[key] = (text, count + 1)


@transaction.atomic
def settle_values(run: Run, *, values: dict[str, dict[str, str]]) -> Run:
    """
    Take `values` (field → folded value → code) as right, and remember it. A value
    without a code is left out. For a lookup they are what was typed, not codes.
    """
    take(run, allowed=SETTLED, state=RunState.STAGED)
    kind = kind_named(run.kind)
    run.values = {}
    for name, targets in values.items():
        if kind.lookup and name == kind.lookup.name:
            run.values[name] = _settle_told(run, kind, kind.lookup, targets)
            continue
        field = kind.field_named(name)
        if field is None or field.choices is None:
            raise Refused(_("This list is not known."))
        codes = {choice.code for choice in field.choices()} | {""}
        if not codes.issuperset(targets.values()):
            raise Refused(_("One of these values is not in our list."))
        _remember(kind, f"value:{name}", targets)
        run.values[name] = targets
    run.save(update_fields=["values", "changed_at"])
    return run


def _settle_told(
    run: Run, kind: Kind, lookup: Lookup, typed: dict[str, str]
) -> dict[str, str]:
    codes = codes_told(run, lookup, typed)
    forget_told(run, lookup, typed.keys() - codes.keys())
    _remember(kind, f"value:{lookup.name}", codes)
    return codes


def settle_options(run: Run, options: dict[str, bool]) -> Run:
    """What was ticked beside the button that imports."""
    take(run, allowed=[RunState.PREVIEWED], state=RunState.PREVIEWED)
    run.options = {**run.options, **options}
    run.save(update_fields=["options", "changed_at"])
    return run


def knows_columns(run: Run) -> bool:
    """Every column of the chosen sheets was confirmed before, and suffices."""
    kind = kind_named(run.kind)
    mapper = ColumnMapper(kind)
    for index, sheet in enumerate(run.sheets):
        if sheet["is_chosen"]:
            fields = set(run.mapping.get(str(index), {}).values())
            needed = all(fields.intersection(group) for group in kind.needs)
            if not needed or not mapper.remembers_all(sheet["columns"]):
                return False
    return True


def same_file_before(run: Run) -> Run | None:
    """The last time the very same file was imported and not undone."""
    others = Run.objects.filter(
        kind=run.kind, digest=run.digest, state=RunState.APPLIED, pk__lt=run.pk
    )
    return others.first()
