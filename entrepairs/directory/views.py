"""The directory's pages."""

from typing import Any

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from entrepairs.core.errors import Refused
from entrepairs.core.htmx import render_part
from entrepairs.core.http import Request
from entrepairs.core.language import current
from entrepairs.core.limits import limited
from entrepairs.directory import exports, feeds, jsonld, record, suggestions
from entrepairs.directory.finder import find
from entrepairs.directory.memory import edition_of, remembered_page
from entrepairs.directory.pages import ListPage
from entrepairs.directory.question import (
    BadQuestion,
    NoSuchPage,
    Question,
    parse,
)

TYPED = 200  # characters of a refused question that are given back


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
    page = ListPage(asked, None, request.network.country, str(refusal))
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
@limited("export", limit=30, seconds=600)
def export(request: Request, kind: str) -> HttpResponseBase:
    if kind not in exports.KINDS:
        raise Http404
    try:
        question = parse(request.GET)
        return exports.respond(request, question, kind=kind, language=current())
    except BadQuestion as refusal:
        return _refused(request, refusal)
    except Refused as refusal:
        return _refused(request, BadQuestion(str(refusal)))


@require_safe
def feed(request: Request) -> HttpResponse:
    try:
        question = parse(request.GET)
    except BadQuestion as refusal:
        return _refused(request, refusal)
    network = request.network.name
    return feeds.respond(request, question, language=current(), network=network)
