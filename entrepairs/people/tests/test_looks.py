from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from entrepairs.people.models import Look, Membership, UnnamedStaff, What
from entrepairs.people.personal import looks as kind
from entrepairs.people.roles import Role
from entrepairs.people.tests.factories import (
    HouseFactory,
    PersonFactory,
    holder_of,
    role_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def house():
    return HouseFactory(name="Le Relais")


@pytest.fixture
def peer(house):
    return holder_of(Role.PEER, house)


def open_record(client, viewer, person, house):
    client.force_login(viewer)
    held = person.memberships.first()
    return client.get(reverse("space:person", args=[house.slug, held.pk]))


def my_log(client, person):
    client.force_login(person)
    return client.get(reverse("space:looks")).text


def test_a_person_reads_who_opened_their_record(client, house, peer):
    coordinator = holder_of(Role.COORDINATOR, house)
    coordinator.called = "Noor"
    coordinator.save(update_fields=["called"])

    assert open_record(client, coordinator, peer, house).status_code == 200

    text = my_log(client, peer)
    look = peer.looks.get()
    assert (look.what, look.role) == (What.RECORD, Role.COORDINATOR)
    assert "Noor" in text and "Le Relais" in text and str(look.function) in text
    assert coordinator.email not in text


def test_a_list_is_noted_once_a_day_for_each_person(client, house, peer):
    other, coordinator = holder_of(Role.PEER, house), holder_of(Role.COORDINATOR, house)
    client.force_login(coordinator)
    address = reverse("space:persons", args=[house.slug])

    for _ in range(3):
        client.get(address)

    assert {look.person for look in Look.objects.filter(what=What.LIST)} == {
        peer,
        other,
    }
    assert Look.objects.count() == 2
    Look.objects.update(day=timezone.localdate() - timedelta(days=1))
    client.get(address)
    assert Look.objects.count() == 4


def test_a_longer_list_asks_the_database_no_more_often(
    client, house, peer, django_assert_max_num_queries
):
    coordinator = holder_of(Role.COORDINATOR, house)
    client.force_login(coordinator)
    address = reverse("space:persons", args=[house.slug])
    client.get(address)
    for _ in range(20):
        holder_of(Role.PEER, house)

    with django_assert_max_num_queries(14):
        client.get(address)

    assert Look.objects.count() == 21


def test_looking_at_oneself_is_not_noted(client, house):
    coordinator = holder_of(Role.COORDINATOR, house)

    open_record(client, coordinator, coordinator, house)

    assert not Look.objects.exists()


def test_who_was_refused_saw_nothing(client, house, peer):
    stranger = holder_of(Role.COORDINATOR, HouseFactory())

    assert open_record(client, stranger, peer, house).status_code == 404

    assert not Look.objects.exists()


def test_nobody_reads_the_looks_at_somebody_else(client, house, peer):
    open_record(client, holder_of(Role.COORDINATOR, house), peer, house)

    text = my_log(client, PersonFactory())

    assert "Le Relais" not in text


def test_the_data_protection_contact_reads_the_log_of_the_house_only(
    client, house, peer
):
    coordinator = holder_of(Role.COORDINATOR, house)
    elsewhere = HouseFactory()
    stranger = holder_of(Role.PEER, elsewhere)
    open_record(client, coordinator, peer, house)
    open_record(client, holder_of(Role.COORDINATOR, elsewhere), stranger, elsewhere)
    contact = holder_of(Role.DATA_CONTACT, house)
    client.force_login(contact)

    text = client.get(reverse("space:house_looks", args=[house.slug])).text

    assert peer.called in text and coordinator.called in text
    assert stranger.called not in text
    for slug in (elsewhere.slug, "nowhere"):
        assert client.get(reverse("space:house_looks", args=[slug])).status_code == 404
    assert peer.looks.filter(what=What.LOG, viewer=contact).count() == 1


def test_a_coordinator_does_not_read_the_log_of_the_house(client, house):
    client.force_login(holder_of(Role.COORDINATOR, house))

    page = client.get(reverse("space:house_looks", args=[house.slug]))

    assert page.status_code == 404


def test_a_name_that_endangers_is_kept_back_and_the_function_stays(client, house, peer):
    coordinator = holder_of(Role.COORDINATOR, house)
    open_record(client, coordinator, peer, house)
    client.force_login(holder_of(Role.DATA_CONTACT, house))
    look = Look.objects.get(viewer=coordinator)
    address = reverse("space:name_staff", args=[house.slug, look.pk])

    client.post(address)
    client.post(address)

    assert UnnamedStaff.objects.count() == 1
    text = my_log(client, peer)
    assert coordinator.called not in text and "Le Relais" in text
    client.force_login(holder_of(Role.DATA_CONTACT, house))
    client.post(address, {"told": "1"})
    assert coordinator.called in my_log(client, peer)


def test_the_data_protection_contact_cannot_keep_their_own_name_back(
    client, house, peer
):
    contact = holder_of(Role.DATA_CONTACT, house)
    open_record(client, contact, peer, house)
    own = Look.objects.get(viewer=contact, what=What.RECORD)
    address = reverse("space:name_staff", args=[house.slug, own.pk])

    shown = client.get(reverse("space:house_looks", args=[house.slug])).text

    assert client.post(address).status_code == 404
    assert not UnnamedStaff.objects.exists()
    assert address not in shown


def test_my_space_tells_no_name_before_a_look_is_noted(client, house):
    role_of(PersonFactory(called="Zénobie"), Role.PEER, house, days=9)
    client.force_login(holder_of(Role.ADMINISTRATOR, house))

    home = client.get(reverse("space:home")).text

    assert reverse("space:role", args=[Membership.objects.get(role="peer").pk]) in home
    assert "Zénobie" not in home
    assert not Look.objects.exists()


def test_the_name_goes_with_the_viewer_and_the_look_stays(client, house, peer):
    coordinator = holder_of(Role.COORDINATOR, house)
    open_record(client, coordinator, peer, house)

    coordinator.delete()

    text = my_log(client, peer)
    assert coordinator.called not in text and "Le Relais" in text


def test_a_look_is_kept_for_twelve_months(peer):
    now = timezone.now()
    for days in (364, 366):
        at = now - timedelta(days=days)
        Look.objects.create(person=peer, what=What.LIST, day=at.date(), at=at)

    assert kind.due(now).count() == 1


def test_my_log_needs_no_second_key_and_that_of_the_house_does(client, house, peer):
    client.force_login(peer, factor=False)
    assert client.get(reverse("space:looks")).status_code == 200

    client.force_login(holder_of(Role.DATA_CONTACT, house), factor=False)
    assert (
        client.get(reverse("space:house_looks", args=[house.slug])).status_code == 302
    )
