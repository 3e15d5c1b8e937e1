"""Whoever writes something about a person reads first what becomes of it."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from entrepairs.mail.models import OutgoingMail
from entrepairs.people import memberships
from entrepairs.people.models import AddressLink, Person
from entrepairs.people.profile import ask_new_address
from entrepairs.people.roles import Role
from entrepairs.people.tests.factories import HouseFactory, PersonFactory, holder_of
from entrepairs.people.tests.signed_in import as_person
from entrepairs.privacy.models import NoticeText

pytestmark = pytest.mark.django_db
FORMS = [  # page, who asks, kind, the first field
    ("account_login", None, "people.account", 'name="email"'),
    ("rights:ask", None, "privacy.links", 'name="email"'),
    ("space:profile", Role.ADMINISTRATOR, "people.account", 'name="called"'),
    ("space:profile", Role.ADMINISTRATOR, "people.new_addresses", 'name="new_email"'),
    ("space:add", Role.ADMINISTRATOR, "people.roles", 'name="called"'),
    ("protection:new", Role.ADMINISTRATOR, "privacy.breaches", 'name="found_at'),
    ("protection:files", Role.ADMINISTRATOR, "privacy.exports", 'name="reason"'),
    ("rights:add", Role.DATA_CONTACT, "privacy.requests", 'name="kind"'),
    ("space:appoint", "technical", "people.roles", 'name="organisation"'),
]
OF_HOUSE = ("space:add", "protection:new", "protection:files")


def asking(role, house):
    client = Client()
    if role == "technical":
        root = Person.objects.create_superuser("root@site.example")
        return as_person(client, root, factor=True)
    return as_person(client, holder_of(role, house), factor=True) if role else client


@pytest.mark.parametrize(("name", "role", "kind", "field"), FORMS)
def test_the_notice_stands_above_the_fields(name, role, kind, field):
    house = HouseFactory()
    with override("fr"):
        path = reverse(name, args=[house.slug] if name in OF_HOUSE else [])

    page = asking(role, house).get(path).text

    assert page.index(f'data-kind="{kind}"') < page.index(field)


def test_a_new_address_keeps_the_notice_that_was_read():
    person, network = PersonFactory(), HouseFactory().network

    ask_new_address(person, "new@a.example", network=network, address=lambda t: "/")

    version = AddressLink.objects.get().notice_version
    assert NoticeText.objects.filter(version=version, kind="people.new_addresses")


def test_the_name_of_somebody_without_one_is_not_their_address():
    person = PersonFactory(called="")

    assert str(person) == f"#{person.pk}"


def test_the_page_of_a_role_tells_how_its_mail_fared():
    house = HouseFactory()
    held = memberships.grant(
        person=PersonFactory(), role=Role.VOLUNTEER, place=house, to_on=None, by=None
    )
    assert OutgoingMail.objects.get().about == f"people.membership:{held.pk}"

    with override("fr"):
        path = reverse("space:role", args=[held.pk])
    page = asking(Role.ADMINISTRATOR, house).get(path).text

    assert 'class="mail-states"' in page and 'data-state="queued"' in page
