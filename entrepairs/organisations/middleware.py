"""Which network answers: by the host that was asked."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from entrepairs.organisations.actions import network_for


class NetworkMiddleware:
    """Sets `request.network`, looked up when first read."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.network = SimpleLazyObject(  # type: ignore[attr-defined]
            lambda: network_for(request.get_host())
        )
        return self.get_response(request)
