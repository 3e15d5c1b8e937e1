"""Questions answered: what matches, over one kind or all, and as you type."""

from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.utils.functional import Promise

from entrepairs.search import engine, thesaurus
from entrepairs.search.expression import TITLE, Term, every
from entrepairs.search.levels import SHORTEST_PREFIX, levels
from entrepairs.search.registry import Source, sources
from entrepairs.search.understanding import LONGEST, Unit, cut, understand

Row = tuple[Any, ...]


@dataclass(frozen=True)
class Match:
    """
    `sql` yields (object_id, tier) once per object found, 0 the best; it takes `params`.

    `terms` are the folded words it looked for; `corrected` the question as it was
    understood, empty when nothing was mended.
    """

    sql: str
    params: tuple[Any, ...]
    terms: tuple[str, ...]
    corrected: str


@dataclass(frozen=True)
class Meant:
    """What was typed, understood once for all kinds."""

    units: list[Unit]
    corrected: str


@dataclass(frozen=True)
class Hit:
    title: str
    summary: str
    url: str
    object_id: int
    tier: int
    label: str = ""  # said beside the title


@dataclass(frozen=True)
class Group:
    """One kind's best hits, and how many there are in all."""

    kind: str
    label: str | Promise
    hits: tuple[Hit, ...]
    count: int


@dataclass(frozen=True)
class Suggestion:
    """`kind` and `url` are empty for a word to search for."""

    title: str
    kind: str = ""
    url: str = ""
    object_id: int = 0


def match(kind: str, text: str, *, language: str) -> Match | None:
    """
    What of a kind matches; None when nothing that can be searched was typed.

    Queries the synonyms and the vocabulary; the match itself is left to the caller.
    """
    meant = _understood(text, language)
    return _match(kind, meant, language) if meant else None


def _understood(text: str, language: str) -> Meant | None:
    asked = cut(text)
    if not asked:
        return None
    mended, units = understand(asked, thesaurus.current(), language)
    return Meant(units, " ".join(mended) if mended != asked else "")


def _match(kind: str, meant: Meant, language: str) -> Match:
    sql, params = engine.ask(kind, levels(meant.units, language))
    terms = tuple(dict.fromkeys(word for unit in meant.units for word in unit.words))
    return Match(sql, params, terms, meant.corrected)


def search_all(text: str, *, language: str, limit_each: int = 10) -> list[Group]:
    """The best of every kind that has any, in the order of the declarations."""
    meant = _understood(text, language)
    if meant is None:
        return []
    found = []
    for source in sources().values():
        matching = _match(source.kind, meant, language)
        hits, count = _best(source, matching, limit_each)
        if count:
            found.append(Group(source.kind, source.label, hits, count))
    return found


def _best(source: Source, matching: Match, limit: int) -> tuple[tuple[Hit, ...], int]:
    sql = (
        "SELECT d.object_id, d.title, d.summary, d.url, m.tier, COUNT(*) OVER ()"  # noqa: S608 - made of fixed words
        f" FROM ({matching.sql}) m JOIN search_document d"
        f" ON d.id = m.object_id + {source.base}"
        f" ORDER BY m.tier, {engine.binary('d.sort_title')}, d.id LIMIT %s"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [*matching.params, limit])
        rows = cursor.fetchall()
    hits = tuple(
        Hit(title, summary, _address(source, object_id, url), object_id, tier)
        for object_id, title, summary, url, tier, _ in rows
    )
    return hits, rows[0][-1] if rows else 0


def _address(source: Source, object_id: int, url: str) -> str:
    return source.url(object_id, url) if source.url else url


def complete(
    text: str,
    *,
    language: str,
    kinds: list[str] | None = None,
    limit: int = 8,
) -> list[Suggestion]:
    """What the text may become: words of the field, then titles."""
    asked = cut(text)
    if not asked:
        return []
    terms = thesaurus.suggestions(text[:LONGEST], language, max(limit // 3, 1))
    found = [Suggestion(term) for term in terms]
    for source in sources().values():
        if kinds is None or source.kind in kinds:
            found += _titles(source, asked, limit - len(found))
    return found[:limit]


def _titles(source: Source, asked: list[str], limit: int) -> list[Suggestion]:
    """Titles that begin with the text, then those that hold its words."""
    if limit <= 0:
        return []
    rows = _beginning_with(source, " ".join(asked), limit)
    if len(rows) < limit:
        taken = {row[0] for row in rows}
        more = _holding(source, asked, limit)
        rows += [row for row in more if row[0] not in taken]
    return [
        Suggestion(title, source.kind, _address(source, object_id, url), object_id)
        for object_id, title, url in rows[:limit]
    ]


def _beginning_with(source: Source, text: str, limit: int) -> list[Row]:
    condition, params = engine.beginning("sort_title", text)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT object_id, title, url FROM search_document"  # noqa: S608 - fixed words
            f" WHERE kind = %s AND {condition}"
            f" ORDER BY {engine.binary('sort_title')}, id LIMIT %s",
            [source.kind, *params, limit],
        )
        return list(cursor.fetchall())


def _holding(source: Source, asked: list[str], limit: int) -> list[Row]:
    *whole, last = asked
    terms = [Term(word, TITLE) for word in whole]
    terms.append(Term(last, TITLE, prefix=len(last) >= SHORTEST_PREFIX))
    sql, params = engine.some_of(source.kind, every(terms), limit)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT d.object_id, d.title, d.url"  # noqa: S608 - fixed words
            f" FROM ({sql}) m JOIN search_document d ON d.id = m.id"
            f" ORDER BY {engine.binary('d.sort_title')}, d.id",
            params,
        )
        return list(cursor.fetchall())
