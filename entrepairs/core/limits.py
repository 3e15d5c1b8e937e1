"""How often somebody may do something, counted without keeping who they are."""

from collections import Counter
from collections.abc import Callable
from functools import wraps
from ipaddress import IPv6Address, ip_address
from threading import Lock
from time import time
from typing import TypeVar, cast

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.crypto import salted_hmac

ViewT = TypeVar("ViewT", bound=Callable[..., HttpResponseBase])

CACHE = "limits"  # of its own: what fills another cannot push the counts out
_counts: dict[str, tuple[int, Counter[str]]] = {}  # of `allow_here`: period, places
_lock = Lock()


def allow(name: str, key: str, *, limit: int, seconds: int) -> bool:
    """
    Count one more of `name` by `key`; no when it is more than `limit` in `seconds`.

    Each use takes one of `limit` places of the current period with `cache.add`, which
    is atomic in all our caches; `incr` is not, in the database's.
    """
    period = int(time()) // seconds
    cache, who = caches[CACHE], _scrambled(f"{name} {key}")
    # A full table drops its first keys: these begin with what nobody can aim at.
    places = [f"limit:{who}:{period}:{number}" for number in range(limit)]
    taken = cache.get_many(places)
    return any(
        place not in taken and cache.add(place, 1, seconds + 1) for place in places
    )


def allow_here(
    name: str, key: str, *, limit: int, seconds: int, weight: int = 1
) -> bool:
    """
    Like `allow`, counted by each process for itself: for what is read often, where
    exact counting would write a row for each reading.

    What weighs more counts as many, and is never too heavy to be had once.
    """
    period, who = int(time()) // seconds, _scrambled(key)
    with _lock:
        since, counts = _counts.get(name, (period, Counter()))
        if since != period:
            counts = Counter()
        before = counts[who]
        counts[who] += weight
        _counts[name] = period, counts
        return before < limit


def forget_here() -> None:
    """Start counting anew in this process."""
    with _lock:
        _counts.clear()


def _scrambled(key: str) -> str:
    return salted_hmac("entrepairs.limits", key).hexdigest()[:24]


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


def limited(
    name: str,
    *,
    limit: int,
    seconds: int,
    methods: tuple[str, ...] = ("GET", "HEAD", "POST"),
    count: Callable[..., bool] = allow,
    answer: Callable[[HttpRequest], HttpResponse] | None = None,
) -> Callable[[ViewT], ViewT]:
    """
    A view that answers 429 to whoever asks too often by one of `methods`.

    It stands outside of what else refuses, so that refusals count too.
    """

    def decorate(view: ViewT) -> ViewT:
        @wraps(view)
        def wrapped(
            request: HttpRequest, *args: object, **kwargs: object
        ) -> HttpResponseBase:
            key = client_address(request)
            if request.method not in methods or count(
                name, key, limit=limit, seconds=seconds
            ):
                return view(request, *args, **kwargs)
            return patience(request, seconds=seconds, answer=answer or too_many)

        return cast(ViewT, wrapped)

    return decorate


def too_many(request: HttpRequest) -> HttpResponse:
    """The page that asks for patience."""
    return render(request, "429.html", status=429)


def patience(
    request: HttpRequest,
    *,
    seconds: int,
    answer: Callable[[HttpRequest], HttpResponse] = too_many,
) -> HttpResponse:
    """Who asks too often may try again in `seconds`."""
    response = answer(request)
    response["Retry-After"] = str(seconds)
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "no-referrer"  # a link may be the secret
    return response
