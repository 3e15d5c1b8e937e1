"""The shapes of the API's answers. A new column becomes public only by being named."""

from datetime import date, datetime
from typing import Literal

from django.http import HttpRequest
from django.urls import reverse
from ninja import Schema

from entrepairs.directory.models import Life, PaidStatus, PeerBand
from entrepairs.directory.question import FACETS, Choice, Facet
from entrepairs.directory.told import Told
from entrepairs.directory.vocabulary import Vocabulary
from entrepairs.places.models import Place


class Problem(Schema):
    """What is wrong with the question, in the language asked."""

    detail: str
    parameter: str = ""


class TermOut(Schema):
    code: str
    label: str


class PlaceOut(Schema):
    code: str
    kind: str
    name: str


class OrganisationOut(Schema):
    name: str
    slug: str
    url: str


class TextOut(Schema):
    summary: str
    description: str
    easy_read: str


class AddressOut(Schema):
    """Street, postcode and position only where the team shows them."""

    precision: str  # exact, commune, hidden
    street: str
    postcode: str
    place: PlaceOut | None
    province: PlaceOut | None
    region: PlaceOut | None
    country: str
    latitude: float | None
    longitude: float | None


class TeamOut(Schema):
    slug: str
    url: str
    name: str
    organisation: OrganisationOut
    life: TermOut
    paid: TermOut | None
    peers: TermOut | None
    since_year: int | None
    main_sector: str
    sectors: list[TermOut]
    publics: list[TermOut]
    activities: list[TermOut]
    forms: list[TermOut]
    domains: list[TermOut]
    languages: list[TermOut]
    access: list[TermOut]
    is_recruiting: bool
    recruiting_on: date | None
    welcomes_interns: bool
    welcomes_visits: bool
    advises_teams: bool
    phone: str
    email: str
    website: str
    opening_hours: str
    address: AddressOut
    coverage: list[PlaceOut]
    texts: dict[str, TextOut]
    source: str
    verified_on: date | None
    verified_by: str
    freshness: str  # fresh, stale (a year), grey (18 months), unknown
    published_at: datetime
    updated_at: datetime
    km: float | None


class ChoiceOut(Schema):
    code: str
    label: str
    count: int
    is_chosen: bool
    children: list["ChoiceOut"]

    @classmethod
    def of(cls, choice: Choice) -> "ChoiceOut":
        return cls(
            code=choice.code,
            label=choice.label,
            count=choice.count,
            is_chosen=choice.is_chosen,
            children=[cls.of(child) for child in choice.children],
        )


class FacetOut(Schema):
    """`count`: the answers if, in this facet, that value were the one chosen."""

    name: str
    label: str
    choices: list[ChoiceOut]

    @classmethod
    def of(cls, facet: Facet) -> "FacetOut":
        choices = [ChoiceOut.of(choice) for choice in facet.choices]
        return cls(name=facet.name, label=facet.label, choices=choices)


class TeamPage(Schema):
    count: int
    page: int
    pages: int
    former_count: int
    corrected: str
    place: PlaceOut | None
    teams: list[TeamOut]
    facets: list[FacetOut]


class Point(Schema):
    type: Literal["Point"] = "Point"
    coordinates: tuple[float, float]


class Feature(Schema):
    type: Literal["Feature"] = "Feature"
    id: str
    geometry: Point | None
    properties: TeamOut

    @classmethod
    def of(cls, team: TeamOut) -> "Feature":
        point = None
        if team.address.longitude is not None and team.address.latitude is not None:
            point = Point(coordinates=(team.address.longitude, team.address.latitude))
        return cls(id=team.slug, geometry=point, properties=team)


class FeatureCollection(Schema):
    type: Literal["FeatureCollection"] = "FeatureCollection"
    features: list[Feature]
    count: int
    pages: int


class SpotOut(Schema):
    """A team (`name`, `url`), or several that stand in `box`."""

    latitude: float
    longitude: float
    count: int
    name: str
    slug: str
    url: str
    box: list[float] | None  # west, south, east, north


def place_out(place: Place | None) -> PlaceOut | None:
    if place is None:
        return None
    return PlaceOut(code=place.code, kind=place.kind, name=place.name)


def team_out(
    request: HttpRequest, team: Told, terms: Vocabulary, language: str
) -> TeamOut:
    """To be called in `language`."""
    listing = team.listing
    return TeamOut(
        slug=listing.slug,
        url=_address(request, "directory:team", listing.slug),
        name=listing.name,
        organisation=OrganisationOut(
            name=listing.organisation_name,
            slug=listing.organisation_slug,
            url=_address(request, "directory:organisation", listing.organisation_slug),
        ),
        life=TermOut(code=listing.life, label=str(Life(listing.life).label)),
        paid=_choice(PaidStatus, listing.paid),
        peers=_choice(PeerBand, listing.peers),
        since_year=team.since_year,
        main_sector=listing.main_sector,
        is_recruiting=listing.is_recruiting,
        recruiting_on=team.recruiting_on,
        welcomes_interns=team.welcomes_interns,
        welcomes_visits=listing.welcomes_visits,
        advises_teams=team.advises_teams,
        phone=team.phone,
        email=team.email,
        website=team.website,
        opening_hours=team.opening_hours,
        address=_address_out(team),
        coverage=[out for place in team.coverage if (out := place_out(place))],
        texts={
            code: TextOut(
                summary=text.summary,
                description=text.description,
                easy_read=text.easy_read,
            )
            for code, text in sorted(team.texts.items())
        },
        source=team.source,
        verified_on=listing.verified_on,
        verified_by=team.verified_by,
        freshness=team.freshness,
        published_at=listing.published_at,
        updated_at=listing.updated_at,
        km=None if team.km is None else round(team.km, 1),
        **_labelled(team, terms, language),
    )


def _labelled(team: Told, terms: Vocabulary, language: str) -> dict[str, list[TermOut]]:
    return {
        taxonomy: [
            TermOut(code=value.code, label=value.label(language))
            for value in terms.of_mask(taxonomy, getattr(team.listing, taxonomy))
        ]
        for taxonomy in FACETS.values()
    }


def _address_out(team: Told) -> AddressOut:
    listing = team.listing
    return AddressOut(
        precision=team.precision,
        street=team.street,
        postcode=team.postcode,
        place=place_out(listing.place),
        province=place_out(listing.province),
        region=place_out(listing.region),
        country=listing.country,
        latitude=listing.latitude,
        longitude=listing.longitude,
    )


def _choice(choices: type[PaidStatus] | type[PeerBand], value: str) -> TermOut | None:
    return TermOut(code=value, label=str(choices(value).label)) if value else None


def _address(request: HttpRequest, name: str, slug: str) -> str:
    return request.build_absolute_uri(reverse(name, args=[slug]))
