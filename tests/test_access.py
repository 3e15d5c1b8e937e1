"""The matrix of who may open what is complete, and true."""

import ast
from contextlib import suppress
from datetime import timedelta

import pytest
from django.db import transaction
from django.test import Client
from django.urls import NoReverseMatch, get_resolver
from django.utils import timezone

from entrepairs.directory.actions import publish_listing
from entrepairs.directory.tests.factories import EntryFactory
from entrepairs.people.models import Person
from entrepairs.people.roles import Role
from entrepairs.people.tests.factories import HouseFactory, PersonFactory, role_of
from entrepairs.people.tests.signed_in import as_person
from entrepairs.privacy.models import RequestChannel, RequestKind
from entrepairs.privacy.rights.requests import receive
from tests import matrix
from tests.matrix import ALL, GROUPS, OPEN_IN_WAGTAIL, ROWS, VISITOR, WHO, asked
from tests.test_house import PACKAGE, addresses, example

pytestmark = pytest.mark.django_db
# Enough of them, where a page is the same for all.
EVERYBODY = (VISITOR, matrix.PERSON, matrix.TECHNICAL)
DOORS = ("/fr/connexion", "/admin/login", "/fr/espace/cles")


def a_request(network):
    return receive(
        network=network,
        kind=RequestKind.ACCESS,
        channel=RequestChannel.POST,
        called="Zénobie",
    )


class World:
    """One house with a team and a person in it, and everybody who may ask."""

    def __init__(self):
        entry = EntryFactory(
            verified_on=timezone.localdate() - timedelta(days=10),
            verified_by="network",
        )
        publish_listing([entry.pk])
        team, house = entry.team, entry.team.organisation
        somebody = role_of(PersonFactory(called="Zénobie"), Role.VOLUNTEER, house)
        self.there = {
            "house": house.slug,
            "team": team.slug,
            "person": str(somebody.pk),
            "role": str(somebody.pk),
            "request": str(a_request(house.network).pk),
        }
        self.clients = {VISITOR: Client()}
        self._enter(matrix.PERSON)
        places = dict.fromkeys(Role, house)
        places[Role.TEAM_CONTACT] = team
        places[Role.MODERATOR] = HouseFactory(network=house.network)
        for role, place in places.items():
            self._enter(role.value, role, place)
        self._enter(matrix.NO_KEY, Role.ADMINISTRATOR, house, factor=False)
        self._enter(matrix.ENDED, Role.ADMINISTRATOR, house, days=-1)
        self._enter(matrix.STRANGER, Role.ADMINISTRATOR, HouseFactory())
        technical = Person.objects.create_superuser("root@site.example")
        self.clients[matrix.TECHNICAL] = as_person(Client(), technical, factor=True)
        for client in self.clients.values():
            client.raise_request_exception = False

    def _enter(self, who, role=None, place=None, *, factor=True, days=90):
        person = PersonFactory()
        if role:
            role_of(person, role, place, days=days, since=30)
        self.clients[who] = as_person(Client(), person, factor=factor)

    def ask(self, who, name, row):
        """The answer, and everything as it was before."""
        client, path = self.clients[who], row.path(name, self.there)
        with transaction.atomic():
            if row.form is None:
                answer = client.get(path)
            else:
                answer = client.post(path, row.form)
            transaction.set_rollback(True)
        return answer


@pytest.fixture
def world():
    return World()


def is_let_in(answer, row):
    if answer.status_code in (301, 302, 303):
        onward = row.leads_on or row.form is not None
        return onward and not answer["Location"].startswith(DOORS)
    return answer.status_code == 200


def test_every_address_has_a_row():
    missing = matrix.without_row(addresses(get_resolver()))

    assert not missing, "\n" + "\n".join(missing)


def test_every_row_has_an_address():
    names = {name for name, _ in addresses(get_resolver())}
    spaces = {name.split(":")[0] for name in names}

    assert set(ROWS) - names == set(), "shorten the matrix"
    assert set(GROUPS) - spaces == set(), "shorten the matrix"


def test_a_page_without_a_row_is_told_what_to_write():
    told = matrix.without_row(iter([("agenda:seats", "fr/agenda/seats/")]))

    assert len(told) == 1
    assert '"agenda:seats": Row(' in told[0]


def wrongs(answer, row, is_meant):
    """What is not as it should be in one answer."""
    if is_let_in(answer, row) != is_meant:
        yield str(answer.status_code)
    elif not is_meant and answer.status_code not in (302, 404, 405):
        yield f"refused with {answer.status_code}"
    if not is_meant and "Zénobie" in answer.content.decode(errors="ignore"):
        yield "tells of a person"
    is_private = VISITOR not in row.ok and row.form is None
    if is_meant and is_private and "no-store" not in answer.get("Cache-Control", ""):
        yield "may be kept by a cache"


def test_each_address_opens_to_whom_its_row_says_and_to_nobody_else(world):
    found = [
        f"{name}, {who}: {wrong}"
        for name, row in asked()
        for who in (EVERYBODY if row.ok == ALL else WHO)
        for wrong in wrongs(world.ask(who, name, row), row, who in row.ok)
    ]

    assert not found, "\n" + "\n".join(found)


def test_what_one_may_not_see_is_not_told_from_what_is_absent(world):
    names = ("space:person", "space:edit", "space:role", "space:persons")
    for name in (*names, "directory:my_entry"):
        row = ROWS[name]
        absent = dict.fromkeys(row.arguments, "99999999")
        if len(absent) > 1:
            absent["slug"] = "{house}"
        path = type(row)(row.ok, absent).path(name, world.there)
        for who in (Role.PEER, matrix.STRANGER, matrix.TECHNICAL, matrix.ENDED):
            there = world.ask(who, name, row).status_code
            assert world.clients[who].get(path).status_code == there == 404


def test_the_back_office_opens_to_whoever_keeps_the_site_running_only(world):
    open_doors = []
    for name, route in addresses(get_resolver()):
        path = example(route)
        grouped = name.split(":")[0] in GROUPS or matrix.is_wagtail_s(name, route)
        if path is None or not grouped or name in OPEN_IN_WAGTAIL:
            continue
        for who in (VISITOR, Role.ADMINISTRATOR):
            status = world.clients[who].get(path).status_code
            if status not in (301, 302, 403, 404, 405):
                open_doors.append(f"{name}, {who}: {status}")

    assert open_doors == []


def test_its_lists_open_to_them(client):
    client.force_login(Person.objects.create_superuser("root@site.example"))

    answers = {name: client.get(f"/admin/{name}/").status_code for name in GROUPS}

    assert set(answers.values()) == {200}, answers


def test_an_empty_form_of_a_stranger_finds_no_page_that_takes_it(world):
    answers = []
    for name, route in addresses(get_resolver()):
        row = ROWS.get(name)
        if row is None or matrix.STRANGER in row.ok or (path := example(route)) is None:
            continue
        with suppress(NoReverseMatch):  # else a made-up one
            path = row.path(name, world.there)
        for who in (VISITOR, matrix.PERSON, matrix.STRANGER):
            with transaction.atomic():
                answer = world.clients[who].post(path, {})
                transaction.set_rollback(True)
            at_the_door = answer.get("Location", "").startswith(DOORS)
            if answer.status_code not in (404, 405) and not at_the_door:
                answers.append(f"{name}, {who}: {answer.status_code}")

    assert answers == []


def test_an_empty_form_does_not_reach_the_viewsets_of_the_back_office(world):
    answers = []
    for name, route in addresses(get_resolver()):
        path = example(route)
        if path is None or name.split(":")[0] not in GROUPS:
            continue
        answer = world.clients[matrix.STRANGER].post(path, {})
        at_the_door = answer.get("Location", "").startswith(DOORS)
        if answer.status_code not in (404, 405) and not at_the_door:
            answers.append(f"{name}: {answer.status_code}")

    assert answers == []


def test_what_is_not_asked_for_here_is_asked_for_by_the_test_that_its_row_names():
    there = {
        node.name
        for path in PACKAGE.glob("*/tests/test_*.py")
        for node in ast.parse(path.read_text()).body
        if isinstance(node, ast.FunctionDef)
    }
    named = {row.skip for row in ROWS.values() if row.skip}

    assert named - there == set()
