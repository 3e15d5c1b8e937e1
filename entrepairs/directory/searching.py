"""Teams and organisations in the search index: public words only."""

from collections.abc import Iterator

from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from entrepairs.core.language import CODES
from entrepairs.directory import vocabulary
from entrepairs.directory.models import Entry, Listing
from entrepairs.directory.models.entry import best_text
from entrepairs.directory.vocabulary import Vocabulary
from entrepairs.organisations.models import Organisation
from entrepairs.places.models import Place
from entrepairs.search.registry import Draft, Source, declare

Words = Iterator[tuple[str, str | None]]

SEARCHED = {
    "sectors": "sector",
    "publics": "public",
    "activities": "activity",
    "forms": "form",
    "domains": "domain",
}
"""Taxonomies whose labels are searched, and what stands before the code."""


def teams() -> QuerySet[Listing]:
    entries = Entry.objects.only("pk").prefetch_related("texts")
    return Listing.objects.prefetch_related(
        "place", "province", "region", Prefetch("entry", entries)
    )


def team(listing: Listing, terms: Vocabulary) -> Draft:
    texts = list(listing.entry.texts.all())
    best = best_text(texts, "fr")
    return Draft(
        title=listing.name,
        tags=[
            (listing.organisation_name, None),
            *_places(listing),
            *_terms(listing, terms),
        ],
        body=[
            (part, text.language)
            for text in texts
            for part in (text.summary, text.description, text.easy_read)
            if part
        ],
        url=listing.slug,
        summary=best.summary if best else "",
    )


def _terms(listing: Listing, terms: Vocabulary) -> Words:
    """By the listing's masks, which hold the sector that a sector is part of."""
    for taxonomy, word in SEARCHED.items():
        for value in terms.of_mask(taxonomy, getattr(listing, taxonomy)):
            yield f"{word}:{value.code}", None
            for language, label in zip(CODES, value.labels, strict=True):
                if label:
                    yield label, language


def _places(listing: Listing) -> Words:
    """The names of what the listing tells, never of what the entry hides."""
    for place in (listing.place, listing.province, listing.region):
        if place is not None:
            yield from _names(place)


def _names(place: Place) -> Words:
    for language in CODES:
        if name := getattr(place, f"name_{language}"):
            yield name, language


def team_address(_object_id: int, slug: str) -> str:
    return reverse("directory:team", args=[slug])


def organisations() -> QuerySet[Organisation]:
    listed = Listing.objects.filter(organisation_slug=OuterRef("slug"))
    return Organisation.objects.annotate(is_listed=Exists(listed))


def organisation(row: Organisation) -> Draft | None:
    """Only an organisation that has a team in the directory."""
    if not getattr(row, "is_listed", False):
        return None
    return Draft(title=row.name, url=row.slug)


def organisation_address(_object_id: int, slug: str) -> str:
    return reverse("directory:organisation", args=[slug])


declare(
    Source(
        kind="team",
        label=_("Teams"),
        model=Listing,
        build=team,
        url=team_address,
        objects=teams,
        prepare=vocabulary.load,
    )
)
declare(
    Source(
        kind="organisation",
        label=_("Organisations"),
        model=Organisation,
        build=organisation,
        url=organisation_address,
        objects=organisations,
    )
)
