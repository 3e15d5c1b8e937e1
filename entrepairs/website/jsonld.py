"""The site as schema.org's vocabulary tells it."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from entrepairs.core.http import Request
from entrepairs.core.language import current
from entrepairs.ui.jsonld import json_block


def of_home(request: Request, world_day: date) -> SafeString:
    """The site and the world day; text of a data block."""
    graph = [_site(request), _world_day(request, world_day)]
    return json_block({"@context": "https://schema.org", "@graph": graph})


def _world_day(request: Request, day: date) -> dict[str, Any]:
    return {
        "@type": "Event",
        "name": gettext("World day of peer support"),
        "description": gettext("Each year, the third Thursday of October."),
        "startDate": day.isoformat(),
        "endDate": day.isoformat(),
        "eventStatus": "https://schema.org/EventScheduled",
        "location": {
            "@type": "Place",
            "name": gettext("Everywhere in the world"),
            "address": gettext("Everywhere in the world"),
        },
        "url": request.build_absolute_uri(reverse("website:home")),
    }


def _site(request: Request) -> dict[str, Any]:
    """Who answers for the site, and how to search it."""
    home = request.build_absolute_uri(reverse("website:home"))
    teams = request.build_absolute_uri(reverse("directory:list"))
    network = request.network
    publisher = {
        "@type": "Organization",
        "name": network.controller_name,
        "email": network.controller_email,
        "telephone": network.phone,
        "address": network.controller_address,
        "url": home,
    }
    return {
        "@type": "WebSite",
        "name": network.name,
        "description": network.tagline,
        "url": home,
        "inLanguage": current(),
        "publisher": {name: value for name, value in publisher.items() if value},
        "potentialAction": {
            "@type": "SearchAction",
            "target": f"{teams}?q={{search_term_string}}",
            "query": "required name=search_term_string",
        },
    }
