"""Requests that a person answers, and everything an erasure must reach."""

import logging
from datetime import timedelta

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from entrepairs.organisations.actions import network_for
from entrepairs.people.models import AddressLink, OpenSession, SignInLink, today
from entrepairs.people.roles import Role
from entrepairs.people.tests.factories import HouseFactory, PersonFactory, role_of
from entrepairs.people.tests.signed_in import as_person
from entrepairs.privacy.models import (
    Consent,
    RequestChannel,
    RequestKind,
    RequestState,
    RightsRequest,
)
from entrepairs.privacy.rights import asking, erasing, gathering, requests

pytestmark = pytest.mark.django_db
MARK = "zwlmarkx"
EMAIL = f"{MARK}@example.org"


@pytest.fixture(autouse=True)
def own_journal(settings, tmp_path):
    settings.JOURNAL_FILE = tmp_path / "journal" / "erasures"


@pytest.fixture
def house():
    return HouseFactory(network=network_for(""))


@pytest.fixture
def contact(client, house):
    person = role_of(PersonFactory(), Role.DATA_CONTACT, house).person
    return as_person(client, person, factor=True)


def noted(**told):
    fields = {"kind": RequestKind.ERASURE, "channel": RequestChannel.POST, **told}
    return requests.receive(network=network_for(""), **fields)


def test_a_letter_is_noted_with_its_day_and_its_clock(contact):
    answer = contact.post(
        reverse("rights:add"),
        {
            "kind": "access",
            "channel": "post",
            "received_on": str(today() - timedelta(days=3)),
            "called": "Sam",
        },
    )

    page = contact.get(answer.url).content.decode()
    made = RightsRequest.objects.get()
    assert made.received_on == today() - timedelta(days=3)
    assert made.notice_version
    assert made.receipt in page
    assert "Sam" in page


@pytest.mark.parametrize(
    "wrong",
    [
        {"received_on": "2999-01-01", "called": "Sam"},
        {"received_on": "hier", "called": "Sam"},
        {"called": ""},
        {"called": "Sam", "channel": "site"},
    ],
)
def test_a_request_that_cannot_be_is_refused_and_nothing_typed_is_lost(contact, wrong):
    typed = {"kind": "access", "channel": "phone", "received_on": str(today())}

    answer = contact.post(
        reverse("rights:add"), {**typed, "phone": "", "email": "", **wrong}
    )

    assert answer.status_code == 422
    assert not RightsRequest.objects.exists()
    assert wrong.get("called", "") in answer.content.decode()


def test_a_refusal_says_why(contact):
    made = noted(called="Sam")
    address = reverse("rights:refuse", args=[made.pk])

    without = contact.post(address, {"reason": ""})
    contact.post(address, {"reason": "law_keeps"})

    made.refresh_from_db()
    assert without.status_code == 422
    assert (made.state, made.refusal) == (RequestState.REFUSED, "law_keeps")


def test_requests_wait_in_the_inbox_of_those_who_answer(contact):
    made = noted(called="Sam")

    page = contact.get(reverse("space:home")).content.decode()

    assert made.receipt in page


def test_the_door_in_my_space_opens_a_page_by_its_button_only(client):
    person = PersonFactory(email=EMAIL)
    as_person(client, person, factor=True)

    looked = client.get(reverse("rights:door"))
    opened = client.post(reverse("rights:door"))

    assert EMAIL not in looked.content.decode()
    assert opened.status_code == 302


def plant(house):
    """Somebody whose name and address stand everywhere they may stand."""
    network = network_for("")
    person = PersonFactory(email=EMAIL, called=MARK)
    role = role_of(person, Role.PEER, house)
    type(role).objects.filter(pk=role.pk).update(called=MARK)
    soon = timezone.now() + timedelta(hours=1)
    SignInLink.objects.create(person=person, digest="a", expires_at=soon)
    AddressLink.objects.create(
        person=person, new_email=EMAIL, digest="b", expires_at=soon
    )
    AddressLink.objects.create(
        person=PersonFactory(), new_email=EMAIL, digest="c", expires_at=soon
    )
    day = today()
    OpenSession.objects.create(person=person, key="d", opened_on=day, seen_on=day)
    Consent.objects.create(
        kind="people.roles",
        network=network,
        email=EMAIL,
        sentence="Oui",
        language="fr",
        given_at=timezone.now(),
        given_by="site",
    )
    noted(email=EMAIL, called=MARK)
    told = {"network": network, "language": "fr", "asked_from": "192.0.2.1"}
    asking.ask(EMAIL, address=lambda token: f"https://x.example/{token}/", **told)
    return person


def everything():
    """Each value of each row of each table, sealed ones opened, and the raw tables."""
    for model in apps.get_models(include_auto_created=True):
        if model._meta.managed and not model._meta.proxy:
            for row in model._base_manager.values():
                yield from ((model._meta.label, str(value)) for value in row.values())
    with connection.cursor() as cursor:
        for name in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(name)}")  # noqa: S608
            for row in cursor.fetchall():
                yield from ((name, str(value)) for value in row)


def test_after_an_erasure_nothing_is_found_anywhere(client, house, caplog, tmp_path):
    caplog.set_level(logging.DEBUG, logger="entrepairs")
    person = plant(house)
    as_person(client, person, factor=True)
    client.get(reverse("space:home"))
    spared = {"privacy.Consent", "privacy_consent"}  # proof, three years, as it is told
    before = {where for where, value in everything() if MARK in value}

    subject = gathering.subject_of(email=EMAIL)
    receipt = erasing.erase(subject, network=network_for(""))

    assert len(before) > 4
    found = {where for where, value in everything() if MARK in value}
    assert found <= spared
    assert MARK not in caplog.text
    assert MARK not in settings.JOURNAL_FILE.read_text()
    assert receipt.receipt.startswith("R-")
    assert client.get(reverse("space:home")).status_code == 302
