"""A page, or the one part of it htmx asked for."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers

from entrepairs.core.http import Request

VARY = ["HX-Request", "HX-Boosted", "HX-History-Restore-Request"]


def render_part(
    request: Request,
    template: str,
    part: str,
    context: dict[str, Any] | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    """
    Render `template`, or only its `{% partialdef part %}` for a targeted htmx request.

    `Vary` keeps caches from giving a part to somebody who asked for the page.
    """
    htmx = request.htmx
    if htmx and not htmx.boosted and not htmx.history_restore_request:
        template = f"{template}#{part}"
    response = render(request, template, context, status=status)
    patch_vary_headers(response, VARY)
    return response
