"""Who comes into «My space», and in which language."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.views.decorators.cache import never_cache

from entrepairs.core.http import Request
from entrepairs.people.models import Person
from entrepairs.people.rights import Rights

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
