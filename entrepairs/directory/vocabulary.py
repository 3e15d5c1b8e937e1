"""The taxonomies as questions and answers need them: read whole, in one query."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, F, QuerySet
from django.db.models import Value as Constant

from entrepairs.core.language import CODES, in_order
from entrepairs.directory.memory import remembered
from entrepairs.directory.models import TERMS, Sector, Term

FRESH_FOR = 60  # seconds, should somebody change a taxonomy behind our back


@dataclass(frozen=True, slots=True)
class Value:
    """One choice of a taxonomy."""

    code: str
    labels: tuple[str, ...]  # in the order of `CODES`
    bit: int
    is_active: bool
    parent: str  # the code of the sector it is part of

    def label(self, language: str) -> str:
        for code in in_order(language):
            if label := self.labels[CODES.index(code)]:
                return label
        return self.code


class Vocabulary:
    """Every taxonomy's values in their order; built by `load`."""

    def __init__(self, rows: Iterable[tuple[Any, ...]]) -> None:
        values: dict[str, list[Value]] = defaultdict(list)
        for taxonomy, code, *labels, bit, is_active, parent, _order in rows:
            value = Value(code, tuple(labels), bit, bool(is_active), parent or "")
            values[taxonomy].append(value)
        self._by_code = {
            taxonomy: {value.code: value for value in values[taxonomy]}
            for taxonomy in TERMS
        }

    def values(self, taxonomy: str) -> tuple[Value, ...]:
        return tuple(self._by_code[taxonomy].values())

    def codes(self, taxonomy: str) -> frozenset[str]:
        return frozenset(self._by_code[taxonomy])

    def get(self, taxonomy: str, code: str) -> Value | None:
        return self._by_code[taxonomy].get(code)

    def mask(self, taxonomy: str, codes: Iterable[str]) -> int:
        """The bits of `codes`; unknown codes have none."""
        known = self._by_code[taxonomy]
        return sum(1 << known[code].bit for code in set(codes) if code in known)

    def of_mask(self, taxonomy: str, mask: int) -> tuple[Value, ...]:
        """The values a listing's mask holds, in their order."""
        return tuple(v for v in self.values(taxonomy) if mask >> v.bit & 1)


def current(edition: str) -> Vocabulary:
    """That of `edition`, read from the database once."""
    if not edition:
        return load()
    found: Vocabulary = remembered(("vocabulary", edition), load, seconds=FRESH_FOR)
    return found


def load() -> Vocabulary:
    first, *others = (_rows(taxonomy, model) for taxonomy, model in TERMS.items())
    rows = first.union(*others, all=True)
    return Vocabulary(rows.order_by("order", "label_fr", "code").iterator())


def _rows(taxonomy: str, model: type[Term]) -> QuerySet[Any, tuple[Any, ...]]:
    parent = F("parent__code") if model is Sector else Constant("")
    return (
        model._default_manager.annotate(
            taxonomy=Constant(taxonomy, output_field=CharField()), part_of=parent
        )
        .order_by()
        .values_list(
            "taxonomy",
            "code",
            *(f"label_{language}" for language in CODES),
            "bit",
            "is_active",
            "part_of",
            "order",
        )
    )
