"""
The second factor: a passkey, an authenticator app, or a recovery code in their stead.

It stands before every page that shows data about other people:

    @require_safe
    @second_factor_required
    def person_list(request: Request) -> HttpResponse: ...

and before the whole back office, by `SecondFactorMiddleware`.
"""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache

from entrepairs.people.signin import keys
from entrepairs.people.signin.goals import NEXT, goal_of, user_of

ViewT = TypeVar("ViewT", bound=Callable[..., HttpResponse])

WAIVED = "second_factor_waived"  # in sessions of the demonstration
# Of the back office, what is needed to get in and out.
DOORS = ("login/", "logout/", "jsi18n/", "sprite/")
FRESH = 30 * 60  # seconds after which a change of keys asks who is there


def has_second_factor(request: HttpRequest) -> bool:
    """Whether this session was opened, or confirmed since, with a second factor."""
    if not request.user.is_authenticated:
        return False
    if _is_waived(request):
        return True
    return any(record.get("method") == "mfa" for record in _records(request))


def signed_in_lately(request: HttpRequest, *, with_factor: bool = False) -> bool:
    """Whether the person showed who they are within the last half hour."""
    if _is_waived(request):
        return True
    now = time.time()
    return any(
        0 <= now - record["at"] < FRESH
        for record in _records(request)
        if record.get("method") == "mfa" or not with_factor
    )


def waive(request: HttpRequest) -> None:
    """The invented persons of the demonstration have no second factor."""
    if settings.DEMO:
        request.session[WAIVED] = True


def _is_waived(request: HttpRequest) -> bool:
    return bool(settings.DEMO and request.session.get(WAIVED))


def lately_required(view: ViewT) -> ViewT:
    """
    How one signs in is changed by whoever signed in within the last half hour, with
    the second factor where there is one: not by whoever finds a screen left open.
    """

    @never_cache
    @login_required
    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        owns = keys.has_factor(user_of(request))
        if signed_in_lately(request, with_factor=owns):
            return view(request, *args, **kwargs)
        looks = request.method in ("GET", "HEAD")
        back = request.path if looks else goal_of(request)
        page = "mfa_reauthenticate" if owns else "account_logout"
        return redirect(f"{resolve_url(page)}?{urlencode({NEXT: back})}")

    return cast(ViewT, wrapped)


def second_factor_required(view: ViewT) -> ViewT:
    """Without: to the page that asks for it, or helps to set one up, and back."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not has_second_factor(request):
            return ask_for_factor(request)
        response = view(request, *args, **kwargs)
        add_never_cache_headers(response)
        return response

    return cast(ViewT, wrapped)


def ask_for_factor(request: HttpRequest) -> HttpResponse:
    if not request.user.is_authenticated:
        page = settings.LOGIN_URL
    else:
        page = "mfa_reauthenticate"
    back = request.get_full_path() if request.method in ("GET", "HEAD") else ""
    response = redirect_to_login(back, resolve_url(page))
    add_never_cache_headers(response)
    return response


class SecondFactorMiddleware:
    """No page of the back office without it, whoever wrote the page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.home = reverse("wagtailadmin_home")

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        if not request.path.startswith(self.home):
            return None
        if request.path.removeprefix(self.home).startswith(DOORS):
            return None
        may_enter = request.user.has_perm("wagtailadmin.access_admin")
        if not may_enter or has_second_factor(request):
            return None  # who may not enter is sent to the door by the view
        return ask_for_factor(request)


def _records(request: HttpRequest) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = get_authentication_records(request, request.user)
    return found
