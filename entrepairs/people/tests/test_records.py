"""What an organisation knows of a person: how to call and to reach them."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from entrepairs.mail.models import OutgoingMail
from entrepairs.people import profile
from entrepairs.people.models import Channel, Look, Membership, Person, today
from entrepairs.people.roles import Role
from entrepairs.people.tests.factories import (
    HouseFactory,
    PersonFactory,
    TeamFactory,
    holder_of,
    role_of,
)
from entrepairs.people.tests.signed_in import as_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def house():
    return HouseFactory(name="Le Relais")


@pytest.fixture
def coordinator(client, house):
    person = holder_of(Role.COORDINATOR, house)
    as_person(client, person, factor=True)
    return person


def add(client, house, **told):
    form = {"called": "Ana", "email": "", "channel": "", "language": "fr"}
    form |= {"role": "volunteer", "from_on": today().isoformat(), **told}
    return client.post(reverse("space:add", args=[house.slug]), form, follow=True)


def address_of(held, name="space:edit"):
    return reverse(name, args=[held.house.slug, held.pk])


def correct(client, held, **told):
    form = {"called": "Ana", "channel": "phone", **told}
    return client.post(address_of(held), form, follow=True)


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ({}, "phone"),
        ({"email": "ana@person.example"}, "mail"),
        ({"channel": "post"}, "post"),
    ],
)
def test_who_is_added_is_reached_as_told_and_by_telephone_without_an_address(
    client, house, coordinator, told, expected
):
    page = add(client, house, **told)

    held = Membership.objects.get(role=Role.VOLUNTEER)
    assert held.person.channel == expected
    assert f"À joindre par : {Channel(expected).label}" in page.text.replace(
        "\xa0", " "
    )


def test_e_mail_is_no_way_to_reach_somebody_without_an_address(
    client, house, coordinator
):
    assert "il nous faut l’adresse" in add(client, house, channel="mail").text
    assert not Person.objects.filter(called="Ana").exists()


def test_the_channel_of_a_known_address_is_read_back_as_typed(
    client, house, coordinator
):
    PersonFactory(email="known@person.example", channel="post")

    page = add(client, house, email="known@person.example", channel="phone")

    held = Membership.objects.get(role=Role.VOLUNTEER)
    assert "téléphone" in page.text
    assert held.person.channel == "post"
    profile.describe(
        held.person, called="A", language="fr", channel="post", discreet_mails=False
    )
    assert "courrier" in client.get(address_of(held, "space:person")).text


def test_a_coordinator_corrects_name_and_channel_for_this_house_only(
    client, house, coordinator
):
    person = PersonFactory(called="Anna", email="ana@person.example")
    here = role_of(person, Role.PEER, house)
    team = role_of(person, Role.VOLUNTEER, TeamFactory(organisation=house))
    elsewhere = role_of(person, Role.PEER, HouseFactory())

    correct(client, here, called="Ana", channel="post")

    known = [
        (held.known_as, held.channel)
        for held in Membership.objects.filter(pk__in=[here.pk, team.pk, elsewhere.pk])
    ]
    assert sorted(known) == [("Ana", "post"), ("Ana", "post"), ("Anna", "")]
    mail = OutgoingMail.objects.get()
    assert (mail.to, mail.kind) == ("ana@person.example", "people.record_corrected")
    assert "Le Relais" in mail.text and "Ana" in mail.text
    look = Look.objects.get(person=person, viewer=coordinator, what="record")
    assert look.organisation == house


def test_a_first_address_counts_once_its_button_is_pressed(client, house, coordinator):
    held = role_of(PersonFactory(email=None), Role.PEER, house)

    correct(client, held, email="Ana@person.example")
    held.person.refresh_from_db()
    before = held.person.email
    link = re.search(r"https?://\S+", OutgoingMail.objects.get().text)[0]
    client.post("/" + link.split("/", 3)[3])

    held.person.refresh_from_db()
    assert (before, held.person.email) == (None, "ana@person.example")


def test_an_address_that_somebody_has_gets_no_mail_and_the_same_answer(
    client, house, coordinator
):
    PersonFactory(email="taken@person.example")
    held = role_of(PersonFactory(email=None), Role.PEER, house)
    answers = [
        re.sub(
            r"csrf\S+ value=\S+",
            "",
            correct(client, held, email=f"{name}@person.example").text,
        )
        for name in ("taken", "free")
    ]

    assert answers[0] == answers[1]
    assert [mail.to for mail in OutgoingMail.objects.all()] == ["free@person.example"]


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.MODERATOR])
def test_nobody_gives_an_address_that_opens_more_than_they_could_give(
    client, house, coordinator, role
):
    person = PersonFactory(email=None)
    held = role_of(person, Role.PEER, house)
    role_of(person, role, house, since=1)

    page = client.get(address_of(held))
    correct(client, held, email="ana@person.example")

    assert 'name="email"' not in page.text
    assert not OutgoingMail.objects.exists()


def test_the_person_of_another_house_cannot_be_corrected(client, coordinator):
    foreign = role_of(PersonFactory(), Role.PEER, HouseFactory())

    assert correct(client, foreign).status_code == 404


def test_the_last_administrator_is_told_before_leaving(client, house):
    administrator = holder_of(Role.ADMINISTRATOR, house)
    as_person(client, administrator, factor=True)
    held = Membership.objects.get(person=administrator)

    before = client.get(reverse("space:role", args=[held.pk])).text
    after = client.post(reverse("space:withdraw", args=[held.pk]), follow=True)

    assert "Personne d’autre ne répond de Le Relais" in before
    assert after.redirect_chain


def test_one_of_two_administrators_leaves_without_a_warning(client, house):
    administrator = holder_of(Role.ADMINISTRATOR, house)
    held = role_of(PersonFactory(), Role.ADMINISTRATOR, house)
    as_person(client, administrator, factor=True)

    page = client.get(reverse("space:role", args=[held.pk]))

    assert "Personne d’autre ne répond" not in page.text


def waiting(client, person):
    as_person(client, person, factor=True)
    return client.get(reverse("space:home")).text


def test_a_house_about_to_lose_its_last_administrator_waits_in_my_space(client, house):
    administrator = holder_of(Role.ADMINISTRATOR, house, days=20)
    technical = Person.objects.create_superuser("root@site.example")

    told = [waiting(client, person) for person in (administrator, technical)]
    role_of(PersonFactory(), Role.ADMINISTRATOR, house, days=200)
    settled = [waiting(client, person) for person in (administrator, technical)]

    assert ["plus personne ne répondra de Le Relais" in text for text in told] == [
        True,
        True,
    ]
    assert not any("plus personne ne répondra" in text for text in settled)


def test_a_house_that_lost_its_last_administrator_waits_for_who_names_the_next(
    client, house
):
    held = role_of(PersonFactory(), Role.ADMINISTRATOR, house)
    HouseFactory()  # nobody ever answered for this one
    technical = Person.objects.create_superuser("root@site.example")
    before = waiting(client, technical)
    Membership.objects.filter(pk=held.pk).update(
        from_on=today() - timedelta(days=90), to_on=today() - timedelta(days=3)
    )

    text = waiting(client, technical)

    assert "personne ne répond de" not in before
    assert text.count("personne ne répond de Le Relais") == 1
