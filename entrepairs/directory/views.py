"""The directory's pages."""

from typing import Any

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from entrepairs.core.errors import Refused
from entrepairs.core.htmx import render_part
from entrepairs.core.http import Request
from entrepairs.core.language import current
from entrepairs.core.limits import allow_here, client_address, patience
from entrepairs.directory import exports, feeds, jsonld, record, suggestions
from entrepairs.directory.finder import all_spots, find
from entrepairs.directory.memory import edition_of, remembered_page
from entrepairs.directory.pages import ListPage
from entrepairs.directory.question import (
    BadQuestion,
    NoSuchPage,
    Question,
    parse,
)

TYPED = 200  # characters of a refused question that are given back
TAKEN = 200_000  # teams in files for one address, in as many seconds as:
TAKEN_IN = 600
A_FILE = 20  # teams that cost about as much as a file without any


@require_safe
@remembered_page
def team_list(request: Request) -> HttpResponse:
    country = request.network.country
    try:
        question = parse(request.GET, edition=edition_of(request))
        answer = find(question, language=current(), country=country)
    except BadQuestion as refusal:
        return _refused(request, refusal)
    page = ListPage(answer.question, answer, country)
    response = _list(request, page)
    query = answer.question.query_string()
    response["HX-Replace-Url"] = f"{request.path}?{query}" if query else request.path
    return response


def _refused(request: Request, refusal: BadQuestion) -> HttpResponse:
    """The page with what was typed, and what is wrong with it."""
    q, near = (request.GET.get(name, "")[:TYPED] for name in ("q", "near"))
    asked = Question(q=q, near=near)
    page = ListPage(asked, None, request.network.country, refusal.short)
    return _list(request, page, status=404 if isinstance(refusal, NoSuchPage) else 400)


def _list(request: Request, page: ListPage, status: int = 200) -> HttpResponse:
    context: dict[str, Any] = {"page": page}
    template = "directory/team_list.html"
    return render_part(request, template, "answer", context, status=status)


@require_safe
def team(request: Request, slug: str) -> HttpResponse:
    told = record.of_team(slug)
    if told is None:
        raise Http404
    context = {"told": told, "jsonld": jsonld.of_team(told, request)}
    return render_part(request, "directory/team.html", "panel", context)


@require_safe
def organisation(request: Request, slug: str) -> HttpResponse:
    told = record.of_organisation(slug)
    if told is None:
        raise Http404
    context = {"told": told, "jsonld": jsonld.of_organisation(told, request)}
    return render(request, "directory/organisation.html", context)


@require_safe
def suggest(request: Request) -> HttpResponse:
    """Options for the field whose parameter is given."""
    field = "near" if "near" in request.GET else "q"
    typed = request.GET.get(field, "")
    options = suggestions.of(field, typed, country=request.network.country)
    context = {"field": field, "options": options}
    return render(request, "directory/_suggestions.html", context)


@require_safe
def export(request: Request, kind: str) -> HttpResponseBase:
    if kind not in exports.KINDS:
        raise Http404
    language, country = current(), request.network.country
    try:
        question = parse(request.GET)
        spots = all_spots(question, language=language, country=country)
        if not _may_take(request, len(spots)):
            return patience(request, seconds=TAKEN_IN)
        return exports.respond(request, question, spots, kind=kind, language=language)
    except BadQuestion as refusal:
        return _refused(request, refusal)
    except Refused as refusal:
        return _refused(request, BadQuestion(str(refusal)))


def _may_take(request: Request, teams: int) -> bool:
    """Files are counted by what they cost: many small ones, or some that hold all."""
    who, weight = client_address(request), A_FILE + teams
    return allow_here("export", who, limit=TAKEN, seconds=TAKEN_IN, weight=weight)


@require_safe
def feed(request: Request) -> HttpResponse:
    try:
        question = parse(request.GET)
    except BadQuestion as refusal:
        return _refused(request, refusal)
    network = request.network.name
    return feeds.respond(request, question, language=current(), network=network)
