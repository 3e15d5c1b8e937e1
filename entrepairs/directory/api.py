"""The directory for machines: the parameters of the page, the same order."""

from collections.abc import Callable
from functools import wraps
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.cache import (
    get_conditional_response,
    patch_cache_control,
    set_response_etag,
)
from django.utils.translation import gettext as _
from django.utils.translation import override
from ninja import Query, Router, Schema, Status
from ninja.decorators import decorate_view
from pydantic import Field

from entrepairs.core.http import Request
from entrepairs.core.language import CODES, current
from entrepairs.core.limits import allow_here, limited
from entrepairs.directory import finder, told
from entrepairs.directory.api_shapes import (
    FacetOut,
    Feature,
    FeatureCollection,
    Problem,
    SpotOut,
    TeamOut,
    TeamPage,
    place_out,
    team_out,
)
from entrepairs.directory.question import (
    PER_PAGE,
    Answer,
    BadQuestion,
    NoSuchPage,
    Question,
    parse,
)
from entrepairs.directory.tally import Spot

router = Router(tags=["directory"])

FRESH_FOR = 60  # seconds a cache may answer in our place
ZOOM_HIGH = 20
GEOJSON = "application/geo+json"
LIST_GEOJSON = "listTeamsGeoJSON"


def _whole(description: str, **limits: int) -> Any:
    """Read by `parse`, so that page and API refuse the same in the same words."""
    told: dict[str, Any] = {"type": "integer", "minimum": 1, **limits}
    return Field("", description=description, json_schema_extra=told)


class TeamFilters(Schema):
    """The parameters of the page. Values of one facet widen, facets narrow."""

    q: str = Field("", description="Words; a place may be among them.")
    near: str = Field("", description="A postcode, a municipality, a province…")
    km: str = _whole("How far from `near`; 20 if not told, 200 at most.")
    box: str = Field("", description="west,south,east,north in degrees")
    words: str = Field("", description="1: read no place out of `q`.")
    sector: list[str] = Field([], description="Codes of sectors")
    public: list[str] = Field([], description="Codes of publics served")
    activity: list[str] = Field([], description="Codes of what the peers do")
    form: list[str] = Field([], description="Codes of how peers are involved")
    domain: list[str] = Field([], description="Codes of lived experience")
    spoken: list[str] = Field([], description="Codes of languages spoken")
    access: list[str] = Field([], description="Codes of accessibility")
    region: list[str] = Field([], description="Codes of regions")
    province: list[str] = Field([], description="Codes of provinces")
    paid: list[str] = Field([], description="paid, unpaid (each with both), both")
    life: list[str] = Field([], description="active, looking, paused, former")
    recruiting: str = Field("", description="1: looking for a peer supporter")
    visits: str = Field("", description="1: open to visits")
    page: str = _whole(f"Pages hold {PER_PAGE} teams.")
    lang: str = Field("", description="fr, nl, de or en: the language of labels")


class MapFilters(TeamFilters):
    zoom: str = _whole("Zoom of the map; 8 if not told.", minimum=0, maximum=ZOOM_HIGH)


View = Callable[..., HttpResponse]


def cached(view: View) -> View:
    """Let caches answer for a moment, and answer 304 to who has it already."""

    @wraps(view)
    def wrapped(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if response.status_code != 200:
            return response
        patch_cache_control(response, public=True, max_age=FRESH_FOR)
        set_response_etag(response)
        etag = response.headers["ETag"]
        conditional = get_conditional_response(request, etag=etag, response=response)
        return conditional or response

    return wrapped


def as_geojson(view: View) -> View:
    """A refusal stays plain JSON."""

    @wraps(view)
    def wrapped(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if response.status_code == 200:
            response.headers["Content-Type"] = GEOJSON
        return response

    return wrapped


def too_many(request: HttpRequest) -> HttpResponse:
    language = request.GET.get("lang", "")
    with override(language if language in CODES else current()):
        problem = Problem(detail=_("Too many requests"))
    return JsonResponse(problem.model_dump(), status=429)


patient = limited("api", limit=600, seconds=60, count=allow_here, answer=too_many)

Answers = dict[int, type[Schema]]
REFUSALS: Answers = {400: Problem, 404: Problem, 429: Problem}


@router.get(
    "/teams",
    response={200: TeamPage, **REFUSALS},
    operation_id="listTeams",
    summary="Teams that answer a question, a page at a time",
)
@decorate_view(cached, patient)
def list_teams(request: Request, filters: Annotated[TeamFilters, Query()]) -> Any:
    """The teams of the directory page with the same parameters, in the same order."""
    try:
        question, language = _asked(request)
        with override(language):
            answer = _answer(request, question, language)
            return _page(request, answer, language)
    except BadQuestion as fault:
        return _refuse(fault)


@router.get(
    "/teams.geojson",
    response={200: FeatureCollection, **REFUSALS},
    operation_id=LIST_GEOJSON,
    summary="The same page of teams as GeoJSON",
)
@decorate_view(as_geojson, cached, patient)
def list_features(request: Request, filters: Annotated[TeamFilters, Query()]) -> Any:
    """`geometry` is null where the address is hidden."""
    try:
        question, language = _asked(request)
        with override(language):
            answer = _answer(request, question, language)
            page = _page(request, answer, language)
    except BadQuestion as fault:
        return _refuse(fault)
    features = [Feature.of(team) for team in page.teams]
    return FeatureCollection(features=features, count=page.count, pages=page.pages)


@router.get(
    "/teams/clusters",
    response={200: list[SpotOut], **REFUSALS},
    operation_id="listSpots",
    summary="Teams grouped for a map",
)
@decorate_view(cached, patient)
def list_spots(request: Request, filters: Annotated[MapFilters, Query()]) -> Any:
    """At most 300 spots: single teams with their name, or how many stand together."""
    try:
        question, language = _asked(request, "zoom")
        zoom = _zoom(request)
        country = request.network.country
        found = finder.clusters(question, zoom=zoom, language=language, country=country)
    except BadQuestion as fault:
        return _refuse(fault)
    with override(language):
        return [
            SpotOut(
                latitude=round(spot.latitude, 6),
                longitude=round(spot.longitude, 6),
                count=spot.count,
                name=spot.name,
                slug=spot.slug,
                url=reverse("directory:team", args=[spot.slug]) if spot.slug else "",
                box=[round(edge, 6) for edge in spot.box] if spot.box else None,
            )
            for spot in found
        ]


def _asked(request: Request, *also: str) -> tuple[Question, str]:
    language = request.GET.get("lang") or current()
    if language not in CODES:
        message = _("“lang” must be one of: %(allowed)s.")
        raise BadQuestion(message % {"allowed": ", ".join(CODES)}, "lang")
    with override(language):
        return parse(request.GET, also=("lang", *also)), language


def _answer(request: Request, question: Question, language: str) -> Answer:
    country = request.network.country
    return finder.find(question, language=language, country=country)


def _zoom(request: Request) -> int:
    raw = request.GET.get("zoom", "") or "8"
    if raw.isascii() and raw.isdigit() and len(raw) < 3 and int(raw) <= ZOOM_HIGH:
        return int(raw)
    message = _("“zoom” must be a whole number from 0 to %(high)d.")
    raise BadQuestion(message % {"high": ZOOM_HIGH}, "zoom")


def _refuse(fault: BadQuestion) -> Status[Problem]:
    status = 404 if isinstance(fault, NoSuchPage) else 400
    return Status(status, Problem(detail=str(fault), parameter=fault.parameter))


def _page(request: Request, answer: Answer, language: str) -> TeamPage:
    spots = [Spot(hit.listing.pk, 0.0) for hit in answer.hits]
    kms = {hit.listing.pk: hit.km for hit in answer.hits if hit.km is not None}
    terms = answer.question.vocabulary
    teams: list[TeamOut] = [
        team_out(request, team, terms, language)
        for team in told.tell_all(spots, kms)
        if terms is not None
    ]
    return TeamPage(
        count=answer.count,
        page=answer.question.page,
        pages=answer.pages,
        former_count=answer.former_count,
        corrected=answer.corrected,
        place=place_out(answer.place),
        teams=teams,
        facets=[FacetOut.of(facet) for facet in answer.facets],
    )
