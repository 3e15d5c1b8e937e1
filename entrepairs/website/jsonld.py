"""The site as schema.org's vocabulary tells it."""

import json

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from entrepairs.core.http import Request
from entrepairs.core.language import current

ESCAPES = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}


def of_site(request: Request) -> SafeString:
    """Who answers for the site, and how to search it; text of a data block."""
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
    node = {
        "@context": "https://schema.org",
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
    text = json.dumps(node, ensure_ascii=False).translate(ESCAPES)
    return mark_safe(text)  # noqa: S308 - cannot end the data block, see ESCAPES
