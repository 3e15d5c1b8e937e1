"""The site's own pages."""

from collections.abc import Callable
from datetime import date

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.translation.trans_real import parse_accept_lang_header
from django.views.decorators.http import require_safe

from entrepairs.core.http import Request
from entrepairs.core.limits import allow_here, limited
from entrepairs.directory.memory import remembered_page
from entrepairs.organisations.models import languages_of
from entrepairs.website import addresses, finding, jsonld, numbers
from entrepairs.website.models import HelpLine, with_regions
from entrepairs.website.texts import TEXTS
from entrepairs.website.worldday import next_world_day

LONGEST_QUERY = 200
ACCESSIBILITY_STATED_ON = date(2026, 11, 22)


@require_safe
def door(request: Request) -> HttpResponse:
    """`/`: to the home page in the first language that reader and network share."""
    offered = [language.value for language in languages_of(request.network)]
    code = _preferred(request.headers.get("Accept-Language", ""), offered)
    response = HttpResponseRedirect(f"/{code}/")
    patch_vary_headers(response, ["Accept-Language"])
    return response


def _preferred(accepted: str, offered: list[str]) -> str:
    for wanted, _quality in parse_accept_lang_header(accepted.lower()):
        if (code := wanted.split("-")[0]) in offered:
            return code
    return offered[0] if offered else settings.LANGUAGE_CODE


@require_safe
@remembered_page
def home(request: Request) -> HttpResponse:
    day = next_world_day(timezone.localdate())
    described = {"world_day": day, "jsonld": jsonld.of_home(request, day)}
    context = numbers.of_home() | described
    return render(request, "website/home.html", context)


@require_safe
def help_lines(request: Request) -> HttpResponse:
    country = request.network.country
    lines = with_regions(HelpLine.objects.filter(country=country, is_active=True))
    urgent = [line for line in lines if line.is_urgent]
    others = [line for line in lines if not line.is_urgent]
    checked = any(line.verified_on for line in lines)
    context = {"urgent": urgent, "lines": others, "checked": checked}
    return render(request, "website/help_lines.html", context)


def _text(code: str) -> Callable[[HttpRequest], HttpResponse]:
    """A page that only tells something."""

    @require_safe
    def view(request: HttpRequest) -> HttpResponse:
        return render(request, f"website/{code}.html", {"here": TEXTS[code].title})

    return view


peer_support = _text("peer_support")
door_support = _text("door_support")
door_peer = _text("door_peer")
door_team = _text("door_team")
about = _text("about")
leaving = _text("leaving")
privacy = _text("privacy")


@require_safe
def accessibility(request: Request) -> HttpResponse:
    context = {
        "here": TEXTS["accessibility"].title,
        "stated_on": ACCESSIBILITY_STATED_ON,
    }
    return render(request, "website/accessibility.html", context)


@require_safe
def open_data(request: Request) -> HttpResponse:
    context = {
        "here": TEXTS["open_data"].title,
        "addresses": addresses.of_open_data(request),
    }
    return render(request, "website/open_data.html", context)


@require_safe
@limited("search", limit=120, seconds=60, count=allow_here)
def search(request: Request) -> HttpResponse:
    query = request.GET.get("q", "").strip()
    too_long = len(query) > LONGEST_QUERY
    groups = []
    if query and not too_long:
        groups = finding.groups(query, country=request.network.country)
    context = {
        "query": query,
        "groups": groups,
        "too_long": too_long,
        "longest": LONGEST_QUERY,
    }
    return render(
        request, "website/search.html", context, status=400 if too_long else 200
    )


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Without the request, whose host may be what is bad."""
    return HttpResponse(render_to_string("400.html"), status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "403.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Without the request, hence without the database that may be what failed."""
    return HttpResponse(render_to_string("500.html"), status=500)
