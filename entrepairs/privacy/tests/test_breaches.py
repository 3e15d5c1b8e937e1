from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from entrepairs.people.cards import waiting_for
from entrepairs.people.models import Membership, Person, What
from entrepairs.people.rights import Rights
from entrepairs.people.roles import Role
from entrepairs.people.tests.factories import HouseFactory, PersonFactory, holder_of
from entrepairs.privacy import breaches
from entrepairs.privacy.models import Breach

pytestmark = pytest.mark.django_db
NATURE = "Une clé USB avec la liste des pairs a été oubliée dans le train."


@pytest.fixture
def house():
    return HouseFactory(name="Le Relais")


@pytest.fixture
def contact(house):
    return holder_of(Role.DATA_CONTACT, house)


@pytest.fixture
def breach(house, contact):
    found_at = timezone.now() - timedelta(hours=5)
    told = {"nature": NATURE, "kinds": ["people.roles"], "found_at": found_at}
    return breaches.record(Breach(organisation=house, **told), by=contact)


def moment(value):
    return timezone.localtime(value).strftime("%Y-%m-%dT%H:%M")


def test_a_breach_is_recorded_and_shows_clock_persons_and_letters(
    client, house, contact
):
    peers = [holder_of(Role.PEER, house) for _ in range(3)]
    stranger = holder_of(Role.PEER, HouseFactory())
    client.force_login(contact)
    found_at = timezone.now() - timedelta(hours=5, minutes=30)

    response = client.post(
        reverse("protection:new", args=[house.slug]),
        {
            "found_at": moment(found_at),
            "nature": NATURE,
            "kinds": ["people.roles"],
            "risk": "high",
        },
    )

    text = client.get(response["Location"]).text
    breach = Breach.objects.get()
    assert (breach.persons, breach.records) == (4, 4)  # the contact too
    assert breach.recorded_by == contact
    assert breach.hours_left == 66
    for peer in peers:
        assert peer.called in text
    assert stranger.called not in text
    assert NATURE in text and "72" in text


def test_only_rows_of_the_days_chosen_count(house):
    early, late = holder_of(Role.PEER, house), holder_of(Role.PEER, house)
    day = timezone.localdate()
    Membership.objects.filter(person=early).update(
        created_at=timezone.now() - timedelta(days=40)
    )

    def persons(**days):
        return set(breaches.touched(house, names=["people.roles"], **days).persons)

    assert persons() == {early.pk, late.pk}
    assert persons(from_on=day - timedelta(days=3)) == {late.pk}
    assert persons(to_on=day - timedelta(days=3)) == {early.pk}
    assert persons(from_on=day + timedelta(days=1)) == set()


def test_each_declared_kind_can_be_chosen(house):
    holder_of(Role.PEER, house)
    names = [kind.name for kind in breaches.traceable()]

    found = breaches.touched(house, names=names, to_on=timezone.localdate())

    assert len(found.records) + len(found.by_hand) == len(names)
    assert "people.account" in names and found.persons


def test_the_page_tells_who_cannot_be_written_to(house):
    peer = holder_of(Role.PEER, house)
    Person.objects.filter(pk=peer.pk).update(email=None)

    assert breaches.touched(house, names=["people.roles"]).unreachable == 1


def test_looking_at_whom_a_breach_touches_is_noted(client, house, contact, breach):
    peer = holder_of(Role.PEER, house)
    client.force_login(contact)

    client.get(reverse("protection:breach", args=[breach.pk]))

    assert peer.looks.get().what == What.BREACH


def test_the_notification_holds_what_article_33_asks(breach, contact, house):
    breach.consequences = "Quelqu’un peut apprendre qui est pair-aidant."
    breach.measures = "Clé bloquée ; listes désormais chiffrées."
    breach.persons = 12

    text = breaches.for_authority(breach, contact="Lou, lou@x.example")

    for part in (
        house.name,
        "lou@x.example",
        NATURE,
        "12",
        breach.consequences,
        breach.measures,
        house.network.authority_name,
    ):
        assert part in text
    assert "&#x27;" not in text and "\n\n\n" not in text


def test_the_mail_to_the_persons_is_drafted_in_four_languages(breach):
    drafts = breaches.for_persons(breach)

    assert list(drafts) == ["fr", "nl", "de", "en"]
    assert len({text.splitlines()[2] for text in drafts.values()}) == 4
    assert all(NATURE in text for text in drafts.values())


def test_an_unsettled_breach_waits_for_the_contact_and_nobody_else(
    house, contact, breach
):
    def titles(person):
        found = waiting_for(Rights(person), with_others=True)
        return [one.title for one in found if "Le Relais" in str(one.title)]

    assert len(titles(contact)) == 1
    assert titles(holder_of(Role.COORDINATOR, house)) == []
    breach.not_notified_because = "Chiffrée : aucun risque."
    breach.save()
    assert titles(contact) == []


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.PEER, Role.TREASURER])
def test_others_do_not_see_breaches(client, house, breach, role):
    client.force_login(holder_of(role, house))

    for address in (
        reverse("protection:register", args=[house.slug]),
        reverse("protection:new", args=[house.slug]),
        reverse("protection:breach", args=[breach.pk]),
        reverse("protection:change", args=[breach.pk]),
    ):
        assert client.get(address).status_code == 404


def test_another_organisation_does_not_see_it(client, breach):
    client.force_login(holder_of(Role.DATA_CONTACT, HouseFactory()))

    page = client.get(reverse("protection:breach", args=[breach.pk]))

    assert page.status_code == 404


def test_it_is_completed_later_and_says_when_it_was_late(
    client, house, contact, breach
):
    Breach.objects.update(found_at=timezone.now() - timedelta(days=5))
    client.force_login(contact)
    address = reverse("protection:change", args=[breach.pk])

    client.post(
        address,
        {
            "found_at": moment(timezone.now() - timedelta(days=5)),
            "nature": NATURE,
            "risk": "some",
            "notified_at": moment(timezone.now()),
        },
    )

    breach.refresh_from_db()
    assert breach.is_settled and breach.was_late
    register = client.get(reverse("protection:register", args=[house.slug]))
    assert NATURE[:40] in register.text


def test_a_breach_found_tomorrow_is_refused(client, house, contact):
    client.force_login(contact)
    tomorrow = moment(timezone.now() + timedelta(days=1))

    response = client.post(
        reverse("protection:new", args=[house.slug]),
        {"found_at": tomorrow, "nature": NATURE, "risk": "some"},
    )

    assert response.status_code == 422 and not Breach.objects.exists()


def test_an_organisation_with_many_persons_asks_no_more_often(
    client, house, contact, breach, django_assert_max_num_queries
):
    for _ in range(25):
        holder_of(Role.PEER, house)
    PersonFactory()
    client.force_login(contact)

    with django_assert_max_num_queries(20):
        client.get(reverse("protection:breach", args=[breach.pk]))
