"""What the list says around an answer: heading, chips, facets, map, next steps."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from math import cos, radians

from django.conf import settings
from django.templatetags.static import static
from django.utils.translation import gettext as _

from entrepairs.core.language import current
from entrepairs.directory import memory
from entrepairs.directory.cards import Card, cards
from entrepairs.directory.headings import AREAS, elided, heading
from entrepairs.directory.models import Life
from entrepairs.directory.question import (
    FLAGS,
    KM,
    KM_DEFAULT,
    Answer,
    Choice,
    Facet,
    Question,
)
from entrepairs.places.models import Place, PlaceKind

GROUPS = (
    "sector",
    "paid",
    "region",
    "province",
    "spoken",
    "public",
    "activity",
    "form",
    "domain",
    "access",
    "life",
)
OPEN = ("sector",)
CHOICES_SHOWN = 6
TOWNS = 45
TOWNS_REMEMBERED = 3600  # seconds
KM_PER_DEGREE = 111.2
HOMES = {
    "BE": "2.5,49.5,6.4,51.5",
    "LU": "5.7,49.4,6.6,50.2",
    "FR": "-5.2,41.3,9.6,51.1",
    "NL": "3.3,50.7,7.2,53.6",
    "DE": "5.9,47.2,15.1,55.1",
    "CH": "5.9,45.8,10.5,47.8",
    "CA": "-79.8,44.9,-57.1,53.0",
}
"""What the map shows before anything is asked, by the network's country."""
BORDERS = ("be", "lu", "fr", "nl", "de", "ch", "ca")


@dataclass(frozen=True)
class Chip:
    """Something asked, and the parameters without it."""

    label: str
    query: str


@dataclass(frozen=True)
class Way:
    """Another question to try."""

    label: str
    query: str


@dataclass(frozen=True)
class Group:
    """Choices that stand together, each with the parameter it ticks."""

    name: str
    label: str
    first: list[tuple[str, Choice]]
    others: list[tuple[str, Choice]]

    @property
    def is_open(self) -> bool:
        return self.name in OPEN or any(_is_ticked(c) for _n, c in self.all)

    @property
    def is_wide(self) -> bool:
        return any(_is_ticked(choice) for _name, choice in self.others)

    @property
    def all(self) -> list[tuple[str, Choice]]:
        return self.first + self.others


def _is_ticked(choice: Choice) -> bool:
    return choice.is_chosen or any(map(_is_ticked, choice.children))


@dataclass(frozen=True)
class ListPage:
    """A page of the directory; `answer` is missing when the question was refused."""

    question: Question
    answer: Answer | None
    country: str
    refusal: str = ""

    @property
    def heading(self) -> str:
        return heading(self.answer) if self.answer else _("Find a team")

    @property
    def query(self) -> str:
        return self.question.query_string(page=1)

    @cached_property
    def cards(self) -> list[Card]:
        return cards(self.answer) if self.answer else []

    @cached_property
    def chips(self) -> list[Chip]:
        return chips(self.answer) if self.answer else []

    @cached_property
    def groups(self) -> list[Group]:
        return groups(self.answer.facets) if self.answer else []

    @property
    def ticked(self) -> int:
        return sum(map(len, self.question.chosen.values())) + len(self.question.flags)

    @property
    def circles(self) -> list[int]:
        return sorted({*KM, self.question.km})

    @property
    def usual_km(self) -> int:
        return KM_DEFAULT

    @property
    def box(self) -> str:
        return ",".join(f"{edge:.4f}" for edge in self.question.box or ())

    @property
    def wider(self) -> Way | None:
        """The next larger circle that has an answer, else everywhere."""
        if self.answer is None or self.answer.place is None:
            return None
        if larger := self.answer.wider_km:
            query = self.question.query_string(km=larger, page=1)
            return Way(_("Search within %(km)d km") % {"km": larger}, query)
        if not self.answer.words:
            return None
        told = {"q": self.answer.words, "near": "", "as_words": True}
        query = self.question.query_string(**told, page=1)
        return Way(_("Search everywhere"), query)

    @property
    def nearest(self) -> str:
        """That there was nothing as near as asked."""
        answer = self.answer
        if (
            answer is None
            or answer.place is None
            or answer.asked_km >= self.question.km
        ):
            return ""
        told = {"km": answer.asked_km, "place": self.place}
        words = _("Nothing within %(km)d km of %(place)s: here are the nearest.")
        return elided(words % told, answer.place)

    @property
    def typed(self) -> tuple[str, str]:
        """Words and place for the fields: a place read out of the words has its own."""
        if self.answer is None or not self.answer.place_in_words:
            return self.question.q, self.question.near
        return self.answer.words, self.answer.place_in_words

    @property
    def place(self) -> str:
        found = self.answer.place if self.answer else None
        return place_label(found) if found else ""

    @property
    def other_places(self) -> list[Way]:
        if self.answer is None:
            return []
        words = self.answer.words if self.answer.place_in_words else self.question.q
        labels = dict.fromkeys(map(place_label, self.answer.other_places))
        labels.pop(self.place, None)  # nobody could tell them apart
        return [
            Way(label, self.question.query_string(q=words, near=label, page=1))
            for label in labels
        ]

    @property
    def everywhere(self) -> str:
        return self.question.query_string(as_words=True, page=1)

    @property
    def former(self) -> str:
        chosen = {**self.question.chosen, "life": (Life.FORMER.value,)}
        return self.question.query_string(chosen=chosen, page=1)

    @property
    def circle(self) -> str:
        """`latitude,longitude,km` of the place searched around."""
        found = self.answer.place if self.answer else None
        if found is None or found.kind in AREAS or found.position is None:
            return ""
        return f"{found.latitude:.4f},{found.longitude:.4f},{self.question.km}"

    @property
    def extent(self) -> str:
        """What the map must show; nothing where the answers themselves tell."""
        if self.box or not self.circle:
            return self.box
        latitude, longitude, km = map(float, self.circle.split(","))
        high = km / KM_PER_DEGREE
        wide = high / max(cos(radians(latitude)), 0.1)
        edges = longitude - wide, latitude - high, longitude + wide, latitude + high
        return ",".join(f"{edge:.4f}" for edge in edges)

    @property
    def home(self) -> str:
        return HOMES.get(self.country, HOMES["BE"])

    @property
    def boundaries(self) -> str:
        code = self.country.lower()
        return static(f"vendor/boundaries/{code}.json") if code in BORDERS else ""

    @property
    def tiles(self) -> str:
        return str(settings.TILES_ADDRESS or "")

    @property
    def towns(self) -> str:
        key = ("towns", self.country, current())
        return str(memory.remembered(key, self._towns, seconds=TOWNS_REMEMBERED))

    def _towns(self) -> str:
        kinds = (PlaceKind.COMMUNE, PlaceKind.LOCALITY)
        places = Place.objects.filter(country=self.country, kind__in=kinds)
        known = places.filter(latitude__isnull=False, population__gt=0)
        largest = known.order_by("-population", "pk")[: TOWNS * 2]
        named = {place.name: place for place in reversed(largest)}
        rows = [
            [name, round(p.latitude or 0, 3), round(p.longitude or 0, 3), p.population]
            for name, p in reversed(named.items())
        ]
        return json.dumps(rows[:TOWNS], ensure_ascii=False, separators=(",", ":"))


def groups(facets: Iterable[Facet]) -> list[Group]:
    """Facets that offer something, the usual ones first; flags stand together."""
    named = {facet.name: facet for facet in facets}
    made = [
        _group(name, named[name].label, [(name, c) for c in named[name].choices])
        for name in GROUPS
        if name in named
    ]
    flags = [(n, c) for n in FLAGS if n in named for c in named[n].choices]
    made.append(_group("also", _("Also"), flags))
    return [group for group in made if any(c.is_offered for _n, c in group.all)]


def _group(name: str, label: str, choices: list[tuple[str, Choice]]) -> Group:
    offered = [pair for pair in choices if pair[1].is_offered]
    absent = [pair for pair in choices if not pair[1].is_offered]
    ordered = offered + absent
    shown = max(min(CHOICES_SHOWN, len(offered)), 1)
    if len(ordered) - shown <= 1:
        shown = len(ordered)
    return Group(name, label, ordered[:shown], ordered[shown:])


def chips(answer: Answer) -> list[Chip]:
    """All that narrows the answer; each can be taken away."""
    asked, found = answer.question, []
    if asked.q:
        found.append(Chip(_("“%s”") % asked.q, asked.query_string(q="", page=1)))
    if asked.near:
        label = _near(answer.place, asked) if answer.place else _("“%s”") % asked.near
        found.append(Chip(label, asked.query_string(near="", page=1)))
    if asked.box:
        label = _("Area of the map")
        found.append(Chip(label, asked.query_string(box=None, page=1)))
    return found + list(_ticked(answer))


def _near(place: Place, asked: Question) -> str:
    label = place_label(place)
    if place.kind in AREAS:
        return label
    told = {"km": asked.km, "place": label}
    return elided(_("%(km)d km around %(place)s") % told, place)


def _ticked(answer: Answer) -> Iterator[Chip]:
    asked = answer.question
    for facet in answer.facets:
        for choice in flat(facet.choices):
            if not choice.is_chosen:
                continue
            if facet.name in FLAGS:
                rest = asked.flags - {facet.name}
                yield Chip(choice.label, asked.query_string(flags=rest, page=1))
                continue
            codes = asked.chosen.get(facet.name, ())
            left = tuple(code for code in codes if code != choice.code)
            chosen = {**asked.chosen, facet.name: left}
            yield Chip(choice.label, asked.query_string(chosen=chosen, page=1))


def flat(choices: Iterable[Choice]) -> Iterator[Choice]:
    for choice in choices:
        yield choice
        yield from flat(choice.children)


def place_label(place: Place) -> str:
    """`Mons (Hainaut)`, `Mons (Var, FR)`: what tells it from its namesakes."""
    around = place.province or place.region
    told = [around.name] if around and around.pk != place.pk else []
    if place.country != "BE":
        told.append(place.country)
    return f"{place.name} ({', '.join(told)})" if told else place.name
