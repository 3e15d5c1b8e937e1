"""Questions answered: what matches, over one kind or all, and as you type."""

from dataclasses import dataclass
from itertools import combinations

from django.db import connection
from django.utils.functional import Promise

from entrepairs.search import engine, spelling, thesaurus
from entrepairs.search.analysis import forms, words
from entrepairs.search.engine import Levels
from entrepairs.search.expression import (
    ANYWHERE,
    HEAD,
    TEXT,
    TITLE,
    Expression,
    Term,
    every,
    some,
)
from entrepairs.search.registry import Source, sources
from entrepairs.search.thesaurus import Meaning, Span, Thesaurus
from entrepairs.search.words import FILLERS, STOP

LONGEST = 200  # characters of a question that are read
MOST_WORDS = 12
SHORTEST_PREFIX = 2


@dataclass(frozen=True)
class Match:
    """
    `sql` yields (object_id, tier) once per object found, 0 the best; it takes `params`.

    `terms` are the folded words it looked for; `corrected` the question as it was
    understood, empty when nothing was mended.
    """

    sql: str
    params: tuple[object, ...]
    terms: tuple[str, ...]
    corrected: str


@dataclass(frozen=True)
class Hit:
    title: str
    summary: str
    url: str
    object_id: int
    tier: int


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


@dataclass(frozen=True)
class Unit:
    """A word of the question, or words that are one term of the synonyms."""

    words: tuple[str, ...]
    groups: tuple[Meaning, ...] = ()
    languages: frozenset[str] = frozenset()  # in which it was typed, as far as known
    is_loose: bool = False
    ends: bool = False  # its last word is the question's last
    is_finished: bool = True  # that last word is a known one


def match(kind: str, text: str, *, language: str) -> Match | None:
    """
    What of a kind matches; None when nothing that can be searched was typed.

    Queries the synonyms and the vocabulary; the match itself is left to the caller.
    """
    asked = _words(text)
    if not asked:
        return None
    known = thesaurus.current()
    mended, units = _understand(asked, known)
    sql, params = engine.ask(kind, _levels(units, language))
    corrected = " ".join(mended) if mended != asked else ""
    terms = tuple(dict.fromkeys(word for unit in units for word in unit.words))
    return Match(sql, params, terms, corrected)


def _words(text: str) -> list[str]:
    return words(text[:LONGEST])[:MOST_WORDS]


def _understand(asked: list[str], known: Thesaurus) -> tuple[list[str], list[Unit]]:
    spans = known.spans(asked, unfinished=False)
    covered = {i for span in spans for i in range(span.start, span.end)}
    loose = {
        word
        for i, word in enumerate(asked)
        if i not in covered and word not in STOP and word not in FILLERS
    }
    understood = spelling.known(loose, known) if loose else set()
    is_finished = asked[-1] not in loose - understood
    is_open = not is_finished and spelling.begins_something(asked[-1], known)
    right = understood | ({asked[-1]} if is_open else set())
    mended = [
        spelling.mend(word, known) if word in loose - right else word for word in asked
    ]
    if mended != asked or is_open:
        spans = known.spans(mended, unfinished=is_open)
    return mended, _units(mended, spans, is_finished=not is_open)


def _units(asked: list[str], spans: list[Span], *, is_finished: bool) -> list[Unit]:
    starts = {span.start: span for span in spans}
    units, at = [], 0
    while at < len(asked):
        span = starts.get(at)
        end = span.end if span else at + 1
        cut = tuple(asked[at:end])
        last = end == len(asked)
        finished = is_finished or not last
        if span:
            units.append(
                Unit(cut, span.groups, span.languages, span.is_loose, last, finished)
            )
        else:
            units.append(Unit(cut, ends=last, is_finished=finished))
        at = end
    return _telling(units)


def _telling(units: list[Unit]) -> list[Unit]:
    """Without the words that say little, unless there is nothing else."""
    for little in (STOP | FILLERS, STOP):
        kept = [u for u in units if u.groups or u.words[0] not in little]
        if kept:
            return list(dict.fromkeys(kept))
    return list(dict.fromkeys(units))


def _levels(units: list[Unit], language: str) -> Levels:
    tiers = [every(at(unit, language) for unit in units) for at in LADDER]
    return Levels(tuple(tiers), tuple(_fallbacks(units, language)))


def _fallbacks(units: list[Unit], language: str) -> list[Expression]:
    """What the synonyms know of the question alone; then most of its words."""
    if len(units) < 2:
        return []
    widest = [_around(unit, language) for unit in units]
    found = []
    meant = [e for e, unit in zip(widest, units, strict=True) if unit.groups]
    if 0 < len(meant) < len(units):
        found.append(every(meant))
    most = len(units) - (1 if len(units) < 4 else 2)
    found.append(some(every(part) for part in combinations(widest, most)))
    return found


def _named(unit: Unit, language: str) -> Expression:
    """The words are in the title."""
    words = _literal(unit, TITLE)
    return every((words, _marked(unit))) if unit.is_loose else words


def _spoken_of(unit: Unit, language: str) -> Expression:
    """The words are in the text of something that carries the code of what is meant."""
    if not unit.groups:
        return _literal(unit, HEAD)
    said = every((_literal(unit, TEXT), _marked(unit)))
    return some((_named(unit, language), said))


def _meant(unit: Unit, language: str) -> Expression:
    """The same in other words of the language that was typed."""
    if not unit.groups:
        return _literal(unit, ANYWHERE)
    typed = unit.languages
    spoken = typed if typed and language not in typed else frozenset((language,))
    said = _synonyms(unit, TEXT, spoken)
    meant = [every((some(said), _marked(unit)))] if said else []
    return some((_spoken_of(unit, language), *meant))


def _carried(unit: Unit, language: str) -> Expression:
    """The code is there without a word, or the words without the code."""
    parts = [_meant(unit, language), *_codes(unit)]
    if unit.groups and not unit.is_loose:
        parts.append(_literal(unit, ANYWHERE))
    return some(parts)


def _anyhow(unit: Unit, language: str) -> Expression:
    """Any word of any language, also an unfinished one."""
    parts = [_carried(unit, language), *_synonyms(unit, ANYWHERE, None)]
    if not unit.is_loose:
        parts.append(_literal(unit, ANYWHERE, widest=True))
    return some(parts)


def _around(unit: Unit, language: str) -> Expression:
    """Something that covers more than what is meant."""
    broader = [_code(c) for group in unit.groups for c in group.broader]
    return some((_anyhow(unit, language), *broader))


LADDER = (_named, _spoken_of, _meant, _carried, _anyhow, _around)


def _code(code: str) -> Expression:
    return Term(code, ("tags",))


def _codes(unit: Unit) -> list[Expression]:
    return [_code(c) for group in unit.groups for c in group.codes]


def _marked(unit: Unit) -> Expression:
    """It carries a code of one of the groups, or the group has none."""
    parts: list[Expression] = []
    for group in unit.groups:
        codes = [_code(c) for c in (*group.codes, *group.broader)]
        parts += codes or [
            *group.in_columns(ANYWHERE, None),
            _literal(unit, ANYWHERE),
        ]
    return some(parts)


def _literal(
    unit: Unit, columns: tuple[str, ...], *, widest: bool = False
) -> Expression:
    said = [word for word in unit.words if word not in STOP] or list(unit.words)
    opens = unit.ends and (widest or not unit.is_finished)
    parts = []
    for place, word in enumerate(said):
        terms = [Term(form, columns) for form in forms(word)]
        is_last = opens and place == len(said) - 1 and not unit.groups
        if (is_last or (opens and not unit.is_finished)) and (
            len(word) >= SHORTEST_PREFIX
        ):
            terms.append(Term(word, columns, prefix=True))
        parts.append(some(terms))
    return every(parts)


def _synonyms(
    unit: Unit, columns: tuple[str, ...], languages: frozenset[str] | None
) -> list[Expression]:
    return [e for group in unit.groups for e in group.in_columns(columns, languages)]


def search_all(text: str, *, language: str, limit_each: int = 10) -> list[Group]:
    """The best of every kind, in the order of the declarations; empty kinds left out."""
    found = []
    for source in sources().values():
        matching = match(source.kind, text, language=language)
        if matching is None:
            return []
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
    asked = _words(text)
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
        Suggestion(title, source.kind, _address(source, object_id, url))
        for object_id, title, url in rows[:limit]
    ]


def _beginning_with(source: Source, text: str, limit: int) -> list[tuple]:  # type: ignore[type-arg]
    condition, params = engine.beginning("sort_title", text)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT object_id, title, url FROM search_document"  # noqa: S608 - fixed words
            f" WHERE kind = %s AND {condition}"
            f" ORDER BY {engine.binary('sort_title')}, id LIMIT %s",
            [source.kind, *params, limit],
        )
        return cursor.fetchall()


def _holding(source: Source, asked: list[str], limit: int) -> list[tuple]:  # type: ignore[type-arg]
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
        return cursor.fetchall()
