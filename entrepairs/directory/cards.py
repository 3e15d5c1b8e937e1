"""Teams as lists show them."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from entrepairs.core.language import current
from entrepairs.directory.models import Life, Listing, PaidStatus, PeerBand
from entrepairs.directory.question import Answer
from entrepairs.directory.vocabulary import Value, Vocabulary

SURFACES = {
    "mental_health": "mint",
    "addictions": "rose",
    "homelessness": "honey",
    "poverty": "lilac",
    "self_help": "lilac",
}


@dataclass(frozen=True)
class Card:
    """A team as lists show it."""

    listing: Listing
    sector: str = ""
    surface: str = "sky"
    summary: str = ""
    summary_language: str = ""
    km: float | None = None
    phone: str = ""  # for paper, which cannot be clicked

    @property
    def peers(self) -> str:
        return peers_told(self.listing)

    @property
    def life(self) -> str:
        return LIFE_TOLD[self.listing.life]() if self.listing.life in LIFE_TOLD else ""

    @property
    def language(self) -> str:
        return current()

    @property
    def where(self) -> str:
        place = self.listing.place or self.listing.province or self.listing.region
        return place.name if place else ""


LIFE_TOLD: dict[str, Callable[[], str]] = {
    Life.LOOKING: lambda: _("Looking for a peer supporter"),
    Life.PAUSED: lambda: _("Paused"),
    Life.FORMER: lambda: _("Former team"),
}


def peers_told(listing: Listing) -> str:
    """`3 to 5 peers, paid`: a band, never a head count."""
    if listing.peers == PeerBand.PLANNED:
        return _("Peers planned")
    bands: dict[str, str] = {
        PeerBand.FEW: _("1 or 2 peers"),
        PeerBand.SOME: _("3 to 5 peers"),
        PeerBand.MANY: _("6 peers or more"),
    }
    ways: dict[str, str] = {
        PaidStatus.PAID: _("paid"),
        PaidStatus.UNPAID: _("volunteers"),
        PaidStatus.BOTH: _("paid and volunteers"),
    }
    told = [bands.get(listing.peers, ""), ways.get(listing.paid, "")]
    text = ", ".join(part for part in told if part)
    return text[:1].upper() + text[1:]


def card_of(listing: Listing, words: Vocabulary | None, **more: Any) -> Card:
    value = words.get("sectors", listing.main_sector) if words else None
    if value is None:
        return Card(listing, **more)
    return Card(listing, brief(value.label(current())), surface_of(value), **more)


def surface_of(sector: Value) -> str:
    """The colour of the sector's family."""
    return SURFACES.get(sector.parent or sector.code, "sky")


def brief(label: str) -> str:
    """A sector's label up to its first comma, colon or bracket, to fit on a card."""
    return re.split(r"\s*[,:(/]", label, maxsplit=1)[0] or label


def cards(answer: Answer) -> list[Card]:
    return [
        card_of(
            hit.listing,
            answer.question.vocabulary,
            summary=hit.summary,
            summary_language=hit.summary_language,
            km=hit.km,
            phone=hit.listing.phone,
        )
        for hit in answer.hits
    ]
