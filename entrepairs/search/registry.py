"""What apps declare to be searched, each in its module `searching.py`."""

import zlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.functional import Promise
from django.utils.module_loading import autodiscover_modules

OBJECTS = 40  # bits of a document's id that hold the object's


@dataclass(frozen=True)
class Draft:
    """
    What one object brings to the index.

    Tags and body are pairs of text and language (`None`: not known). A tag such as
    `sector:addictions` is kept whole and found by synonym groups that point at it.
    Only public words may be in it: all of it can be found by typing it.
    """

    title: str
    tags: Sequence[tuple[str, str | None]] = ()
    body: Sequence[tuple[str, str | None]] = ()
    url: str = ""
    summary: str = ""
    language: str = ""  # of the title; "" means all four, as for names


@dataclass(frozen=True)
class Source:
    """
    A kind of thing to find.

    `build` answers None for what may not be found. `objects` narrows or prefetches
    what a rebuild reads. `url` makes the address in the language of the reader from
    the object's id and the draft's `url`; without it that `url` is the address.
    `prepare` reads, once for each batch and after its objects, what `build` is handed
    besides.
    """

    kind: str
    label: str | Promise
    model: type[models.Model]
    build: Callable[..., Draft | None]
    url: Callable[[int, str], str] | None = None
    objects: Callable[[], models.QuerySet[Any]] | None = None
    prepare: Callable[[], Any] | None = None

    def drafts(self, objects: Iterable[Any]) -> list[tuple[int, Draft | None]]:
        """What each of a batch brings to the index, by its id."""
        batch = list(objects)
        handed = [self.prepare()] if self.prepare else []
        return [(one.pk, self.build(one, *handed)) for one in batch]

    @property
    def base(self) -> int:
        """The first id of this kind's documents."""
        return base(self.kind)

    def queryset(self) -> models.QuerySet[Any]:
        return self.objects() if self.objects else self.model._default_manager.all()


_sources: dict[str, Source] = {}


def base(kind: str) -> int:
    """Told by the name alone, so that ids mean the same in every database."""
    return (zlib.crc32(kind.encode()) & 0x3FFFFF) << OBJECTS


def declare(source: Source) -> None:
    """Make a kind searchable. Twice is no harm; two kinds of one number are refused."""
    for other in _sources.values():
        if other.kind != source.kind and other.base == source.base:
            message = f"kinds {source.kind!r} and {other.kind!r} share a number"
            raise ValueError(message)
    _sources[source.kind] = source


def forget(kind: str) -> None:
    """Take a declaration back, for tests."""
    _sources.pop(kind, None)


def sources() -> dict[str, Source]:
    """All kinds, in the order in which they were declared."""
    return dict(_sources)


def discover() -> None:
    autodiscover_modules("searching")
