"""The request as our middleware leaves it."""

from typing import Any

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails


class Request(HttpRequest):
    """With `htmx`, and the `network` whose host was asked."""

    htmx: HtmxDetails
    network: Any  # organisations.Network; core knows no models
