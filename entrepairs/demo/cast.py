"""The invented persons of the demonstration, with roles that never run out."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from entrepairs.directory.models import Entry, State
from entrepairs.organisations.models import Organisation, Team
from entrepairs.people.models import Membership, Person, today
from entrepairs.people.roles import TERMS, Role
from entrepairs.privacy.actions import agree_to_roles
from entrepairs.privacy.models import ConsentChannel

HOUSE = "Le Porche aux Hirondelles"
TERM = 300  # days from now on, each time it is loaded


@dataclass(frozen=True)
class Guest:
    """One of those whom a visitor of the demonstration can be."""

    key: str
    called: str
    role: Role
    title: Promise
    text: Promise

    @property
    def email(self) -> str:
        return f"{self.key}@entrepairs.example"


GUESTS = (
    Guest(
        "peer",
        "Noé",
        Role.PEER,
        _("A peer supporter"),
        _("Noé accompanies others at a meeting place. He sees what is his own."),
    ),
    Guest(
        "facilitator",
        "Leïla",
        Role.FACILITATOR,
        _("A facilitator"),
        _("Leïla prepares the Tuesday workshop."),
    ),
    Guest(
        "team",
        "Wim",
        Role.TEAM_CONTACT,
        _("The contact of a team"),
        _("Wim answers for an entry of the directory: it waits to be checked."),
    ),
    Guest(
        "coordinator",
        "Anouk",
        Role.COORDINATOR,
        _("A coordinator"),
        _("Anouk makes the place live: persons, roles, entries."),
    ),
    Guest(
        "administrator",
        "Farida",
        Role.ADMINISTRATOR,
        _("An administrator"),
        _("Farida answers for the organisation. Several things wait for her."),
    ),
)
# Others in the house: name, role, days until the end (none: without an end).
COLLEAGUES: tuple[tuple[str, Role, int | None], ...] = (
    ("Mireille", Role.VOLUNTEER, None),
    ("Sacha", Role.VOLUNTEER, 200),
    ("Idriss", Role.PEER, None),
    ("Odette", Role.TREASURER, 12),
    ("Bruno", Role.DATA_CONTACT, 25),
)


@transaction.atomic
def load() -> int:
    """Those who are missing, and new ends for roles; returns the number of guests."""
    house = Organisation.objects.get(name=HOUSE)
    for guest in GUESTS:
        person = _person(guest.email, guest.called)
        _hold(person, guest.role, _place_of(guest, house), TERM)
    for called, role, days in COLLEAGUES:
        email = f"{called.lower()}@porche-hirondelles.example"
        _hold(_person(email, called), role, house, days)
    return len(GUESTS)


def person_of(key: str) -> Person | None:
    """The person behind a door; nothing when there is no such door."""
    for guest in GUESTS:
        if guest.key == key:
            return Person.objects.filter(email=guest.email).first()
    return None


def _person(email: str, called: str) -> Person:
    known = Person.objects.filter(email=email).first()
    return known or Person.objects.create_user(email, called=called)


def _place_of(guest: Guest, house: Organisation) -> Organisation | Team:
    if TERMS[guest.role].in_organisation:
        return house
    waiting = Entry.objects.filter(state=State.TO_VERIFY).values("team")
    teams = house.teams.order_by("pk")
    return teams.filter(pk__in=waiting).first() or teams[:1].get()


def _hold(
    person: Person, role: Role, place: Organisation | Team, days: int | None
) -> None:
    """Once for each person: where somebody has changed a role, it stays changed."""
    ends = None if days is None else today() + timedelta(days=days)
    held = Membership.objects.filter(person=person, role=role)
    house = place.organisation if isinstance(place, Team) else place
    if held.exists():
        if ends is not None:
            held.filter(withdrawn_at=None).update(to_on=ends)
        return
    where = "team" if isinstance(place, Team) else "organisation"
    begun = today() - timedelta(days=120)
    Membership.objects.create(
        person=person,
        role=role,
        from_on=begun,
        to_on=ends,
        granted_as=Role.ADMINISTRATOR,
        **{where: place},
    )
    if TERMS[role].tells_of_health:
        agree_to_roles(person, house, language=person.language, by=ConsentChannel.PAPER)
