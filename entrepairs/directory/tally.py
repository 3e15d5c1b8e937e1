"""How many answer, in all and per value of each facet, and who is on the page."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from entrepairs.core.language import CODES
from entrepairs.directory.models import Life, PaidStatus
from entrepairs.directory.question import FACETS, FLAGS
from entrepairs.directory.selection import (
    FLAG_COLUMNS,
    PAID,
    Piece,
    Selection,
    joined,
    rows,
)

SUMMARY, REGION, PROVINCE, PAGE, MASKS = range(5)  # parts of the statement's rows
AREAS = {"region": REGION, "province": PROVINCE}
BETWEEN = "\x1f"  # separates the names of an area

LIVES, PAYS = tuple(Life.values), tuple(PaidStatus.values)
# How `_kind` packs them into one number.
PAID_STEP = len(LIVES)
FLAG_STEP = 1 << (PAID_STEP * len(PAYS) - 1).bit_length()

Row = tuple[Any, ...]


@dataclass(frozen=True)
class Area:
    """A region or province that has answers."""

    code: str
    names: tuple[str, ...]  # in the order of `CODES`


@dataclass
class Tally:
    """
    Counts of a question, whatever its page. A facet is counted as if nothing were
    chosen in it, so that each number says what choosing that value would give.
    """

    count: int = 0
    former_count: int = 0
    facets: dict[str, Counter[str]] = field(default_factory=dict)
    bits: dict[str, Counter[int]] = field(default_factory=dict)
    areas: dict[str, dict[Area, int]] = field(default_factory=dict)


@dataclass(frozen=True)
class Spot:
    """A listing's place in the order of the answers."""

    entry_id: int
    chord2: float


def take(
    selection: Selection, *, start: int, size: int
) -> tuple[Tally, tuple[Spot, ...]]:
    """The counts, and `size` answers from the `start`-th, in one statement."""
    statement = _statement(selection, start, size)
    weights = _weights(selection)
    parts: dict[int, list[Row]] = defaultdict(list)
    for part, *row in rows(statement):
        parts[part].append(tuple(row))
    tally = Tally()
    _read_summary(tally, parts[SUMMARY], selection, weights)
    for name, part in AREAS.items():
        tally.areas[name] = dict(_read_areas(parts[part]))
    for index, taxonomy in enumerate(FACETS.values()):
        tally.bits[taxonomy] = _read_bits(parts[MASKS + index])
    spots = sorted(parts[PAGE], key=lambda row: row[2])
    return tally, tuple(Spot(row[1], row[5]) for row in spots)


def page(selection: Selection, *, start: int, size: int) -> tuple[Spot, ...]:
    """`size` answers from the `start`-th."""
    limit = Piece("LIMIT %s OFFSET %s", (size, start))
    statement = joined(" ", [_ordered(selection), limit])
    return tuple(Spot(*row) for row in rows(statement))


def every(selection: Selection) -> tuple[Spot, ...]:
    """All answers, in order."""
    statement = _ordered(selection)
    return tuple(Spot(*row) for row in rows(statement))


def newest(selection: Selection, *, size: int) -> tuple[Spot, ...]:
    """The answers that were published last, the newest first."""
    statement = joined(
        " ",
        [
            Piece("SELECT l.entry_id, 0.0 FROM"),
            selection.source,
            Piece("WHERE"),
            selection.where,
            Piece("ORDER BY l.published_at DESC, l.entry_id DESC LIMIT %s", (size,)),
        ],
    )
    return tuple(Spot(*row) for row in rows(statement))


def _ordered(selection: Selection) -> Piece:
    return joined(
        " ",
        [
            Piece("SELECT l.entry_id,"),
            selection.chord,
            Piece("FROM"),
            selection.source,
            Piece("WHERE"),
            selection.where,
            Piece("ORDER BY"),
            selection.order,
        ],
    )


def _weights(selection: Selection) -> dict[str, int]:
    """A bit for each facet that narrows the answers; `missed` has it if it fails."""
    return {name: 1 << index for index, name in enumerate(selection.facets)}


def _statement(selection: Selection, start: int, size: int) -> Piece:
    weights = _weights(selection)
    return joined(
        " ",
        [
            Piece("WITH m AS MATERIALIZED ("),
            _candidates(selection, weights),
            Piece(")"),
            joined(" UNION ALL ", [*_counts(weights), _page(start, size)]),
        ],
    )


def _candidates(selection: Selection, weights: dict[str, int]) -> Piece:
    """What misses at most one facet. With no facet but life, that is only `former`."""
    missed = [
        joined(
            "", [Piece("(CASE WHEN "), condition, Piece(f" THEN 0 ELSE {weight} END)")]
        )
        for condition, weight in zip(
            selection.facets.values(), weights.values(), strict=True
        )
    ]
    columns = ("entry_id", "sort_name", "region_id", "province_id", *FACETS.values())
    ground = [Piece("WHERE"), joined(" AND ", selection.ground)]
    return joined(
        " ",
        [
            Piece("SELECT * FROM (SELECT"),
            Piece(", ".join(f"l.{column}" for column in columns) + ","),
            Piece(f"{_kind()} AS kind,"),
            selection.tier,
            Piece("AS tier,"),
            selection.chord,
            Piece("AS chord2,"),
            joined(" + ", missed),
            Piece("AS missed FROM"),
            selection.source,
            *(ground if selection.ground else ()),
            Piece(f") c WHERE missed IN (0, {', '.join(map(str, weights.values()))})"),
        ],
    )


def _kind() -> str:
    """Life, paid and flags as one whole number: quicker to group by than its parts."""
    lives = " ".join(f"WHEN '{life}' THEN {i}" for i, life in enumerate(LIVES))
    pays = " ".join(f"WHEN '{paid}' THEN {i}" for i, paid in enumerate(PAYS))
    flags = [
        f"(CASE WHEN l.{FLAG_COLUMNS[flag]} THEN {FLAG_STEP << i} ELSE 0 END)"
        for i, flag in enumerate(FLAGS)
    ]
    life = f"(CASE l.life {lives} END)"
    paid = f"(CASE l.paid {pays} END)"
    return " + ".join([life, f"{PAID_STEP} * {paid}", *flags])


def _counts(weights: dict[str, int]) -> Iterator[Piece]:
    """Rows of part, missed, whole number, count, two texts, distance."""
    yield Piece(
        f"SELECT {SUMMARY} AS part, missed, kind AS whole, count(*) AS n, '' AS one,"  # noqa: S608  # our own names
        " '' AS other, CAST(0 AS double precision) AS chord2"
        " FROM m GROUP BY kind, missed"
    )
    names = " || %s || ".join(f"p.name_{language}" for language in CODES)
    for name, part in AREAS.items():
        yield Piece(
            f"SELECT {part}, 0, 0, g.n, p.code, {names}, 0 FROM"  # noqa: S608  # our own names
            f" (SELECT {name}_id, count(*) AS n FROM m"
            f" WHERE {_with(weights, name)} GROUP BY {name}_id) g"
            f" JOIN places_place p ON p.id = g.{name}_id",
            (BETWEEN,) * (len(CODES) - 1),
        )
    for index, (name, taxonomy) in enumerate(FACETS.items()):
        yield Piece(
            f"SELECT {MASKS + index}, 0, {taxonomy}, count(*), '', '', 0 FROM m"  # noqa: S608  # ours
            f" WHERE {_with(weights, name)} GROUP BY {taxonomy}"
        )


def _with(weights: dict[str, int], name: str) -> str:
    """The rows that count for a facet: those that miss nothing else."""
    return f"missed IN (0, {weights[name]})" if name in weights else "missed = 0"


def _page(start: int, size: int) -> Piece:
    """Ranks only those on the page; to rank all would sort all."""
    order = "tier, chord2, sort_name, entry_id"
    return Piece(
        f"SELECT {PAGE}, 0, entry_id, rank, '', '', chord2 FROM"  # noqa: S608  # ours
        f" (SELECT entry_id, chord2, row_number() OVER (ORDER BY {order}) AS rank FROM"
        f" (SELECT * FROM m WHERE missed = 0 ORDER BY {order} LIMIT %s OFFSET %s) p) r",
        (size, start),
    )


def _read_summary(
    tally: Tally, found: Iterable[Row], selection: Selection, weights: dict[str, int]
) -> None:
    facets: dict[str, Counter[str]] = {
        name: Counter() for name in ("life", "paid", *FLAGS)
    }
    for missed, kind, count, *_rest in found:
        life, paid = LIVES[kind % PAID_STEP], PAYS[kind // PAID_STEP % len(PAYS)]
        if not missed:
            tally.count += count
        if missed in (0, weights["life"]):
            facets["life"][life] += count
        if missed in (0, weights.get("paid")):
            facets["paid"].update(
                {c: count for c, held in PAID.items() if paid in held}
            )
        for index, flag in enumerate(FLAGS):
            if kind & FLAG_STEP << index and missed in (0, weights.get(flag)):
                facets[flag]["1"] += count
    tally.facets = facets
    if "life" not in selection.question.chosen:
        tally.former_count = facets["life"][Life.FORMER]


def _read_areas(found: Iterable[Row]) -> Iterator[tuple[Area, int]]:
    for _missed, _whole, count, code, names, _chord2 in found:
        yield Area(code, tuple(names.split(BETWEEN))), count


def _read_bits(found: Iterable[Row]) -> Counter[int]:
    """From counts per mask to counts per bit of the masks."""
    counts: dict[int, int] = defaultdict(int)
    for _missed, mask, count, *_rest in found:
        left = mask
        while left:
            low = left & -left
            counts[low] += count
            left ^= low
    return Counter({low.bit_length() - 1: count for low, count in counts.items()})
