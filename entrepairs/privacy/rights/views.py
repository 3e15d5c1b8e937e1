"""Somebody's own data: ask by an address, read, take along, erase."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from entrepairs.core.errors import Refused
from entrepairs.core.guard import guarded
from entrepairs.core.http import Request
from entrepairs.core.language import current
from entrepairs.core.limits import client_address, limited
from entrepairs.core.links import link_page, peek
from entrepairs.core.personal import Subject
from entrepairs.people.doors import PersonRequest, private
from entrepairs.people.factors import ask_for_factor, signed_in_lately
from entrepairs.privacy.models import (
    DataLink,
    DataVisit,
    RequestChannel,
    RequestKind,
    RightsRequest,
)
from entrepairs.privacy.rights import asking, erasing, gathering, requests
from entrepairs.privacy.rights.forms import AskForm, OtherWishForm

SEVERAL = 10 * 60  # seconds
View = Callable[..., HttpResponse]


@require_http_methods(["GET", "HEAD", "POST"])
@limited("my-data", limit=20, seconds=SEVERAL, methods=("POST",))
@guarded("my-data", youngest=1)  # a browser fills in one field fast
def ask(request: Request) -> HttpResponse:
    """The same answer whether we know the address or not."""
    form = AskForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        asking.ask(
            form.cleaned_data["email"],
            network=request.network,
            language=current(),
            address=lambda token: request.build_absolute_uri(
                reverse("rights:link", args=[token])
            ),
            asked_from=client_address(request),
        )
        return redirect("rights:asked")
    status = 422 if form.errors else 200
    return render(request, "privacy/rights/ask.html", {"form": form}, status=status)


@require_safe
def asked(request: Request) -> HttpResponse:
    return render(request, "privacy/rights/asked.html")


@link_page(DataLink, "privacy/rights/link.html")
@require_http_methods(["GET", "HEAD", "POST"])
def link(request: HttpRequest, token: str) -> HttpResponse:
    """To erase, when staff asked to confirm that; else to all that we hold."""
    link = peek(DataLink, token)
    page = "rights:erase" if link and link.request_id else "rights:mine"
    return redirect(page, asking.open_link(token))


@require_http_methods(["GET", "HEAD", "POST"])
@private
def door(request: PersonRequest) -> HttpResponse:
    """From «My space», for somebody who has shown lately who they are."""
    if not signed_in_lately(request):
        return ask_for_factor(request)
    if request.method != "POST":
        return render(request, "privacy/rights/door.html")
    visit = asking.visit_of(request.user, network=request.network)
    return redirect("rights:mine", visit)


def visiting(view: View) -> View:
    """A page of a visit; once it is over, the page says how to begin anew."""

    @never_cache
    @wraps(view)
    def wrapped(request: Request, token: str) -> HttpResponse:
        visit = peek(DataVisit, token)
        if visit is None:
            response = render(request, "privacy/rights/over.html", status=410)
        else:
            response = view(request, visit, token)
        response["Cache-Control"] = "private, no-store"
        response["Referrer-Policy"] = "no-referrer"
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return wrapped


@require_safe
@visiting
def mine(request: Request, visit: DataVisit, token: str) -> HttpResponse:
    return render(request, "privacy/rights/mine.html", _told(visit, token))


@require_safe
@visiting
def as_page(request: Request, visit: DataVisit, token: str) -> HttpResponse:
    """A file that a browser opens without us."""
    text = render_to_string("privacy/rights/file.html", _told(visit, token))
    return _file(HttpResponse(text), "html")


@require_safe
@visiting
def as_data(request: Request, visit: DataVisit, token: str) -> HttpResponse:
    document = gathering.as_document(_told(visit, token)["holdings"])
    written = {"ensure_ascii": False, "indent": 2}
    return _file(JsonResponse(document, json_dumps_params=written), "json")


@require_http_methods(["GET", "HEAD", "POST"])
@guarded("my-data", youngest=0)
@visiting
def erase(request: Request, visit: DataVisit, token: str) -> HttpResponse:
    """What goes and what stays, then the button."""
    subject = _subject(visit)
    if request.method != "POST":
        context = {"planned": erasing.plan(subject), "token": token}
        return render(request, "privacy/rights/erase.html", context)
    try:
        receipt = asking.erase(token).receipt
    except Refused:
        return render(request, "privacy/rights/over.html", status=410)
    if request.user.is_authenticated and request.user == subject.person:
        logout(request)
    return redirect("rights:receipt", receipt)


@require_POST
@guarded("my-data", youngest=0)
@visiting
def wish(request: Request, visit: DataVisit, token: str) -> HttpResponse:
    """What only a person can answer: it goes to whoever does, and the month runs."""
    form = OtherWishForm(request.POST)
    if not form.is_valid():
        context = {**_told(visit, token), "form": form}
        return render(request, "privacy/rights/mine.html", context, status=422)
    subject = _subject(visit)
    made = requests.receive(
        network=visit.network,
        kind=RequestKind(form.cleaned_data["kind"]),
        channel=RequestChannel.SITE,
        email=subject.email,
        called=subject.person.called if subject.person else "",
    )
    return redirect("rights:receipt", made.receipt)


@require_POST
@guarded("my-data", youngest=0)
@visiting
def leave(request: Request, visit: DataVisit, token: str) -> HttpResponse:
    asking.close(visit)
    if request.user.is_authenticated:
        messages.success(request, _("The page about your data is closed."))
        return redirect("space:home")
    return redirect("rights:ask")


@never_cache
@require_safe
@limited("receipt", limit=60, seconds=SEVERAL, methods=("GET",))
def receipt(request: Request, number: str) -> HttpResponse:
    """What became of a request, by its number; it names nobody."""
    made = get_object_or_404(RightsRequest, receipt=number)
    response = render(request, "privacy/rights/receipt.html", {"made": made})
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _subject(visit: DataVisit) -> Subject:
    return gathering.subject_of(person=visit.person, email=visit.email)


def _told(visit: DataVisit, token: str) -> dict[str, Any]:
    subject = _subject(visit)
    holdings = gathering.held(subject, visit.network)
    return {
        "holdings": holdings,
        "told": [holding for holding in holdings if holding.is_told],
        "subject": subject,
        "network": visit.network,
        "token": token,
        "form": OtherWishForm(),
    }


def _file(response: HttpResponse, kind: str) -> HttpResponse:
    name = _("my-data")
    response["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return response
