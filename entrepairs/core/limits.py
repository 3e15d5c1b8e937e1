"""How often somebody may do something, counted without keeping who they are."""

from collections.abc import Callable
from functools import wraps
from ipaddress import IPv6Address, ip_address
from time import time

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.crypto import salted_hmac

View = Callable[..., HttpResponse]


def allow(name: str, key: str, *, limit: int, seconds: int) -> bool:
    """
    Count one more of `name` by `key`; no when it is more than `limit` in `seconds`.

    Each use takes one of `limit` places of the current period with `cache.add`, which
    is atomic in all our caches; `incr` is not, in the database's.
    """
    period = int(time()) // seconds
    who = salted_hmac("entrepairs.limits", key).hexdigest()[:24]
    places = [f"limit:{name}:{who}:{period}:{number}" for number in range(limit)]
    taken = cache.get_many(places)
    return any(
        place not in taken and cache.add(place, 1, seconds + 1) for place in places
    )


def client_address(request: HttpRequest) -> str:
    """
    Where the request comes from; what an IPv6 customer is given counts as one.

    Of `X-Forwarded-For` only what our own proxies wrote is believed: its last
    `TRUSTED_PROXIES` entries.
    """
    address = request.META.get("REMOTE_ADDR", "")
    if settings.TRUSTED_PROXIES:
        told = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
        if len(told) >= settings.TRUSTED_PROXIES:
            address = told[-settings.TRUSTED_PROXIES].strip()
    return _network_of(address)


def _network_of(address: str) -> str:
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    if not isinstance(parsed, IPv6Address):
        return str(parsed)
    if parsed.ipv4_mapped:
        return str(parsed.ipv4_mapped)
    return parsed.exploded[:19]  # its /64


def limited(name: str, *, limit: int, seconds: int) -> Callable[[View], View]:
    """A view that answers 429 to whoever asks too often."""

    def decorate(view: View) -> View:
        @wraps(view)
        def wrapped(
            request: HttpRequest, *args: object, **kwargs: object
        ) -> HttpResponse:
            if allow(name, client_address(request), limit=limit, seconds=seconds):
                return view(request, *args, **kwargs)
            return too_many(request, seconds=seconds)

        return wrapped

    return decorate


def too_many(request: HttpRequest, *, seconds: int) -> HttpResponse:
    """The page that asks for patience."""
    response = render(request, "429.html", {"seconds": seconds}, status=429)
    response["Retry-After"] = str(seconds)
    response["Cache-Control"] = "no-store"
    return response
