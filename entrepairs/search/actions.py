"""Keeping the index true to what the apps hold."""

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice
from typing import Any

from django.db import connection, transaction

from entrepairs.core.text import fold
from entrepairs.search import engine
from entrepairs.search.analysis import spoken, tokens, whole_words
from entrepairs.search.models import CODE, Document, Word
from entrepairs.search.registry import Draft, Source, sources

BATCH = 500
TURNS = 0x5EA2C4  # PostgreSQL's lock that those who write hold; any number of our own


@transaction.atomic
def index(kind: str, object_ids: Iterable[int]) -> None:
    """Index these objects anew; those that are gone or hidden leave the index."""
    source = sources()[kind]
    _take_turns()
    for ids in _batches(object_ids):
        found = source.queryset().filter(pk__in=ids)
        _write(source, ids, source.drafts(found))


def reindex(kind: str | None = None) -> Iterator[int]:
    """
    Rebuild the index of one kind or of all; yields how many objects each batch held.

    The rest of the site goes on reading the old index until a batch is replaced.
    """
    for source in sources().values():
        if kind in (None, source.kind):
            yield from _rebuild(source)
    _sweep_kinds()
    engine.settle()


def total(kind: str | None = None) -> int:
    """How many objects `reindex` will read."""
    chosen = [s for s in sources().values() if kind in (None, s.kind)]
    return sum(source.queryset().count() for source in chosen)


def _rebuild(source: Source) -> Iterator[int]:
    seen = 0
    while ids := _rebuild_after(source, seen):
        seen = ids[-1]
        yield len(ids)
    _remove_after(source, seen)


@transaction.atomic
def _rebuild_after(source: Source, seen: int) -> list[int]:
    """Replace the documents of the next objects; returns their ids, in order."""
    _take_turns()
    objects = list(source.queryset().filter(pk__gt=seen).order_by("pk")[:BATCH])
    found = [obj.pk for obj in objects]
    if found:
        held = Document.objects.filter(
            kind=source.kind,
            id__gt=source.base + seen,
            id__lte=source.base + found[-1],
        ).values_list("object_id", flat=True)
        _write(source, {*held, *found}, source.drafts(objects))
    return found


@transaction.atomic
def _remove_after(source: Source, seen: int) -> None:
    _take_turns()
    rest = Document.objects.filter(kind=source.kind, id__gt=source.base + seen)
    for ids in _batches(list(rest.values_list("object_id", flat=True))):
        _write(source, ids, [])


def _sweep_kinds() -> None:
    """Remove what kinds that nobody declares any more have left."""
    left = Document.objects.exclude(kind__in=sources())
    for ids in _batches(list(left.values_list("id", flat=True))):
        with transaction.atomic():
            _take_turns()
            change: Counter[str] = Counter()
            _remove(ids, change)
            _count(change, {})


def _take_turns() -> None:
    """
    Let one transaction at a time write the index, and read what it writes of.

    Two that share words in several batches would wait for each other for ever, and
    what is read before another has written would bring back what that one hid.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [TURNS])


def _write(
    source: Source, ids: Iterable[int], drafts: list[tuple[int, Draft | None]]
) -> None:
    """Replace the documents of `ids` by `drafts`, which are among them."""
    change: Counter[str] = Counter()
    _remove([source.base + i for i in ids], change)
    rows, documents = [], []
    wholes: dict[str, int] = {}
    for object_id, draft in drafts:
        if draft is None:
            continue
        document = _document(source, object_id, draft)
        columns, whole = analyse(draft)
        documents.append(document)
        rows.append((document.id, columns))
        _add(wholes, whole)
        change.update(token for token in set().union(*columns) if ":" not in token)
    Document.objects.bulk_create(documents)
    engine.store(rows)
    _count(change, wholes)


def _document(source: Source, object_id: int, draft: Draft) -> Document:
    return Document(
        id=engine.key(source.kind, object_id),
        kind=source.kind,
        object_id=object_id,
        title=draft.title[:255],
        sort_title=fold(draft.title)[:255],
        summary=draft.summary,
        url=draft.url,
        language=draft.language,
    )


def analyse(draft: Draft) -> tuple[engine.Columns, dict[str, int]]:
    """The tokens of each column, and the whole words with the languages of each."""
    title = tokens(draft.title, draft.language or None, keep_stops=True)
    whole = dict.fromkeys(whole_words(draft.title), spoken(draft.language))
    tags: set[str] = set()
    for text, language in draft.tags:
        held, as_written = _tag(text, language)
        tags |= held
        _add(whole, as_written)
    body: set[str] = set()
    for text, language in draft.body:
        body |= tokens(text, language)
        _add(whole, dict.fromkeys(whole_words(text), spoken(language)))
    return (title, tags, body), whole


@lru_cache(maxsize=2048)
def _tag(text: str, language: str | None) -> tuple[frozenset[str], dict[str, int]]:
    """Its tokens and whole words: many objects bear the same tags."""
    if CODE.fullmatch(text):
        return frozenset((text,)), {}
    as_written = dict.fromkeys(whole_words(text), spoken(language))
    return frozenset(tokens(text, language)), as_written


def _add(languages: dict[str, int], more: dict[str, int]) -> None:
    for word, its in more.items():
        languages[word] = languages.get(word, 0) | its


def _remove(ids: list[int], change: Counter[str]) -> None:
    for held in engine.take(ids):
        change.subtract(token for token in held if ":" not in token)
    Document.objects.filter(pk__in=ids).delete()


def _count(change: Counter[str], wholes: dict[str, int]) -> None:
    """Bring the vocabulary up to date, in the order of the words."""
    rows = [
        (word, n, word in wholes, wholes.get(word, 0))
        for word, n in sorted(change.items())
        if n or word in wholes
    ]
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO search_word (word, frequency, is_whole, languages)"
            " VALUES (%s, %s, %s, %s) ON CONFLICT (word) DO UPDATE SET"
            " frequency = search_word.frequency + excluded.frequency,"
            " is_whole = search_word.is_whole OR excluded.is_whole,"
            " languages = search_word.languages | excluded.languages",
            rows,
        )
    if any(n < 0 for n in change.values()):
        Word.objects.filter(frequency__lte=0).delete()


def _batches(ids: Iterable[Any]) -> Iterator[list[Any]]:
    iterator = iter(ids)
    while batch := list(islice(iterator, BATCH)):
        yield batch
