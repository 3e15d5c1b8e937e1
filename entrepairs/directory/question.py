"""What is asked of the directory: the parameters of page, map, API, export and feed."""

from dataclasses import dataclass, field, replace
from typing import Any

from django.http import QueryDict

from entrepairs.core.geography import Box
from entrepairs.directory.models import Listing
from entrepairs.places.models import Place

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
    chosen: dict[str, tuple[str, ...]] = field(default_factory=dict)  # facet → codes
    flags: frozenset[str] = frozenset()
    page: int = 1

    def query_string(self, **changes: Any) -> str:
        """The canonical parameters, defaults left out, `changes` applied first."""
        return replace(self, **changes)._encoded()

    def _encoded(self) -> str:
        parameters = QueryDict(mutable=True)
        if self.q:
            parameters["q"] = self.q
        if self.near:
            parameters["near"] = self.near
            if self.km != KM_DEFAULT:
                parameters["km"] = str(self.km)
        for facet, codes in sorted(self.chosen.items()):
            parameters.setlist(facet, list(codes))
        for flag in sorted(self.flags):
            parameters[flag] = "1"
        if self.box:
            parameters["box"] = ",".join(f"{edge:.4f}" for edge in self.box)
        if self.page > 1:
            parameters["page"] = str(self.page)
        return parameters.urlencode()


@dataclass(frozen=True)
class Choice:
    """A value of a facet, as offered beside the list."""

    code: str
    label: str
    count: int  # of answers if this value were ticked as well
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


@dataclass(frozen=True)
class Cluster:
    """What the map draws at one spot: one team, or several that stand together."""

    latitude: float
    longitude: float
    count: int
    name: str = ""  # of the only team
    slug: str = ""
    box: Box | None = None  # where the several are, to zoom to
