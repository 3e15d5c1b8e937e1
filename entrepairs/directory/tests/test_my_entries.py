"""The entries of my teams, in «My space»."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from entrepairs.directory import actions
from entrepairs.directory.models import Entry, Source, State
from entrepairs.directory.tests.factories import EntryFactory
from entrepairs.people.cards import cards_for, waiting_for
from entrepairs.people.models import Person
from entrepairs.people.rights import Rights
from entrepairs.people.roles import Role
from entrepairs.people.tests.factories import HouseFactory, PersonFactory, holder_of

pytestmark = pytest.mark.django_db

LONG_AGO = timedelta(days=400)


def to_check(**other):
    return EntryFactory(
        state=State.TO_VERIFY,
        verified_on=timezone.localdate() - LONG_AGO,
        verified_by=Source.NETWORK,
        **other,
    )


def waiting(person):
    return [one.link for one in waiting_for(Rights(person), with_others=False)]


def address_of(entry):
    return reverse("directory:my_entry", args=[entry.team.slug])


@pytest.fixture
def entry(db):
    return to_check()


@pytest.fixture
def contact(entry):
    return holder_of(Role.TEAM_CONTACT, entry.team)


def test_an_entry_to_check_waits_for_team_contact_coordinator_and_moderator(entry):
    house = entry.team.organisation
    people = [
        holder_of(Role.TEAM_CONTACT, entry.team),
        holder_of(Role.COORDINATOR, house),
        holder_of(Role.MODERATOR, HouseFactory(network=house.network)),
    ]

    assert [waiting(person) for person in people] == [[address_of(entry)]] * 3


def test_it_waits_for_nobody_else(entry):
    others = [
        PersonFactory(),
        holder_of(Role.TEAM_CONTACT),
        holder_of(Role.COORDINATOR),
        holder_of(Role.PEER, entry.team),
        holder_of(Role.TEAM_CONTACT, entry.team, days=-1, since=30),
    ]

    assert [waiting(person) for person in others] == [[]] * 5


def test_what_the_contact_has_checked_waits_no_more_for_the_coordinator(
    client, entry, contact
):
    coordinator = holder_of(Role.COORDINATOR, entry.team.organisation)
    client.force_login(contact, factor=False)

    response = client.post(address_of(entry))

    entry.refresh_from_db()
    assert response.status_code == 302
    assert (entry.state, entry.verified_by) == (State.PUBLISHED, Source.TEAM)
    assert entry.verified_on == timezone.localdate()
    assert waiting(coordinator) == []


def test_a_coordinator_checks_in_the_name_of_the_network(client, entry):
    client.force_login(holder_of(Role.COORDINATOR, entry.team.organisation))

    client.post(address_of(entry))

    entry.refresh_from_db()
    assert entry.verified_by == Source.NETWORK


@pytest.mark.parametrize("method", ["get", "head"])
def test_looking_checks_nothing(client, entry, contact, method):
    client.force_login(contact, factor=False)

    response = getattr(client, method)(address_of(entry))

    entry.refresh_from_db()
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    assert entry.state == State.TO_VERIFY


def test_the_entries_of_others_do_not_exist_for_me(client, contact):
    foreign = to_check()
    client.force_login(contact, factor=False)

    absent = reverse("directory:my_entry", args=["there-is-none"])
    answers = [client.get(address_of(foreign)), client.get(absent)]
    posted = client.post(address_of(foreign))

    foreign.refresh_from_db()
    assert {answer.status_code for answer in (*answers, posted)} == {404}
    assert foreign.state == State.TO_VERIFY


def test_many_entries_are_told_with_one_number(entry):
    house = entry.team.organisation
    for _ in range(5):
        to_check(team__organisation=house)
    coordinator = holder_of(Role.COORDINATOR, house)

    assert waiting(coordinator) == [reverse("directory:my_entries")]


def test_a_contact_has_a_card_and_a_list(client, contact, entry):
    to_check()
    client.force_login(contact, factor=False)

    links = [card.link for card in cards_for(Rights(contact))]
    page = client.get(reverse("directory:my_entries")).content.decode()

    assert reverse("directory:my_entries") in links
    assert entry.team.name in page
    assert list(Entry.objects.visible_to(contact)) == [entry]


def test_what_was_handed_in_waits_in_the_back_office(client, entry):
    actions.submit(EntryFactory(state=State.DRAFT, published_at=None))
    technical = Person.objects.create_superuser("root@site.example")
    client.force_login(technical)

    links = waiting(technical)

    assert len(links) == 2
    assert all(client.get(link).status_code == 200 for link in links)
