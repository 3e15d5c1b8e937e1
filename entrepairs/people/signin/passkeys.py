"""Passkeys: what the browser is asked, and whether its answer holds."""

import json
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.models import Login
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal import auth, flows
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt

from entrepairs.core.guard import is_from_here
from entrepairs.people.models import Person

View = Callable[..., HttpResponse]
FIELD = "credential"
LONGEST = 20_000  # letters of an answer; real ones have a few thousand
# What a made-up answer may end in, deep in the library that reads it.
MADE_UP = (ValidationError, ValueError, TypeError, KeyError, AttributeError, IndexError)


def can_be_used(request: HttpRequest) -> bool:
    """Browsers know passkeys of names only, and by HTTPS or on this machine."""
    host = request.get_host().partition(":")[0]
    is_number = host.startswith("[") or host.replace(".", "").isdigit()
    is_local = host == "localhost" or host.endswith(".localhost")
    return not is_number and (request.is_secure() or is_local)


def only_from_here(view: View) -> View:
    """A challenge is asked for by our own script, without a form."""

    @csrf_exempt
    @wraps(view)
    def wrapped(request: HttpRequest) -> HttpResponse:
        if not is_from_here(request) or not can_be_used(request):
            raise Http404
        return view(request)

    return wrapped


def challenge(request: HttpRequest, person: Any = None) -> HttpResponse:
    """Of the passkeys of `person`; of all that the browser knows of us without."""
    return JsonResponse(_plain(auth.begin_authentication(person)))


def registration(person: Person) -> HttpResponse:
    """A passkey that needs no address: kept by the device, opened by its owner."""
    return JsonResponse(_plain(auth.begin_registration(person, passwordless=True)))


def _plain(options: dict[str, Any]) -> Any:
    return json.loads(json.dumps(options))


def answered(request: HttpRequest, person: Person | None) -> Authenticator | None:
    """The passkey that answered the challenge of this session, if it holds."""
    answer = _answer(request)
    try:
        auth.parse_authentication_response(answer)
        who = person or auth.extract_user_from_response(answer)
        found: Authenticator = auth.complete_authentication(who, answer)
    except MADE_UP:
        return None
    return found if found.user.is_active else None


def sign_in(request: HttpRequest, goal: str) -> HttpResponse | None:
    """The way on for whoever the passkey belongs to; nothing when it does not hold."""
    found = answered(request, None)
    if found is None:
        return None
    login = Login(user=found.user, redirect_url=goal or None)
    response: HttpResponse = flows.perform_passwordless_login(request, found, login)
    return response


def registered(request: HttpRequest) -> dict[str, Any] | None:
    """The new passkey of this answer, checked; nothing when it does not hold."""
    answer = _answer(request)
    try:
        auth.parse_registration_response(answer)
        binding = auth.complete_registration(answer)
    except MADE_UP:
        return None
    return answer if binding.is_user_verified() else None


def _answer(request: HttpRequest) -> dict[str, Any]:
    text = request.POST.get(FIELD, "")
    try:
        answer = json.loads(text) if len(text) <= LONGEST else None
    except (ValueError, RecursionError):
        answer = None
    return answer if isinstance(answer, dict) else {}
