"""Signing somebody in, and out."""

from allauth.account.internal.flows.login import record_authentication
from django.contrib.auth import login, logout
from django.http import HttpRequest
from wagtail.users.models import UserProfile

from entrepairs.people.models import OpenSession, Person
from entrepairs.people.signin import sessions

BACKEND = "django.contrib.auth.backends.ModelBackend"


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
