"""What somebody reads of what we hold: in words, and only what says something."""

import re

import pytest
from django.urls import reverse
from django.utils import translation

from entrepairs.core.links import issue
from entrepairs.core.personal import kinds
from entrepairs.mail.models import OutgoingMail
from entrepairs.organisations.actions import network_for
from entrepairs.people.models import Membership
from entrepairs.people.roles import Role
from entrepairs.people.tests.factories import HouseFactory, PersonFactory, role_of
from entrepairs.privacy.models import Consent, DataVisit
from entrepairs.privacy.rights import asking, gathering
from entrepairs.privacy.tests.test_nothing_left import EMAIL, own_places, plant

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures(own_places.__name__)]


def page_of(client, **who):
    visit = DataVisit(network=network_for(""), **who)
    token = issue(visit, term=asking.VISIT_TERM)
    page = client.get(reverse("rights:mine", args=[token])).content.decode()
    return page, client.get(reverse("rights:data", args=[token])).json()


def labels_on(page):
    return {label.strip() for label in re.findall(r"<dt>(.*?)</dt>", page)}


def with_all_kinds():
    person = PersonFactory(email=EMAIL, called="Léa")
    for kind in kinds():
        plant(kind, person)
    return person


def raw_names():
    """As Django calls a field that nobody named; in German, no word is written so."""
    names = {name for kind in kinds() for name in kind.fields}
    return {name.replace("_", " ") for name in names}


def test_no_field_is_called_as_in_the_tables():
    subject = gathering.subject_of(person=with_all_kinds())

    with translation.override("de"):
        held = gathering.held(subject, network_for(""))
        labels = {
            cell.label
            for holding in held
            for row in holding.read
            for cell in row
            if cell.name != "told"
        }

    assert len(held) > 20
    assert labels & raw_names() == set()


def test_the_page_leaves_out_plumbing_that_the_copy_for_machines_holds(client):
    page, document = page_of(client, person=with_all_kinds())

    held = {one["kind"]: one["rows"] for one in document["held"]}
    account = held["people.account"][0]
    assert {"session_salt", "notice_version"} <= account.keys()
    assert {"privacy.visits", "privacy.tastes"} <= held.keys()
    assert "dismissibles" in held["privacy.tastes"][0]
    assert "{}" not in page
    assert "digest" not in page
    assert "notice version" not in page


def test_a_role_and_an_agreement_are_told_by_their_titles(client):
    person = role_of(PersonFactory(), Role.PEER, HouseFactory()).person
    Membership.objects.filter(person=person).update(granted_as=Role.COORDINATOR)
    plant(next(kind for kind in kinds() if kind.name == "privacy.consents"), person)
    Consent.objects.filter(person=person).update(kind="people.roles")

    page, _document = page_of(client, person=person)

    assert "coordination d’un lieu" in page
    assert "<dd>Vos rôles</dd>" in page
    assert "people.roles" not in page
    assert "coordinator" not in page


def test_of_an_unknown_address_we_say_that_we_have_nothing(client):
    page, document = page_of(client, email="nobody@example.org")

    assert "Nous n’avons rien sur vous avec cette adresse." in page
    assert "Faire effacer mes données" not in page
    assert labels_on(page) == set()
    assert [one["kind"] for one in document["held"]] == ["privacy.visits"]
    assert not OutgoingMail.objects.exists()


def test_many_rows_of_a_kind_stand_under_one_heading(client):
    person = PersonFactory(called="Léa")
    for name in ("Lea", "Leah", "Leia", "Lia", "Liah", "Lya"):
        person.called = name
        person.save()

    page, document = page_of(client, person=person)

    held = {one["kind"]: one["rows"] for one in document["held"]}
    count = len(held["privacy.changes"])
    assert count > 5
    assert page.count(f"<summary>Ce qui s’y trouve ({count})</summary>") == 1
    assert page.count("<dt>ce qui a changé</dt><dd>nom d’usage</dd>") == 6
