"""Getting in: the page behind `admin/login/`, and the link that opens once."""

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from entrepairs.core.errors import Refused
from entrepairs.core.limits import limited
from entrepairs.people import actions
from entrepairs.people.access import is_from_elsewhere, sign_in
from entrepairs.people.signin.goals import goal_of


@never_cache
@csrf_exempt  # no cookie to compare with yet: see `is_from_elsewhere`
@require_http_methods(["GET", "HEAD", "POST"])
@limited("sign-in", limit=20, seconds=600, methods=("POST",))
def open_link(request: HttpRequest, token: str) -> HttpResponse:
    """Looking at the link does nothing: mail programs do. The button signs in."""
    if request.method != "POST":
        response = _answer(request, is_open=actions.is_open(token))
    elif is_from_elsewhere(request):
        response = _answer(request, is_open=False)
    else:
        response = _enter(request, token)
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _enter(request: HttpRequest, token: str) -> HttpResponse:
    try:
        person = actions.open_link(token)
    except Refused:
        return _answer(request, is_open=False)
    sign_in(request, person, by="link")
    return redirect("wagtailadmin_home")


def _answer(request: HttpRequest, *, is_open: bool) -> HttpResponse:
    if is_open:
        return render(request, "people/open_link.html")
    return render(request, "people/link_gone.html", status=410)


@never_cache
@require_safe
def how_to_enter(request: HttpRequest) -> HttpResponse:
    """There is no password here: the page tells how an administrator gets in."""
    goal = goal_of(request) or reverse("wagtailadmin_home")
    if _may_enter(request):
        return redirect(goal)
    demo = reverse("demo:enter") if settings.DEMO else ""
    return render(request, "people/how_to_enter.html", {"demo": demo, "goal": goal})


def _may_enter(request: HttpRequest) -> bool:
    person = getattr(request, "user", AnonymousUser())
    return bool(person.has_perm("wagtailadmin.access_admin"))


@require_http_methods(["GET", "HEAD", "POST"])
def not_here(request: HttpRequest, rest: str = "") -> HttpResponse:
    """Wagtail's pages for users and groups suppose passwords and family names."""
    raise Http404
