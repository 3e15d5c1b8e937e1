"""What machines read: robots.txt, the sitemap, security.txt, a network's colours."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from math import ceil
from typing import Any

from django.db.models import Max
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import override
from django.views.decorators.http import require_safe

from entrepairs.core.http import Request
from entrepairs.directory.models import Listing
from entrepairs.organisations.models import Network, languages_of
from entrepairs.ui.brand import Brand

PER_MAP = 5_000  # pages in one file: 50 000 addresses are allowed, four of each here
HOUR = 60 * 60
DAY = 60 * 60 * 24
TEXTS = (
    "website:home",
    "directory:list",
    "directory:years",
    "website:help_lines",
    "website:peer_support",
    "website:door_support",
    "website:door_peer",
    "website:door_team",
    "website:about",
    "website:privacy",
    "website:leaving",
    "website:accessibility",
    "website:open_data",
)


@require_safe
def brand(request: Request, code: str, mark: str) -> HttpResponse:
    """A network's colours. The address names their content, so it may be kept."""
    found = Brand.of(get_object_or_404(Network, code=code))
    if found is None or found.mark != mark:
        raise Http404
    response = HttpResponse(found.css, content_type="text/css")
    patch_cache_control(response, public=True, immutable=True, max_age=365 * DAY)
    return response


@require_safe
def robots(request: Request) -> HttpResponse:
    sitemap_address = request.build_absolute_uri(reverse("root:sitemap"))
    lines = [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /*/*/teams.*?",  # the files of each filtered list
        "",
        f"Sitemap: {sitemap_address}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain")


@require_safe
def security(request: Request) -> HttpResponse:
    """RFC 9116; valid for half a year from the day it is read."""
    expires = datetime.combine(
        timezone.now().date() + timedelta(days=180), datetime.min.time(), UTC
    )
    network: Network = request.network
    lines = [
        f"Contact: mailto:{network.controller_email}",
        f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}",
        f"Preferred-Languages: {', '.join(languages_of(network))}",
        f"Canonical: {request.build_absolute_uri(request.path)}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain")


@require_safe
def sitemap_index(request: Request) -> HttpResponse:
    addresses = [
        request.build_absolute_uri(reverse("root:sitemap_part", args=[part]))
        for part in range(1 + _team_parts() + _organisation_parts())
    ]
    return _xml(request, "website/sitemap_index.xml", {"addresses": addresses})


@require_safe
def sitemap(request: Request, part: int) -> HttpResponse:
    """
    Part 0 holds the site's own pages, the next the teams in order of arrival, the
    last their organisations.
    """
    after_teams = part - _team_parts()
    if after_teams > _organisation_parts():
        raise Http404
    if not part:
        pages = list(_texts())
    elif after_teams <= 0:
        pages = list(_teams(part))
    else:
        pages = list(_organisations(after_teams))
    codes = [language.value for language in languages_of(request.network)]
    entries = [
        {"changed": changed, "versions": _versions(request, codes, name, arguments)}
        for name, arguments, changed in pages
    ]
    return _xml(request, "website/sitemap.xml", {"entries": entries})


def _xml(request: Request, template: str, context: dict[str, Any]) -> HttpResponse:
    response = render(request, template, context, content_type="application/xml")
    patch_cache_control(response, public=True, max_age=HOUR)
    return response


Page = tuple[str, list[Any], datetime | None]


def _team_parts() -> int:
    return ceil(Listing.objects.count() / PER_MAP)


def _organisation_parts() -> int:
    """All have at least one team that is public: their pages do not exist without."""
    slugs = Listing.objects.values("organisation_slug").distinct()
    return ceil(slugs.count() / PER_MAP)


def _texts() -> Iterator[Page]:
    for name in TEXTS:
        yield name, [], None


def _teams(part: int) -> Iterator[Page]:
    rows = Listing.objects.order_by("pk").values_list("slug", "updated_at")
    for slug, changed in rows[(part - 1) * PER_MAP : part * PER_MAP]:
        yield "directory:team", [slug], changed


def _organisations(part: int) -> Iterator[Page]:
    groups = Listing.objects.order_by("organisation_slug").values_list(
        "organisation_slug"
    )
    rows = groups.annotate(changed=Max("updated_at"))
    for slug, changed in rows[(part - 1) * PER_MAP : part * PER_MAP]:
        yield "directory:organisation", [slug], changed


def _versions(
    request: Request, codes: list[str], name: str, arguments: list[Any]
) -> dict[str, str]:
    """Address of a page by language."""
    found = {}
    for code in codes:
        with override(code):
            path = reverse(name, args=arguments)
        found[code] = request.build_absolute_uri(path)
    return found
