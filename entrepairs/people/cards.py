"""
The words in which an app declares, in its `space.py`, what it puts into «My space»:

    @card
    def my_teams(rights: Rights) -> Iterator[Card]: ...

    @waits
    def entries_to_check(rights: Rights) -> Iterator[Waiting]: ...

    @waits(about_others=True)
    def roles_about_to_end(rights: Rights) -> Iterator[Waiting]: ...

What waits is read from the data it is about, each time: what one person has treated is
gone for all. What tells of other people (`about_others`) is asked for only when the
session has its second factor.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import overload

from django.utils.functional import Promise
from django.utils.module_loading import autodiscover_modules

from entrepairs.people.rights import Rights

Words = str | Promise


@dataclass(frozen=True, kw_only=True)
class Card:
    """A way to something that is mine to do or to read."""

    title: Words
    text: Words
    link: str
    symbol: str = "arrow"  # of ui.icons
    surface: str = ""
    order: int = 100


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """One thing that waits until somebody has treated it."""

    title: Words
    link: str
    since: date
    who: Words  # who treats it: in what function, or whoever comes first
    until: date | None = None  # the day it should be done


Cards = Callable[[Rights], Iterable[Card]]
Waits = Callable[[Rights], Iterable[Waiting]]

_cards: list[Cards] = []
_waits: dict[Waits, bool] = {}


def card(source: Cards) -> Cards:
    _cards.append(source)
    return source


@overload
def waits(source: Waits) -> Waits: ...
@overload
def waits(*, about_others: bool) -> Callable[[Waits], Waits]: ...
def waits(
    source: Waits | None = None, *, about_others: bool = False
) -> Waits | Callable[[Waits], Waits]:
    def declare(source: Waits) -> Waits:
        _waits[source] = about_others
        return source

    return declare(source) if source else declare


def cards_for(rights: Rights) -> list[Card]:
    """All that the apps declared for these rights, in their order."""
    autodiscover_modules("space")
    found = [one for source in _cards for one in source(rights)]
    return sorted(found, key=lambda one: one.order)


def waiting_for(rights: Rights, *, with_others: bool) -> list[Waiting]:
    """What waits: what has a day first, then the longest wait."""
    autodiscover_modules("space")
    found = [
        one
        for source, about_others in _waits.items()
        if with_others or not about_others
        for one in source(rights)
    ]
    return sorted(found, key=lambda one: (one.until or date.max, one.since))
