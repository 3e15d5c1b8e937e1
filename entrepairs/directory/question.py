"""What is asked of the directory: the parameters of page, map, API, export and feed."""

import math
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from entrepairs.core.errors import Refused
from entrepairs.core.geography import Box
from entrepairs.directory import memory, vocabulary
from entrepairs.directory.models import Life, Listing, PaidStatus
from entrepairs.directory.vocabulary import Vocabulary
from entrepairs.places.models import Place, PlaceKind

PER_PAGE = 20
KM = (5, 10, 20, 30, 50, 100)
KM_DEFAULT = 20

FACETS = {
    "sector": "sectors",
    "public": "publics",
    "activity": "activities",
    "form": "forms",
    "domain": "domains",
    "spoken": "languages",
    "access": "access",
}
"""Parameter name → taxonomy (a key of `TERMS`, a mask of `Listing`)."""
PLAIN_FACETS = ("region", "province", "paid", "life")
FLAGS = ("recruiting", "visits")
WORDS_LENGTH = 200
NEAR_LENGTH = 100
KM_HIGH = 200
PAGE_HIGH = 1_000_000
CHOICES = {
    "paid": tuple(code for code in PaidStatus.values if code),
    "life": tuple(Life.values),
}
AREAS = {"region": PlaceKind.REGION, "province": PlaceKind.PROVINCE}
SINGLE = ("q", "near", "km", "box", "words", "page", *FLAGS)
KNOWN = frozenset((*SINGLE, *FACETS, *PLAIN_FACETS))
# What others hang on an address; it means nothing to us and breaks no link.
TRACKERS = frozenset(("fbclid", "gclid", "dclid", "msclkid", "mc_cid", "mc_eid", "_"))


@dataclass(frozen=True)
class Question:
    """
    A parsed question. Inside one facet any value suits, between facets all must.

    `life` empty means all but `former`. `box` is the map's extent.
    """

    q: str = ""
    near: str = ""
    km: int = KM_DEFAULT
    box: Box | None = None
    as_words: bool = False  # read no place out of `q`
    chosen: dict[str, tuple[str, ...]] = field(default_factory=dict)  # facet → codes
    flags: frozenset[str] = frozenset()
    page: int = 1
    vocabulary: Vocabulary | None = field(default=None, compare=False, repr=False)
    edition: str = field(default="", compare=False, repr=False)
    """Of the directory, when the question was asked; see `memory`."""
    areas: dict[str, int] = field(default_factory=dict, compare=False, repr=False)
    """Code → primary key of the regions and provinces chosen."""

    @property
    def key(self) -> str:
        """Equal for questions with the same answers, whatever the page."""
        return self.query_string(page=1)

    def query_string(self, **changes: Any) -> str:
        """The canonical parameters, defaults left out, `changes` applied first."""
        return replace(self, **changes)._encoded()

    def _encoded(self) -> str:
        parameters = QueryDict(mutable=True)
        for name, value in self._told().items():
            if value:
                parameters[name] = value
        for facet, codes in sorted(self.chosen.items()):
            parameters.setlist(facet, list(codes))
        for flag in sorted(self.flags):
            parameters[flag] = "1"
        return parameters.urlencode()

    def _told(self) -> dict[str, str]:
        has_km = (self.near or self.q) and self.km != KM_DEFAULT
        box = ",".join(f"{edge:.4f}" for edge in self.box) if self.box else ""
        return {
            "q": self.q,
            "near": self.near,
            "km": str(self.km) if has_km else "",
            "box": box,
            "words": "1" if self.as_words else "",
            "page": str(self.page) if self.page > 1 else "",
        }


@dataclass(frozen=True)
class Choice:
    """A value of a facet, as offered beside the list."""

    code: str
    label: str
    count: int  # of answers if, in its facet, this value were the one ticked
    is_chosen: bool
    children: tuple["Choice", ...] = ()

    @property
    def is_offered(self) -> bool:
        """A value without answers cannot be chosen, but a chosen one can be left."""
        return self.count > 0 or self.is_chosen


@dataclass(frozen=True)
class Facet:
    name: str  # the parameter
    label: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class Hit:
    """A listing on a page of answers."""

    listing: Listing
    km: float | None  # great-circle distance to `near`, None without it
    summary: str  # in the reader's language or the next we have
    summary_language: str
    sectors: tuple[str, ...]  # labels, the main one first
    freshness: str  # see `models.entry.freshness`


@dataclass(frozen=True)
class Answer:
    """A page of answers, and what the page around it says."""

    question: Question
    hits: tuple[Hit, ...]
    count: int
    pages: int
    facets: tuple[Facet, ...]
    place: Place | None = None  # what `near` was understood as
    other_places: tuple[Place, ...] = ()  # what it may have meant instead
    place_unknown: bool = False
    corrected: str = ""  # the words as understood, when typing errors were mended
    former_count: int = 0  # answers left out because they are former
    place_in_words: str = ""  # the part of `q` that was read as a place
    words: str = ""  # of `q`, what was searched for
    asked_km: int = KM_DEFAULT  # less than `question.km` where there was none
    wider_km: int | None = None  # without an answer, the circle that has one


@dataclass(frozen=True)
class Cluster:
    """What the map draws at one spot: one team, or several that stand together."""

    latitude: float
    longitude: float
    count: int
    name: str = ""  # of the only team
    slug: str = ""
    box: Box | None = None  # where the several are, to zoom to


class BadQuestion(Refused):
    """
    Parameters that are no question; `parameter` names the one at fault, `short` is
    the message without what only programmers understand.
    """

    def __init__(self, message: str, parameter: str = "", short: str = "") -> None:
        super().__init__(message)
        self.parameter = parameter
        self.short = short or message


class NoSuchPage(BadQuestion):
    """There are fewer pages of answers."""


def parse(
    parameters: QueryDict, *, also: Collection[str] = (), edition: str = ""
) -> Question:
    """
    The question that `parameters` ask. Raises `BadQuestion`.

    `also` names the parameters that the caller reads itself; `edition` is the
    directory's, if the caller has asked for it already.
    """
    _refuse_unknown(parameters, also)
    edition = edition or memory.edition()
    words = vocabulary.current(edition)
    chosen = {
        facet: codes
        for facet in (*FACETS, *CHOICES)
        if (codes := _codes(parameters, facet, _allowed(facet, words)))
    }
    areas: dict[str, int] = {}
    for facet, kind in AREAS.items():
        if known := _areas(parameters, facet, kind):
            chosen[facet] = tuple(sorted(known))
            areas |= known
    return Question(
        q=_text(parameters, "q", WORDS_LENGTH),
        near=_text(parameters, "near", NEAR_LENGTH),
        km=_whole(parameters, "km", KM_DEFAULT, KM_HIGH),
        box=_box(parameters),
        as_words=_flag(parameters, "words"),
        chosen=chosen,
        flags=frozenset(flag for flag in FLAGS if _flag(parameters, flag)),
        page=_whole(parameters, "page", 1, PAGE_HIGH),
        vocabulary=words,
        edition=edition,
        areas=areas,
    )


def _refuse_unknown(parameters: QueryDict, also: Collection[str]) -> None:
    for name in parameters:
        ignored = name in TRACKERS or name.startswith(("utm_", "org.htmx."))
        if name not in KNOWN and name not in also and not ignored:
            message = _("“%(name)s” is not a filter of the directory.")
            raise BadQuestion(message % {"name": _short(name)}, _short(name))


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:40]}…"


def _single(parameters: QueryDict, name: str) -> str:
    values = set(parameters.getlist(name))
    if len(values) > 1:
        message = _("“%(name)s” is given more than once.") % {"name": name}
        raise BadQuestion(message, name)
    return values.pop() if values else ""


def _text(parameters: QueryDict, name: str, length: int) -> str:
    raw = _single(parameters, name)
    if len(raw) > length * 4:  # do not even look at it
        raise _too_long(name, length)
    bare = "".join(
        " " if unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp") else char
        for char in raw
    )
    text = " ".join(bare.split())
    if len(text) > length:
        raise _too_long(name, length)
    return text


def _too_long(name: str, length: int) -> BadQuestion:
    message = _("“%(name)s” may hold %(length)d characters at most.")
    return BadQuestion(message % {"name": name, "length": length}, name)


def _whole(parameters: QueryDict, name: str, default: int, high: int) -> int:
    raw = _single(parameters, name).strip()
    if not raw:
        return default
    if raw.isascii() and raw.isdigit() and len(raw) <= 9 and 1 <= int(raw) <= high:
        return int(raw)
    message = _(
        "“%(name)s” must be a whole number from 1 to %(high)d, not “%(value)s”."
    )
    values = {"name": name, "high": high, "value": _short(raw)}
    raise BadQuestion(message % values, name)


def _flag(parameters: QueryDict, name: str) -> bool:
    raw = _single(parameters, name)
    if raw not in ("", "0", "1"):
        message = _("“%(name)s” must be 1 or 0, not “%(value)s”.")
        raise BadQuestion(message % {"name": name, "value": _short(raw)}, name)
    return raw == "1"


def _box(parameters: QueryDict) -> Box | None:
    raw = _single(parameters, "box").strip()
    if not raw:
        return None
    try:
        west, south, east, north = (float(edge) for edge in raw[:200].split(","))
    except ValueError:
        raise _bad_box() from None
    in_order = -180 <= west <= east <= 180 and -90 <= south <= north <= 90
    if not (in_order and all(map(math.isfinite, (west, south, east, north)))):
        raise _bad_box()
    return Box(west, south, east, north)


def _bad_box() -> BadQuestion:
    message = _("The area of the map was not understood. Go back to the whole list.")
    return BadQuestion(message, "box")


def _allowed(facet: str, words: Vocabulary) -> Collection[str]:
    return CHOICES[facet] if facet in CHOICES else words.codes(FACETS[facet])


def _codes(
    parameters: QueryDict, facet: str, allowed: Collection[str]
) -> tuple[str, ...]:
    codes = sorted({code for code in parameters.getlist(facet) if code})
    for code in codes:
        if code not in allowed:
            raise _unknown_value(facet, code, allowed)
    return tuple(codes)


def _areas(parameters: QueryDict, facet: str, kind: str) -> dict[str, int]:
    codes = {code for code in parameters.getlist(facet) if code}
    if not codes:
        return {}
    plausible = [code for code in codes if len(code) <= 40 and "\0" not in code]
    places = Place.objects.filter(kind=kind, code__in=plausible[:200])
    known = dict(places.values_list("code", "pk"))
    for code in sorted(codes - known.keys()):
        raise _unknown_value(facet, code, ())
    return known


def _unknown_value(facet: str, code: str, allowed: Iterable[str]) -> BadQuestion:
    values = {"name": facet, "value": _short(code), "allowed": ", ".join(allowed)}
    short = message = _("“%(name)s” has no value “%(value)s”.")
    if values["allowed"]:
        message = _("“%(name)s” has no value “%(value)s”. It may be: %(allowed)s.")
    return BadQuestion(message % values, facet, short % values)


def with_vocabulary(question: Question) -> Question:
    """A question made by hand reads the taxonomies when it is answered."""
    if question.vocabulary is not None:
        return question
    edition = memory.edition()
    words = vocabulary.current(edition)
    return replace(question, vocabulary=words, edition=edition)
