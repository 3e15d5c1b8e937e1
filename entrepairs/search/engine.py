"""Where tokens are kept and asked: FTS5 on SQLite, tsvector on PostgreSQL."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django.db import connection

from entrepairs.search.expression import Expression, fts5, tsquery
from entrepairs.search.registry import OBJECTS, base

Columns = tuple[set[str], set[str], set[str]]  # tokens of title, tags, body


@dataclass(frozen=True)
class Levels:
    """
    Expressions from narrow to wide; what an earlier one finds, a later one finds too.

    Each of `fallbacks` is asked only where everything before it finds nothing.
    """

    tiers: tuple[Expression, ...]
    fallbacks: tuple[Expression, ...] = ()


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
    """The position tells only the column: 1A title, 2B tags, 3C body."""
    places: dict[str, list[str]] = {}
    for place, tokens in zip(("1A", "2B", "3C"), columns, strict=True):
        for token in tokens:
            places.setdefault(token, []).append(place)
    return " ".join(f"'{t}':{','.join(p)}" for t, p in sorted(places.items()))


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
        held = [set(row[0].split()) for row in cursor.fetchall()]
        cursor.execute(f"DELETE FROM search_tokens WHERE rowid IN ({marks})", wanted)  # noqa: S608 - marks only
    return held


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


def ask(kind: str, levels: Levels) -> tuple[str, tuple[object, ...]]:
    """SQL of (object_id, tier), each object once, and its parameters."""
    first = base(kind)
    sql, params = (_sqlite if is_sqlite() else _postgresql)(levels.tiers, first)
    wider: list[Expression] = [levels.tiers[-1]]
    write, condition = _probe()
    within = f"rowid BETWEEN {first} AND {_last(first)}"
    for number, fallback in enumerate(levels.fallbacks, len(levels.tiers)):
        sql += (
            f" UNION ALL SELECT rowid - {first} AS object_id, {number} AS tier"  # noqa: S608 - whole numbers and fixed words
            f" FROM search_tokens WHERE {condition} AND {within}"
        )
        params.append(write(fallback))
        for earlier in wider:
            sql += (
                " AND NOT EXISTS (SELECT 1 FROM search_tokens"
                f" WHERE {condition} AND {within})"
            )
            params.append(write(earlier))
        wider.append(fallback)
    return sql, tuple(params)


def some_of(
    kind: str, expression: Expression, limit: int
) -> tuple[str, tuple[object, ...]]:
    """SQL of the ids of the first documents that match, and its parameters."""
    first = base(kind)
    write, condition = _probe()
    sql = (
        f"SELECT rowid AS id FROM search_tokens WHERE {condition}"  # noqa: S608 - whole numbers and fixed words
        f" AND rowid BETWEEN {first} AND {_last(first)} ORDER BY rowid LIMIT %s"
    )
    return sql, (write(expression), limit)


def _probe() -> tuple[Callable[[Expression], str], str]:
    if is_sqlite():
        return fts5, "search_tokens MATCH %s"
    return tsquery, "vector @@ %s::tsquery"


def _last(first: int) -> int:
    return first + (1 << OBJECTS) - 1


def _sqlite(tiers: Sequence[Expression], first: int) -> tuple[str, list[object]]:
    """One probe per tier, each without what the one before it found."""
    parts, params = [], []
    written = [fts5(tier) for tier in tiers]
    for number, text in enumerate(written):
        parts.append(
            f"SELECT rowid - {first} AS object_id, {number} AS tier"  # noqa: S608 - whole numbers only
            " FROM search_tokens WHERE search_tokens MATCH %s"
            f" AND rowid BETWEEN {first} AND {_last(first)}"
        )
        params.append(f"({text}) NOT ({written[number - 1]})" if number else text)
    return " UNION ALL ".join(parts), list(params)


def _postgresql(tiers: Sequence[Expression], first: int) -> tuple[str, list[object]]:
    """One probe with the widest; the row at hand tells its tier."""
    written = [tsquery(tier) for tier in tiers]
    cases = "".join(
        f" WHEN vector @@ %s::tsquery THEN {number}"
        for number in range(len(written) - 1)
    )
    tier = f"CASE{cases} ELSE {len(written) - 1} END" if cases else "0"
    sql = (
        f"SELECT rowid - {first} AS object_id, {tier} AS tier FROM search_tokens"  # noqa: S608 - whole numbers only
        f" WHERE vector @@ %s::tsquery AND rowid BETWEEN {first} AND {_last(first)}"
    )
    return sql, [*written[:-1], written[-1]]
