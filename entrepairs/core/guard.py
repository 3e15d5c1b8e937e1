"""
Public forms without a cookie: a signed, dated token, the browser's word on where the
form was sent from, and a field that only robots fill in.
"""

from collections.abc import Callable
from functools import wraps
from urllib.parse import urlsplit

from django.core import signing
from django.core.signing import TimestampSigner
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt

View = Callable[..., HttpResponse]

TOKEN = "form_token"  # noqa: S105 - the name of a field
TRAP = "website_url"
YOUNGEST = 2  # seconds; nobody fills in a form faster
OLDEST = 6 * 60 * 60

FOREIGN = _("This form was sent from another site.")
STALE = _("This form was open for a long time.")
HASTY = _("This form came back very fast.")
TRAPPED = _("A field that should stay empty was filled in.")


def new_token(purpose: str) -> str:
    return _signer(purpose).sign("form")


def _signer(purpose: str) -> TimestampSigner:
    return TimestampSigner(salt=f"entrepairs.guard.{purpose}")


def refusal(
    request: HttpRequest, purpose: str, *, youngest: int = YOUNGEST
) -> Promise | None:
    """Why this POST is not taken, or nothing. `youngest` is in seconds."""
    if not is_from_here(request):
        return FOREIGN
    if request.POST.get(TRAP):
        return TRAPPED
    token = request.POST.get(TOKEN, "")
    try:
        _signer(purpose).unsign(token, max_age=OLDEST)
    except signing.BadSignature:  # too old, of another form, or none
        return STALE
    return HASTY if youngest and _is_young(token, purpose, youngest) else None


def _is_young(token: str, purpose: str, youngest: int) -> bool:
    try:
        _signer(purpose).unsign(token, max_age=youngest)
    except signing.SignatureExpired:
        return False
    return True


def is_from_here(request: HttpRequest) -> bool:
    """
    Whether a page of ours sent it, as far as the browser tells.

    Browsers that tell nothing are believed: without a cookie there is nothing that
    another site could make them use.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site:
        return site in ("same-origin", "none")
    told = request.headers.get("Origin") or request.headers.get("Referer")
    if not told:
        return True
    parts = urlsplit(told)
    return (parts.scheme, parts.netloc) == (request.scheme, request.get_host())


def is_from_elsewhere(request: HttpRequest) -> bool:
    """
    Whether another site made the browser send a form of a page behind a link.

    Such a page sends no referrer, so a browser that does not know `Sec-Fetch-Site`
    says `null` as the origin; the secret in the address is proof enough for that one.
    """
    tells = "Sec-Fetch-Site" in request.headers
    if not tells and request.headers.get("Origin", "null") == "null":
        return False
    return not is_from_here(request)


def guarded(purpose: str, *, youngest: int = YOUNGEST) -> Callable[[View], View]:
    """
    A view whose POST is taken only with the token of `{% form_guard purpose %}`, not
    sooner than `youngest` seconds after it was made; 0 where no robot comes by.

    What is refused comes back on a page of its own, with all that was written and a
    button to send it again; nothing is lost but files.
    """

    def decorate(view: View) -> View:
        @csrf_exempt
        @wraps(view)
        def wrapped(
            request: HttpRequest, *args: object, **kwargs: object
        ) -> HttpResponse:
            if request.method != "POST":
                return view(request, *args, **kwargs)
            if reason := refusal(request, purpose, youngest=youngest):
                return _again(request, purpose, reason)
            return view(request, *args, **kwargs)

        return wrapped

    return decorate


def _again(request: HttpRequest, purpose: str, reason: Promise) -> HttpResponse:
    values = [
        (name, value)
        for name, written in request.POST.lists()
        if name not in (TOKEN, TRAP)
        for value in written
    ]
    context = {
        "reason": reason,
        "values": values,
        "purpose": purpose,
        "is_foreign": reason is FOREIGN,
    }
    response = render(request, "ui/form_again.html", context, status=403)
    response["Cache-Control"] = "no-store"
    return response
