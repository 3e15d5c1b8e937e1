"""Signing somebody in, and telling whether a form was ours."""

from django.contrib.auth import login
from django.http import HttpRequest
from wagtail.users.models import UserProfile

from entrepairs.people.models import Person

BACKEND = "django.contrib.auth.backends.ModelBackend"
OUR_OWN = ("same-origin", "none", "")


def is_from_elsewhere(request: HttpRequest) -> bool:
    """
    Whether another site made the browser send this form.

    The pages before sign-in set no cookie, so there is no CSRF token to compare.
    """
    if request.headers.get("Sec-Fetch-Site", "") not in OUR_OWN:
        return True
    origin = request.headers.get("Origin", "null")  # null: our pages send no referrer
    ours = f"{request.scheme}://{request.get_host()}"
    return origin not in ("null", ours)


def sign_in(request: HttpRequest, person: Person) -> None:
    """A session for `person`, and the back office in the person's language."""
    login(request, person, backend=BACKEND)
    speak_to(person)


def speak_to(person: Person) -> None:
    """Wagtail keeps the language of its pages in its own profile."""
    profile = UserProfile.get_for_user(person)
    profile.preferred_language = person.language
    profile.save(update_fields=["preferred_language"])
