"""Requests that a person answers."""

from datetime import timedelta

import pytest
from django.urls import reverse

from entrepairs.organisations.actions import network_for
from entrepairs.people.models import today
from entrepairs.people.roles import Role
from entrepairs.people.tests.factories import HouseFactory, PersonFactory, role_of
from entrepairs.people.tests.signed_in import as_person
from entrepairs.privacy.models import (
    RequestChannel,
    RequestKind,
    RequestState,
    RightsRequest,
)
from entrepairs.privacy.rights import requests

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
