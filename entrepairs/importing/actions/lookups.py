"""What several cells of a row name and we do not know: people tell it, once."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from entrepairs.core.errors import Refused
from entrepairs.importing.actions.common import chosen_rows, told_of
from entrepairs.importing.kinds import Finder, Lookup, kind_named
from entrepairs.importing.mapping import key_of
from entrepairs.importing.models import Remembered, Run

MOST = 100  # offered to be told by hand


@dataclass(frozen=True)
class Unknown:
    key: str
    text: str  # as first met
    count: int
    told: str  # what a person told before, as it may be typed
    likely: list[str]


def unknown_to_tell(run: Run) -> list[Unknown]:
    """What the rows name and we do not know, the most frequent first."""
    lookup = kind_named(run.kind).lookup
    if lookup is None:
        return []
    finder: Finder = lookup.finder(network_id=run.network_id)
    seen = _seen(run, lookup, finder)
    told = told_of(run, lookup)
    frequent = sorted(seen.items(), key=lambda one: (-one[1][1], one[0]))
    return [
        Unknown(
            key=key,
            text=text,
            count=count,
            told=finder.told(told[key]) if told.get(key) else "",
            likely=finder.likely(text),
        )
        for key, (text, count) in frequent[:MOST]
    ]


def _seen(run: Run, lookup: Lookup, finder: Finder) -> dict[str, tuple[str, int]]:
    """By key: the text as first met, and of how many rows."""
    seen: dict[str, tuple[str, int]] = {}
    for row, mapping in chosen_rows(run):
        values = {
            name: row.cells[int(place)]
            for place, name in mapping.items()
            if name in lookup.fields and int(place) < len(row.cells)
        }
        missing = finder.missing(values)
        if key := key_of(missing):
            text, count = seen.get(key, (missing, 0))
            seen[key] = (text, count + 1)
    return seen


def codes_told(run: Run, lookup: Lookup, typed: Mapping[str, str]) -> dict[str, str]:
    """The code of each answer, without the blank ones. Raises `Refused`."""
    finder: Finder = lookup.finder(network_id=run.network_id)
    before = told_of(run, lookup)
    codes = {}
    for key, text in typed.items():
        if not (text := text.strip()):
            continue
        known = before.get(key, "")
        same = bool(known) and finder.told(known) == text
        codes[key] = known if same else finder.code_of(text)
        if not codes[key]:
            raise Refused(
                _("“%(text)s” was not understood: say it otherwise, or leave it blank.")
                % {"text": text[:60]}
            )
    return codes


def forget_told(run: Run, lookup: Lookup, keys: set[str]) -> None:
    """An answer taken back."""
    scope = f"value:{lookup.name}"
    Remembered.objects.filter(kind=run.kind, scope=scope, key__in=keys).delete()
