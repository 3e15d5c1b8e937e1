"""Who comes into «My space», and into which house."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.views.decorators.cache import never_cache

from entrepairs.core.http import Request
from entrepairs.organisations.models import Organisation
from entrepairs.people.models import Person
from entrepairs.people.rights import Rights
from entrepairs.people.roles import Right

ViewT = TypeVar("ViewT", bound=Callable[..., HttpResponse])


class PersonRequest(Request):
    """Of somebody who has signed in."""

    user: Person
    rights: Rights


def private(view: ViewT) -> ViewT:
    """For whoever has signed in; kept by nobody's cache. Sets `request.rights`."""

    @never_cache
    @login_required
    @wraps(view)
    def wrapped(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        request.rights = Rights(request.user)
        response = view(request, *args, **kwargs)
        response["Cache-Control"] = "private, no-store"
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return cast(ViewT, wrapped)


def house_of(request: PersonRequest, slug: str, *rights: Right) -> Organisation:
    """The organisation in which the person has one of these rights, else 404."""
    for right in rights:
        for house in request.rights.organisations(right):
            if house.slug == slug:
                return house
    raise Http404
