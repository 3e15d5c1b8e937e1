"""Signing somebody in, and telling whether a form was ours."""

from allauth.account.internal.flows.login import record_authentication
from django.contrib.auth import login, logout
from django.http import HttpRequest
from wagtail.users.models import UserProfile

from entrepairs.core.guard import is_from_here
from entrepairs.people.models import OpenSession, Person
from entrepairs.people.signin import sessions

BACKEND = "django.contrib.auth.backends.ModelBackend"


def is_from_elsewhere(request: HttpRequest) -> bool:
    """
    Whether another site made the browser send this form.

    Our page sends no referrer, so a browser that does not know `Sec-Fetch-Site` says
    `null` as the origin; the secret in the address is proof enough for that one.
    """
    if "Sec-Fetch-Site" not in request.headers:
        return request.headers.get("Origin", "null") != "null" and not is_from_here(
            request
        )
    return not is_from_here(request)


def sign_in(request: HttpRequest, person: Person, *, by: str = "") -> None:
    """
    A session for `person`, and the back office in the person's language.

    `by` tells what was shown, where nothing has recorded it before: `link`, say.
    """
    if request.user.is_authenticated and request.user != person:
        request.session.flush()
    if by:
        record_authentication(request, person, method=by)
    login(request, person, backend=BACKEND)
    request.session.set_expiry(None)
    sessions.remember(request, person)
    speak_to(person)


def sign_out(request: HttpRequest) -> None:
    """End this session; the others stay."""
    OpenSession.objects.filter(key=request.session.session_key).delete()
    logout(request)


def speak_to(person: Person) -> None:
    """Wagtail keeps the language of its pages in its own profile."""
    profile = UserProfile.get_for_user(person)
    profile.preferred_language = person.language
    profile.save(update_fields=["preferred_language"])
