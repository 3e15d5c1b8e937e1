"""Getting in: the page behind `admin/login/`, and the link that opens once."""

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from entrepairs.core.links import link_page
from entrepairs.people import actions
from entrepairs.people.access import sign_in
from entrepairs.people.models import SignInLink
from entrepairs.people.signin.goals import goal_of


@link_page(SignInLink, "people/open_link.html", gone="people/link_gone.html")
def open_link(request: HttpRequest, token: str) -> HttpResponse:
    sign_in(request, actions.open_link(token), by="link")
    return redirect("wagtailadmin_home")


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
