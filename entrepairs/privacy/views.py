"""The public register, and notices as they were."""

from django.http import (
    Http404,
    HttpResponse,
    HttpResponseRedirect,
    JsonResponse,
)
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language_from_request, override
from django.views.decorators.http import require_safe

from entrepairs.core.http import Request
from entrepairs.core.language import current
from entrepairs.organisations.models import languages_of
from entrepairs.privacy import register as made
from entrepairs.privacy.models import NoticeText


@require_safe
def register(request: Request) -> HttpResponse:
    network = request.network
    context = {
        "entries": made.entries(network),
        "controller": made.controller(network),
        "measures": made.measures(),
    }
    return render(request, "privacy/register.html", context)


@require_safe
def register_csv(request: Request) -> HttpResponse:
    response = HttpResponse(
        made.as_csv(request.network), content_type="text/csv; charset=utf-8"
    )
    return _as_file(response, "csv")


@require_safe
def register_json(request: Request) -> HttpResponse:
    written = {"ensure_ascii": False, "indent": 2}
    document = made.as_document(request.network)
    return _as_file(JsonResponse(document, json_dumps_params=written), "json")


def _as_file(response: HttpResponse, kind: str) -> HttpResponse:
    name = f"register-{current()}.{kind}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Robots-Tag"] = "noindex"
    return response


@require_safe
def register_door(request: Request) -> HttpResponse:
    """`/privacy/register`: to the register in a language of reader and network."""
    offered = [language.value for language in languages_of(request.network)]
    wanted = get_language_from_request(request)
    code = wanted if wanted in offered or not offered else offered[0]
    with override(code):
        response = HttpResponseRedirect(reverse("privacy:register"))
    patch_vary_headers(response, ["Accept-Language"])
    return response


@require_safe
def old_notice(request: Request, version: str) -> HttpResponse:
    """The words that a record's version stands for."""
    texts = NoticeText.objects.filter(network=request.network, version=version)
    text = texts.filter(language=current()).first()
    if text is None:
        raise Http404
    return render(request, "privacy/notice.html", {"text": text})
