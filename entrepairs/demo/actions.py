"""Loads the demonstration. Again: nothing doubles, and dates stay near today."""

import hashlib
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from entrepairs.core.errors import Refused
from entrepairs.core.geography import Position
from entrepairs.demo import cast
from entrepairs.demo.catalogue import TEAMS, address_of, host_of, phone_of
from entrepairs.demo.content import networks
from entrepairs.demo.content.houses import HOUSES
from entrepairs.demo.content.shape import House, Told
from entrepairs.demo.models import Demonstration
from entrepairs.directory.actions import publish_listing
from entrepairs.directory.models import TERMS, Entry, EntryText
from entrepairs.directory.models.entry import PUBLIC_STATES
from entrepairs.organisations.actions import free_slug
from entrepairs.organisations.models import Network, Organisation, Team
from entrepairs.people.actions import make_administrator
from entrepairs.people.models import Person
from entrepairs.places.loading import load_shipped
from entrepairs.places.lookup import locate
from entrepairs.places.models import Place

ADMINISTRATOR = "demo@entrepairs.example"
CALLED = "Camille"
HELLO = {"fr": "bonjour", "nl": "dag", "de": "hallo"}
TAKEN = (
    "This database holds real data: the demonstration would mix with it.\n"
    "Give it a folder of its own: ENTREPAIRS_DATA=/another/folder"
)
SPREAD = 0.008  # degrees around the middle of a municipality, about 600 m


def load() -> int:
    """
    Everything of the demonstration; returns the number of its teams.

    What somebody has changed in the back office since is left as it is.
    """
    is_first = not Demonstration.objects.exists()
    if is_first and (Organisation.objects.exists() or Person.objects.exists()):
        raise Refused(TAKEN)
    if not Place.objects.exists():
        load_shipped()
    with transaction.atomic():
        if is_first:
            Demonstration.objects.create()
            _load_networks()
        houses = _load_houses()
        changed = [
            _load_team(number, told, houses[told.house])
            for number, told in enumerate(TEAMS)
        ]
        publish_listing([pk for pk in changed if pk])
    administrator()
    cast.load()
    return len(TEAMS)


@transaction.atomic
def note_ready(mark: str) -> None:
    """While `mark` stays the same, nothing of it needs to be loaded again."""
    Demonstration.objects.update(ready_for=mark)


def is_demonstration() -> bool:
    """Told to be one, and filled as one: real data has no door without a password."""
    return bool(settings.DEMO) and Demonstration.objects.exists()


def administrator() -> Person:
    """Who one becomes by the button of the demonstration; only there."""
    if not is_demonstration():
        raise RuntimeError("This is not a demonstration.")
    return make_administrator(email=ADMINISTRATOR, called=CALLED)


def _load_networks() -> None:
    Network.objects.filter(host=None).update(**networks.DEFAULT)
    for told in networks.OTHERS:
        Network.objects.get_or_create(code=told["code"], defaults=told)


def _load_houses() -> dict[str, Organisation]:
    network_of = {network.code: network for network in Network.objects.all()}
    network_of["entrepairs"] = Network.objects.get(host=None)
    return {house.name: _house(house, network_of[house.network]) for house in HOUSES}


def _house(house: House, network: Network) -> Organisation:
    known = Organisation.objects.filter(name=house.name).first()
    return known or Organisation.objects.create(
        name=house.name,
        slug=free_slug(Organisation, house.name),
        network=network,
        legal_form=house.legal_form,
    )


def _load_team(number: int, told: Told, house: Organisation) -> int | None:
    """The key of the entry when it was made, or its dates moved; else nothing."""
    team = Team.objects.filter(name=told.name, organisation=house).first()
    if team is None:
        slug = free_slug(Team, told.name)
        team = Team.objects.create(name=told.name, organisation=house, slug=slug)
        return int(_create_entry(number, told, team).pk)
    entry = Entry.objects.filter(team=team, latest_revision=None).first()
    return _move_dates(entry, told) if entry else None


def _move_dates(entry: Entry, told: Told) -> int | None:
    dates = _dates(told)
    if all(getattr(entry, name) == value for name, value in dates.items()):
        return None
    Entry.objects.filter(pk=entry.pk).update(**dates)
    return int(entry.pk)


def _dates(told: Told) -> dict[str, Any]:
    today = timezone.localdate()
    return {
        "verified_on": _ago(today, told.checked),
        "recruiting_on": _ago(today, told.recruiting),
    }


def _ago(today: Any, days: int) -> Any:
    return None if days < 0 else today - timedelta(days=days)


def _create_entry(number: int, told: Told, team: Team) -> Entry:
    entry = Entry(team=team, **_plain(told), **_contact(number, told), **_dates(told))
    entry.verified_by = told.by if told.checked >= 0 else ""
    if told.state in PUBLIC_STATES:
        entry.published_at = timezone.now() - timedelta(days=30 + 11 * number)
    for taxonomy, codes in _codes(told).items():
        rows = TERMS[taxonomy].objects.filter(code__in=codes)
        setattr(entry, taxonomy, list(rows))
        if len(rows) != len(codes):
            raise ValueError(f"{told.name}: unknown {taxonomy} in {codes}")
    entry.main_sector = TERMS["sectors"].objects.get(code=told.sectors.split()[0])
    entry.coverage = [_place(place) for place in told.also]
    entry.save()
    EntryText.objects.bulk_create(_texts(entry, told))
    return entry


def _plain(told: Told) -> dict[str, Any]:
    same = ("state", "life", "paid", "peers", "precision", "street")
    plain = {name: getattr(told, name) for name in same}
    return plain | {
        "since_year": told.since,
        "welcomes_interns": told.interns,
        "welcomes_visits": told.visits,
        "advises_teams": told.advises,
        "source": told.by,
        "opening_hours": told.hours,
    }


def _codes(told: Told) -> dict[str, list[str]]:
    return {
        "sectors": told.sectors.split(),
        "publics": told.publics.split(),
        "activities": told.activities.split(),
        "forms": told.forms.split(),
        "domains": told.domains.split(),
        "languages": told.speaks.split(),
        "access": told.access.split(),
    }


def _contact(number: int, told: Told) -> dict[str, Any]:
    place = _place(told.place)
    position = _near(place.position, told.name) if told.precision == "exact" else None
    return {
        "phone": phone_of(number, told),
        "email": f"{HELLO[told.language]}@{host_of(told)}",
        "website": f"https://{host_of(told)}/",
        "postcode": address_of(told.place).postcode,
        "place": place,
        "latitude": position and position.latitude,
        "longitude": position and position.longitude,
    }


def _place(text: str) -> Place:
    address = address_of(text)
    place = locate(
        postcode=address.postcode, locality=address.locality, country=address.country
    )
    if place is None:
        raise ValueError(f"No such place: {text}")
    return place


def _near(middle: Position | None, name: str) -> Position | None:
    """A point near the middle, always the same for the same name."""
    if middle is None:
        return None
    first, second = hashlib.sha256(name.encode()).digest()[:2]
    return Position(
        round(middle.latitude + (first / 255 - 0.5) * SPREAD, 5),
        round(middle.longitude + (second / 255 - 0.5) * SPREAD * 1.5, 5),
    )


def _texts(entry: Entry, told: Told) -> list[EntryText]:
    first = EntryText(
        entry=entry,
        language=told.language,
        summary=_typeset(told.summary, told.language),
        description=_typeset(told.description, told.language),
        easy_read=_typeset(told.easy, told.language),
    )
    others = [
        EntryText(entry=entry, language=code, summary=_typeset(summary, code))
        for code, summary in told.others.items()
    ]
    return [first, *others]


def _typeset(text: str, language: str) -> str:
    """French puts a space that does not break before : ; ? and !"""
    if language != "fr":
        return text
    for sign in ":;?!":
        text = text.replace(f" {sign}", f"\u00a0{sign}")
    return text
