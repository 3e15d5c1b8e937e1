"""Where tokens are kept and asked: FTS5 on SQLite, tsvector on PostgreSQL."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from entrepairs.search.expression import (
    COLUMNS,
    EVERYWHERE,
    Expression,
    fts5,
    tsquery,
)
from entrepairs.search.registry import OBJECTS, base

Writer = Callable[[Expression], str]
Columns = tuple[set[str], set[str], set[str]]  # tokens of title, tags, body


@dataclass(frozen=True)
class Levels:
    """
    Expressions from narrow to wide; what an earlier one finds, a later one finds too.

    Each of `fallbacks` is asked only where everything before it finds nothing.
    """

    tiers: tuple[Expression, ...]
    fallbacks: tuple[Expression, ...] = ()


@dataclass(frozen=True)
class Probe:
    """How a database is asked: the writing of expressions, and a kind's rows found."""

    first: int
    write: Writer
    without: str
    found: str


def key(kind: str, object_id: int) -> int:
    """The id of an object's document."""
    return base(kind) + object_id


def is_sqlite() -> bool:
    return connection.vendor == "sqlite"


def binary(column: str) -> str:
    """The column compared byte by byte, which both databases do alike."""
    return column if is_sqlite() else f'{column} COLLATE "C"'


def beginning(column: str, text: str) -> tuple[str, list[str]]:
    """A condition on what `column` begins with, which its index answers."""
    name = binary(column)
    return f"({name} >= %s AND {name} < %s)", [text, text + "\U0010ffff"]


def store(rows: Sequence[tuple[int, Columns]]) -> None:
    """Write the tokens of documents that have none."""
    with connection.cursor() as cursor:
        if is_sqlite():
            cursor.executemany(
                "INSERT INTO search_tokens (rowid, title, tags, body)"
                " VALUES (%s, %s, %s, %s)",
                [(i, *(" ".join(sorted(c)) for c in columns)) for i, columns in rows],
            )
        else:
            cursor.executemany(
                "INSERT INTO search_tokens (rowid, vector) VALUES (%s, %s::tsvector)",
                [(i, _vector(columns)) for i, columns in rows],
            )


def _vector(columns: Columns) -> str:
    """Each token after the letter of its column, and once more for anywhere."""
    lexemes = {
        f"{letter}{token}"
        for letter, tokens in zip(COLUMNS.values(), columns, strict=True)
        for token in tokens
    }
    lexemes |= {f"{EVERYWHERE}{token}" for token in set().union(*columns)}
    return " ".join(f"'{lexeme}'" for lexeme in sorted(lexemes))


def take(ids: Iterable[int]) -> list[set[str]]:
    """Remove the tokens of these documents; answers what each of them held."""
    wanted = list(ids)
    marks = ", ".join(["%s"] * len(wanted))
    if not wanted:
        return []
    read = (
        "title || ' ' || tags || ' ' || body"
        if is_sqlite()
        else "array_to_string(tsvector_to_array(vector), ' ')"
    )
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {read} FROM search_tokens WHERE rowid IN ({marks})",  # noqa: S608 - marks only
            wanted,
        )
        held = [_tokens(row[0]) for row in cursor.fetchall()]
        cursor.execute(f"DELETE FROM search_tokens WHERE rowid IN ({marks})", wanted)  # noqa: S608 - marks only
    return held


def _tokens(stored: str) -> set[str]:
    if is_sqlite():
        return set(stored.split())
    return {word[1:] for word in stored.split() if word[0] == EVERYWHERE}


def settle() -> None:
    """Gather the index and its statistics after much was written."""
    with connection.cursor() as cursor:
        if is_sqlite():
            cursor.execute(
                "INSERT INTO search_tokens (search_tokens) VALUES ('optimize')"
            )
        for table in ("search_document", "search_tokens", "search_word"):
            if not (is_sqlite() and table == "search_tokens"):
                cursor.execute(f"ANALYZE {table}")


def ask(
    kind: str, levels: Levels, *, sqlite: bool | None = None
) -> tuple[str, tuple[Any, ...]]:
    """
    SQL of (object_id, tier), each object once, and its parameters; for the database
    in use unless told for which.
    """
    probe = _probe(base(kind), sqlite=is_sqlite() if sqlite is None else sqlite)
    sql, params = _tiers(levels.tiers, probe)
    wider = [levels.tiers[-1]]
    for number, fallback in enumerate(levels.fallbacks, len(levels.tiers)):
        more, its = _fallback(number, fallback, wider, probe)
        sql, params = f"{sql} UNION ALL {more}", [*params, *its]
        wider.append(fallback)
    return sql, tuple(params)


def some_of(
    kind: str, expression: Expression, limit: int
) -> tuple[str, tuple[Any, ...]]:
    """SQL of the ids of the first documents that match, and its parameters."""
    probe = _probe(base(kind), sqlite=is_sqlite())
    sql = f"SELECT t.rowid AS id FROM {probe.found} ORDER BY t.rowid LIMIT %s"  # noqa: S608 - whole numbers and fixed words
    return sql, (probe.write(expression), limit)


def _probe(first: int, *, sqlite: bool) -> Probe:
    within = f"t.rowid BETWEEN {first} AND {first + (1 << OBJECTS) - 1}"
    if sqlite:
        # The column to match is a hidden one, named as the table.
        match = "search_tokens AS t WHERE search_tokens MATCH %s"
        return Probe(first, fts5, "NOT", f"{match} AND {within}")
    match = (
        "search_tokens AS t WHERE vector @@ %s::tsquery AND search_is_found(t.rowid)"
    )
    return Probe(first, tsquery, "& !", f"{match} AND {within}")


def _fallback(
    number: int, fallback: Expression, wider: list[Expression], probe: Probe
) -> tuple[str, list[Any]]:
    """Asked where the wider ones find nothing; CROSS JOIN has that looked at first."""
    none = " AND ".join([f"NOT EXISTS (SELECT 1 FROM {probe.found})"] * len(wider))  # noqa: S608 - whole numbers and fixed words
    sql = (
        f"SELECT t.rowid - {probe.first} AS object_id, {number} AS tier"  # noqa: S608 - whole numbers and fixed words
        f" FROM (SELECT 1 AS open WHERE {none}) gate CROSS JOIN {probe.found}"
    )
    return sql, [*(probe.write(earlier) for earlier in wider), probe.write(fallback)]


def _steps(tiers: Sequence[Expression], write: Writer) -> list[tuple[int, str]]:
    """Each tier with its number; those that find nothing more are left out."""
    written = [write(tier) for tier in tiers]
    return [
        (number, text)
        for number, text in enumerate(written)
        if number == 0 or text != written[number - 1]
    ]


def _tiers(tiers: Sequence[Expression], probe: Probe) -> tuple[str, list[Any]]:
    """One probe per tier, each without what the one before it found."""
    parts, params, before = [], [], ""
    for number, text in _steps(tiers, probe.write):
        parts.append(
            f"SELECT t.rowid - {probe.first} AS object_id, {number} AS tier"  # noqa: S608 - whole numbers and fixed words
            f" FROM {probe.found}"
        )
        params.append(f"({text}) {probe.without} ({before})" if before else text)
        before = text
    return " UNION ALL ".join(parts), list(params)
