"""What machines read: robots.txt, the sitemap, security.txt, a network's colours."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from math import ceil
from typing import Any

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

PER_MAP = 5_000  # teams in one file: 50 000 addresses are allowed, four of each here
DAY = 60 * 60 * 24
TEXTS = (
    "website:home",
    "directory:list",
    "website:help_lines",
    "website:peer_support",
    "website:door_support",
    "website:door_peer",
    "website:door_team",
    "website:about",
    "website:privacy",
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
    lines = ["User-agent: *", "Disallow: /admin/", "", f"Sitemap: {sitemap_address}"]
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
    parts = 1 + ceil(Listing.objects.count() / PER_MAP)
    addresses = [
        request.build_absolute_uri(reverse("root:sitemap_part", args=[part]))
        for part in range(parts)
    ]
    context = {"addresses": addresses}
    return render(
        request, "website/sitemap_index.xml", context, content_type="application/xml"
    )


@require_safe
def sitemap(request: Request, part: int) -> HttpResponse:
    """Part 0 holds the site's own pages, the others the teams in order of arrival."""
    pages = list(_teams(part) if part else _texts())
    if not pages:
        raise Http404
    codes = [language.value for language in languages_of(request.network)]
    entries = [
        {"changed": changed, "versions": _versions(request, codes, name, arguments)}
        for name, arguments, changed in pages
    ]
    return render(
        request,
        "website/sitemap.xml",
        {"entries": entries},
        content_type="application/xml",
    )


Page = tuple[str, list[Any], datetime | None]


def _texts() -> Iterator[Page]:
    for name in TEXTS:
        yield name, [], None


def _teams(part: int) -> Iterator[Page]:
    rows = Listing.objects.order_by("pk").values_list("slug", "updated_at")
    for slug, changed in rows[(part - 1) * PER_MAP : part * PER_MAP]:
        yield "directory:team", [slug], changed


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
