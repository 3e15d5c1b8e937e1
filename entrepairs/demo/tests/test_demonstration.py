"""The demonstration: complete, fictional, loaded as often as one likes."""

import re
from datetime import timedelta

import pytest
from django.db import transaction
from django.test import override_settings
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape
from django.utils.translation import override

from entrepairs.demo import actions, cast
from entrepairs.demo.catalogue import TEAMS
from entrepairs.directory.models import (
    AddressPrecision,
    Entry,
    EntryText,
    Life,
    Listing,
    PeerBand,
    Sector,
    State,
)
from entrepairs.mail.actions import send_due
from entrepairs.organisations.models import Network, Organisation, Team
from entrepairs.people import memberships
from entrepairs.people.cards import waiting_for
from entrepairs.people.models import Membership, Person
from entrepairs.people.rights import Rights
from entrepairs.people.roles import Role
from entrepairs.website.models import HelpLine

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.urls("entrepairs.demo.tests.urls"),
]
NO_SUCH_NUMBER = re.compile(r"(^0\d+ 000 00 \d\d|00 00|555 01)")


@pytest.fixture(autouse=True)
def demonstration(settings):
    settings.DEMO = True


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker):
    """Once for all tests of the module; each of them undoes what it does."""
    with (
        django_db_blocker.unblock(),
        override_settings(DEMO=True),
        transaction.atomic(),
    ):
        actions.load()
        yield
        transaction.set_rollback(True)


def count_all():
    tables = (Network, Organisation, Team, Entry, EntryText, Listing, HelpLine, Person)
    return [table.objects.count() for table in tables]


def test_loading_twice_doubles_nothing(loaded):
    before = count_all()

    actions.load()

    assert count_all() == before


def test_it_is_big_enough_and_has_three_networks(loaded):
    assert Team.objects.count() >= 64
    assert Organisation.objects.count() >= 30
    assert Network.objects.count() == 3
    assert Network.objects.exclude(organisations=None).count() == 3
    assert HelpLine.objects.filter(country="FR").exists()


def test_every_sector_state_life_precision_and_band_appears(loaded):
    assert not Sector.objects.filter(entry=None).exists()
    for field, choices in (
        ("state", State),
        ("life", Life),
        ("precision", AddressPrecision),
        ("peers", PeerBand),
        ("paid", ["paid", "unpaid", "both"]),
    ):
        found = set(Entry.objects.values_list(field, flat=True))
        assert set(choices) <= found, field


def test_every_language_has_texts_and_some_are_easy_to_read(loaded):
    assert set(EntryText.objects.values_list("language", flat=True)) == {
        "fr",
        "nl",
        "de",
        "en",
    }
    assert EntryText.objects.exclude(easy_read="").count() >= 6
    assert Entry.objects.filter(texts__language="en").count() >= 8


def test_every_brussels_municipality_and_walloon_province_has_a_team(loaded):
    places = Entry.objects.values_list("place__code", "place__province__code")
    communes = {code for code, _ in places if code.startswith("nis:21")}
    provinces = {province for _, province in places if province}

    assert len(communes) == 19
    assert len(provinces) >= 8


def test_dates_follow_the_day(loaded):
    today = timezone.localdate()
    ages = {
        (today - day).days
        for day in Entry.objects.values_list("verified_on", flat=True)
        if day
    }
    long_ago = today - timedelta(days=3000)
    Entry.objects.exclude(verified_on=None).update(verified_on=long_ago)

    actions.load()

    assert min(ages) <= 21
    assert any(365 < age <= 548 for age in ages)
    assert any(548 < age < 731 for age in ages)
    newest = Entry.objects.order_by("-verified_on").exclude(verified_on=None)[0]
    assert (today - newest.verified_on).days <= 21


def test_what_somebody_changed_stays_changed(loaded):
    entry = Entry.objects.filter(state="published").first()
    entry.phone = "02 000 00 99"
    entry.save()
    entry.save_revision()

    actions.load()

    entry.refresh_from_db()
    assert entry.phone == "02 000 00 99"


def test_no_number_or_address_belongs_to_anybody(loaded):
    for entry in Entry.objects.all():
        assert NO_SUCH_NUMBER.search(entry.phone), entry.phone
        assert entry.email.endswith(".example")
        assert entry.website.endswith(".example/")


def test_each_team_tells_something_of_its_own():
    summaries = [told.summary for told in TEAMS]

    assert len(set(summaries)) == len(summaries)
    assert all(len(summary) <= 300 for summary in summaries)


def test_one_button_signs_in_and_looking_does_not(client, loaded):
    looked = client.get("/demo/")
    pressed = client.post("/demo/")

    assert looked.status_code == 200
    assert not looked.cookies
    assert (pressed.status_code, pressed["Location"]) == (302, "/admin/")
    assert client.get("/admin/").status_code == 200


def test_another_site_cannot_press_the_button(client, loaded):
    response = client.post("/demo/", headers={"Sec-Fetch-Site": "cross-site"})

    assert response.status_code == 200
    assert "_auth_user_id" not in client.session


def test_a_network_changed_since_stays_changed(loaded):
    Network.objects.filter(host=None).update(controller_name="Asbl Rivage")

    actions.load()

    assert Network.objects.get(host=None).controller_name == "Asbl Rivage"


@pytest.mark.parametrize("guest", cast.GUESTS, ids=lambda guest: guest.key)
def test_each_door_makes_one_somebody_with_a_role(client, loaded, guest):
    response = client.post("/demo/", {"as": guest.key}, follow=True)

    page = response.content.decode()
    assert response.request["PATH_INFO"] == "/fr/espace/"
    assert f"Bonjour {guest.called}" in page
    with override("fr"):
        assert escape(str(guest.role.label)) in page


def test_a_guest_s_session_passes_for_opened_with_a_second_key(client, loaded):
    client.post("/demo/", {"as": "administrator"})

    house = Organisation.objects.get(name=cast.HOUSE)
    response = client.get(reverse("space:persons", args=[house.slug]))

    assert response.status_code == 200
    assert "Odette" in response.content.decode()


def test_a_guest_goes_on_to_what_is_known_of_them(client, loaded):
    client.post("/demo/", {"as": "peer"})

    door = client.get(reverse("rights:door"))
    opened = client.post(reverse("rights:door"), follow=True)

    assert door.status_code == 200
    assert "peer@entrepairs.example" in opened.content.decode()


def test_outside_of_a_demonstration_that_session_opens_nothing(
    client, loaded, settings
):
    client.post("/demo/", {"as": "administrator"})
    house = Organisation.objects.get(name=cast.HOUSE)

    settings.DEMO = False

    response = client.get(reverse("space:persons", args=[house.slug]))
    assert response.status_code == 302
    assert "Odette" not in response.content.decode()


def test_a_door_that_does_not_exist_opens_nothing(client, loaded):
    assert client.post("/demo/", {"as": "nobody"}).status_code == 404
    assert "_auth_user_id" not in client.session


def test_one_becomes_a_visitor_again(client, loaded):
    client.post("/demo/", {"as": "peer"})

    client.post("/demo/", {"as": "visitor"})

    assert "_auth_user_id" not in client.session


def test_the_roles_of_the_guests_never_run_out(loaded):
    Membership.objects.update(to_on=timezone.localdate() - timedelta(days=1))

    actions.load()

    for guest in cast.GUESTS:
        assert Rights(cast.person_of(guest.key)).memberships


def test_the_administrator_has_things_that_wait(loaded):
    rights = Rights(cast.person_of("administrator"))

    assert len(waiting_for(rights, with_others=True)) >= 3


def test_mails_of_the_demonstration_can_be_read_newest_first(
    client, loaded, settings, tmp_path
):
    settings.EMAIL_BACKEND = "entrepairs.mail.folder.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path
    house = Organisation.objects.get(name=cast.HOUSE)
    for name in ("Une", "Deux"):
        fields = {"language": "fr", "email": f"{name}@a.example", "to_on": None}
        memberships.welcome(
            role=Role.VOLUNTEER, place=house, called=name, by=None, **fields
        )
        assert send_due() == 1

    page = client.get("/demo/mails/").content.decode()

    assert page.index("deux@a.example") < page.index("une@a.example")
    assert "vous avez un nouveau rôle" in page


def test_nobody_else_s_mails_can_be_read(client, loaded, settings):
    settings.DEMO = False

    assert client.get("/demo/mails/").status_code == 404
