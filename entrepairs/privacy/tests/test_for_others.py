"""Erasing somebody who asked by letter: never on the word of one of the staff."""

import re

import pytest
from django.urls import reverse

from entrepairs.mail.models import OutgoingMail
from entrepairs.organisations.actions import network_for
from entrepairs.organisations.models import Network
from entrepairs.people.models import Person
from entrepairs.people.roles import Role
from entrepairs.people.tests.factories import HouseFactory, PersonFactory, role_of
from entrepairs.people.tests.signed_in import as_person
from entrepairs.privacy.models import DataLink, RequestState, RightsRequest
from entrepairs.privacy.rights import erasing, requests
from entrepairs.privacy.tests.test_rights import posted

pytestmark = pytest.mark.django_db
EMAIL = "lea@example.org"


@pytest.fixture(autouse=True)
def own_journal(settings, tmp_path):
    settings.JOURNAL_FILE = tmp_path / "journal" / "erasures"


@pytest.fixture
def house():
    return HouseFactory(network=network_for(""))


def a_contact(client, house):
    person = role_of(PersonFactory(), Role.DATA_CONTACT, house).person
    return as_person(client, person, factor=True)


@pytest.fixture
def contact(client, house):
    return a_contact(client, house)


def checked(**told):
    made = requests.receive(
        network=network_for(""), kind="erasure", channel="post", **told
    )
    return requests.check_identity(made)


def page_of(made):
    return reverse("rights:erase_for", args=[made.pk])


def link_in(mail):
    return re.search(r"https?://\S+", mail.text)[0].split("testserver", 1)[-1]


def test_an_erasure_by_letter_waits_for_the_person_who_confirms_it(contact, client):
    PersonFactory(email=EMAIL)
    made = checked(email=EMAIL)

    shown = contact.get(page_of(made))
    contact.post(page_of(made))
    before = Person.objects.filter(email=EMAIL).exists()
    mail = OutgoingMail.objects.get()
    opened = client.post(link_in(mail))
    done = posted(client, opened.url)

    assert shown.status_code == 200
    assert before
    assert mail.to == EMAIL
    assert opened.url.endswith(("effacer/", "erase/"))
    assert client.get(done.url).status_code == 200
    assert not Person.objects.filter(email=EMAIL).exists()
    made.refresh_from_db()
    assert made.state == RequestState.ANSWERED
    assert made.email == ""


def test_nothing_goes_before_it_is_sure_who_asks(contact):
    PersonFactory(email=EMAIL)
    made = requests.receive(
        network=network_for(""), kind="erasure", channel="post", email=EMAIL
    )

    contact.post(page_of(made))

    assert not OutgoingMail.objects.exists()


def test_without_an_address_two_of_the_staff_agree(contact, client, house):
    nour = role_of(PersonFactory(email=None), Role.PEER, house).person
    made = checked(person=nour)

    contact.get(page_of(made))
    contact.post(page_of(made))
    contact.post(page_of(made))
    after_one = Person.objects.filter(pk=nour.pk).exists()
    other = a_contact(client, house)
    asked = other.get(page_of(made))
    other.post(page_of(made))

    assert after_one
    assert asked.status_code == 200
    assert not Person.objects.filter(pk=nour.pk).exists()
    made.refresh_from_db()
    assert made.state == RequestState.ANSWERED
    assert made.proposed_by != made.agreed_by


def test_an_address_that_staff_noted_confirms_nothing_for_an_account_without(
    contact, house
):
    nour = role_of(PersonFactory(email=None), Role.PEER, house).person
    made = checked(person=nour, email="staff@example.org")

    contact.post(page_of(made))

    assert not OutgoingMail.objects.exists()
    assert not DataLink.objects.exists()
    assert Person.objects.filter(pk=nour.pk).exists()


def test_who_keeps_the_site_running_is_not_erased_by_staff(contact):
    Person.objects.create_superuser(EMAIL)
    made = checked(email=EMAIL)

    contact.post(page_of(made))

    assert not OutgoingMail.objects.exists()


def test_who_has_a_role_in_another_network_is_not_erased_by_this_one(contact):
    other = Network.objects.create(name="Other", host="other.example.org")
    elsewhere = HouseFactory(network=other)
    lea = role_of(PersonFactory(email=EMAIL), Role.PEER, elsewhere).person
    made = checked(person=lea)

    contact.post(page_of(made))

    assert not OutgoingMail.objects.exists()
    assert Person.objects.filter(pk=lea.pk).exists()


def test_an_erasure_that_fails_leaves_the_request_open(
    contact, client, house, monkeypatch
):
    nour = role_of(PersonFactory(email=None), Role.PEER, house).person
    made = checked(person=nour)
    contact.post(page_of(made))
    other = a_contact(client, house)

    def fails(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr(erasing, "erase_rows", fails)
    with pytest.raises(RuntimeError):
        other.post(page_of(made))

    made.refresh_from_db()
    assert made.is_open
    assert made.agreed_by is None


def test_an_open_request_is_corrected_and_proven_anew(contact, house):
    nour = role_of(PersonFactory(email=None), Role.PEER, house).person
    stranger = PersonFactory()
    made = checked(called="Nour")
    page = reverse("rights:edit", args=[made.pk])
    typed = {
        "kind": "erasure",
        "channel": "post",
        "received_on": str(made.received_on),
        "called": "Nour",
    }

    shown = contact.get(page)
    refused = contact.post(page, {**typed, "person": stranger.pk})
    contact.post(page, {**typed, "person": nour.pk})

    assert shown.status_code == 200
    assert refused.status_code == 422
    made.refresh_from_db()
    assert made.person == nour
    assert made.state == RequestState.RECEIVED


def test_a_request_that_has_ended_is_not_corrected(contact):
    made = requests.answer(checked(called="Nour"))
    page = reverse("rights:edit", args=[made.pk])

    contact.post(
        page,
        {
            "kind": "access",
            "channel": "phone",
            "received_on": str(made.received_on),
            "called": "Other",
        },
    )

    assert RightsRequest.objects.get().called == "Nour"
