"""Teams and organisations as schema.org's vocabulary tells them."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from entrepairs.core.language import current
from entrepairs.directory.models import Life
from entrepairs.directory.record import OrganisationRecord, TeamRecord
from entrepairs.organisations.models import Organisation
from entrepairs.ui.jsonld import json_block

Node = dict[str, Any]
REGISTERS = {
    "BE": "KBO/BCE",
    "CA": "NEQ",
    "CH": "UID/IDE",
    "DE": "Handelsregister",
    "FR": "SIREN/SIRET",
    "LU": "RCS",
    "NL": "KVK",
}
"""Whose number it is, by country."""


def of_team(record: TeamRecord, request: HttpRequest) -> SafeString:
    told, listing = record.told, record.listing
    node = {
        "@context": "https://schema.org",
        "@type": "Organization",
        "@id": _address(request, "team", listing.slug),
        "name": listing.name,
        "description": record.summary,
        "url": told.website or _address(request, "team", listing.slug),
        "telephone": told.phone,
        "email": told.email,
        "parentOrganization": {
            "@type": "Organization",
            "name": listing.organisation_name,
            "url": _address(request, "organisation", listing.organisation_slug),
        },
        "location": _location(record),
        "areaServed": [_place(place.name) for place in told.coverage],
        "knowsLanguage": record.languages,
        "knowsAbout": record.sectors + record.domains,
        "contactPoint": _contact(record),
        "makesOffer": _offer(record),
        "subjectOf": _page(record, request),
    }
    return json_block(_told(node))


def of_organisation(record: OrganisationRecord, request: HttpRequest) -> SafeString:
    held = record.organisation
    node = {
        "@context": "https://schema.org",
        **_organisation(held, request),
        "legalName": f"{held.name} {held.legal_form}".strip(),
        "identifier": _property(
            REGISTERS.get(held.network.country) or _("Company number"),
            held.company_number,
        ),
        "address": record.seat,
        "telephone": held.phone,
        "email": held.email,
        "sameAs": held.website,
        "parentOrganization": (
            _organisation(record.parent, request) if record.parent else None
        ),
        "subOrganization": [
            {
                "@type": "Organization",
                "name": card.listing.name,
                "url": _address(request, "team", card.listing.slug),
            }
            for card in record.teams
        ]
        + [_organisation(branch, request) for branch in record.branches],
    }
    return json_block(_told(node))


def _organisation(held: Organisation, request: HttpRequest) -> Node:
    address = _address(request, "organisation", held.slug)
    return {"@type": "Organization", "name": held.name, "url": address}


def _location(record: TeamRecord) -> Node | None:
    told, listing = record.told, record.listing
    locality = listing.place.name if listing.place else ""
    address = {
        "@type": "PostalAddress",
        "streetAddress": told.street,
        "postalCode": told.postcode,
        "addressLocality": locality,
        "addressRegion": record.area,
        "addressCountry": listing.country,
    }
    geo = None
    if record.is_exact and listing.position:
        latitude, longitude = listing.position
        geo = {"@type": "GeoCoordinates", "latitude": latitude, "longitude": longitude}
    features = [
        {"@type": "LocationFeatureSpecification", "name": label, "value": True}
        for label in record.access
    ]
    return {
        "@type": "Place",
        "name": listing.name,
        "address": address,
        "geo": geo,
        "amenityFeature": features,
    }


def _contact(record: TeamRecord) -> Node | None:
    told = record.told
    if not (told.phone or told.email):
        return None
    return {
        "@type": "ContactPoint",
        "telephone": told.phone,
        "email": told.email,
        "availableLanguage": record.languages,
        "description": told.opening_hours,
    }


def _offer(record: TeamRecord) -> Node:
    """What peers do there and how, as a service."""
    told, listing = record.told, record.listing
    facts = {
        _("State"): Life(listing.life).label,
        _("Peers"): record.peers,
        _("With peers since"): told.since_year,
        _("How peers are involved"): ", ".join(record.forms),
        _("Looking for a peer supporter"): _("yes") if listing.is_recruiting else "",
        _("Open to visits"): _("yes") if listing.welcomes_visits else "",
        _("Welcomes interns"): _("yes") if told.welcomes_interns else "",
        _("Answers teams that hesitate"): _("yes") if told.advises_teams else "",
    }
    service = {
        "@type": "Service",
        "name": _("Peer support"),
        "serviceType": record.activities,
        "audience": [
            {"@type": "Audience", "audienceType": label} for label in record.publics
        ],
    }
    return {
        "@type": "Offer",
        "itemOffered": service,
        "additionalProperty": [_property(n, v) for n, v in facts.items() if v],
    }


def _page(record: TeamRecord, request: HttpRequest) -> Node:
    listing = record.listing
    checked, changed = listing.verified_on, timezone.localtime(listing.updated_at)
    return {
        "@type": "WebPage",
        "url": _address(request, "team", listing.slug),
        "inLanguage": current(),
        "lastReviewed": checked.isoformat() if checked else "",
        "dateModified": changed.isoformat(timespec="seconds"),
    }


def _place(name: str) -> Node:
    return {"@type": "Place", "name": name}


def _property(name: str, value: Any) -> Node | None:
    told = {"@type": "PropertyValue", "name": name, "value": value}
    return told if value else None


def _address(request: HttpRequest, kind: str, slug: str) -> str:
    return request.build_absolute_uri(reverse(f"directory:{kind}", args=[slug]))


def _told(value: Any) -> Any:
    """`value` without what is empty, all the way down."""
    if isinstance(value, list):
        return [told for one in value if (told := _told(one))]
    if not isinstance(value, dict):
        return value
    whole = {name: told for name, one in value.items() if (told := _told(one))}
    return whole if set(whole) - {"@type"} else None
