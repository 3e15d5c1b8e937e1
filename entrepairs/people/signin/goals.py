"""Where one goes after signing in: the page asked for, if it is one of ours."""

import re
from typing import cast

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import override

from entrepairs.people.models import Person

NEXT = "next"
LONGEST = 1000
# One slash, then neither slash nor backslash; nothing a browser would leave out.
_PATH = re.compile(
    r"/(?![/\\])[^\\\x00-\x20\x7f-\xa0\u2000-\u200f\u2028-\u202f\ufeff]*"
)


def goal_of(request: HttpRequest) -> str:
    """The path in `next`, with its parameters; nothing unless it is a page of ours."""
    return checked(request.POST.get(NEXT) or request.GET.get(NEXT) or "")


def checked(path: str) -> str:
    if len(path) > LONGEST or not _PATH.fullmatch(path):
        return ""
    if not url_has_allowed_host_and_scheme(path, allowed_hosts=None):
        return ""
    return path


def home_of(person: Person) -> str:
    """The person's own space, in the person's language."""
    with override(person.language):
        return reverse("space:home")


def user_of(request: HttpRequest) -> Person:
    return cast(Person, request.user)
