from datetime import timedelta

import pytest
from django.utils import timezone

from entrepairs.core.errors import Refused
from entrepairs.directory import actions, tasks
from entrepairs.directory.models import Entry, Life, Listing, Source, State
from entrepairs.directory.models.entry import HIDE_AFTER, STALE_AFTER
from entrepairs.directory.tests.factories import EntryFactory, PlaceFactory, belgium

pytestmark = pytest.mark.django_db


def checked(ago):
    return timezone.localdate() - ago


def test_a_published_entry_is_listed_with_what_is_told():
    places = belgium()

    entry = EntryFactory(
        name="L’Éclaircie", sectors=["harm_reduction"], place=places["mons"]
    )

    listing = Listing.objects.get(entry=entry)
    assert (listing.name, listing.sort_name) == ("L’Éclaircie", "l eclaircie")
    assert listing.place == places["mons"]
    assert listing.province == places["hainaut"]
    assert listing.region == places["wallonia"]
    assert listing.sectors.bit_count() == 2  # its own and the one it is part of


def test_publishing_again_changes_nothing(django_assert_max_num_queries):
    entries = [EntryFactory(sectors=["youth"], summary="Bonjour") for _ in range(12)]
    before = list(Listing.objects.order_by("pk").values())

    with django_assert_max_num_queries(60):
        count = actions.publish_listing(entry.pk for entry in entries)

    assert count == 12
    assert list(Listing.objects.order_by("pk").values()) == before


def test_an_archived_entry_leaves_the_directory_and_comes_back():
    entry = EntryFactory()

    actions.archive(entry)
    archived = Listing.objects.count()
    actions.publish(entry)

    assert archived == 0
    assert Listing.objects.get().entry == entry


def test_a_draft_is_submitted_once():
    entry = EntryFactory(state=State.DRAFT, published_at=None)

    actions.submit(entry)

    assert actions.submit(entry).state == State.SUBMITTED
    assert Listing.objects.count() == 0


def test_a_published_entry_cannot_be_submitted():
    entry = EntryFactory()

    with pytest.raises(Refused):
        actions.submit(entry)


def test_checking_an_entry_makes_it_fresh_at_once():
    entry = EntryFactory(state=State.TO_VERIFY, verified_on=checked(STALE_AFTER * 1.1))

    actions.verify(entry, by=Source.TEAM)

    listing = Listing.objects.get()
    assert listing.verified_on == timezone.localdate()
    assert Entry.objects.get().state == State.PUBLISHED


def test_an_older_check_does_not_hide_a_newer_one():
    entry = EntryFactory(verified_on=checked(timedelta(days=3)))

    actions.verify(entry, by=Source.NETWORK, on=checked(timedelta(days=30)))

    assert Entry.objects.get().verified_on == checked(timedelta(days=3))


def test_nobody_checks_tomorrow():
    with pytest.raises(Refused):
        actions.verify(EntryFactory(), by=Source.TEAM, on=checked(-timedelta(days=1)))


def test_a_former_team_looks_for_nobody():
    EntryFactory(recruiting_on=timezone.localdate(), life=Life.FORMER)

    assert not Listing.objects.get().is_recruiting


@pytest.mark.parametrize(("days", "marked"), [(-1, 0), (0, 0), (1, 1)])
def test_after_a_year_an_entry_waits_to_be_checked(days, marked):
    EntryFactory(verified_on=checked(STALE_AFTER + timedelta(days=days)))

    first, again = tasks.ask_to_verify_stale.func(), tasks.ask_to_verify_stale.func()

    assert (first, again) == (marked, 0)
    assert Listing.objects.count() == 1


@pytest.mark.parametrize(("days", "listed"), [(-1, 1), (0, 0), (1, 0)])
def test_after_two_years_an_entry_is_hidden(days, listed):
    EntryFactory()
    long_ago = checked(HIDE_AFTER + timedelta(days=days))
    Entry.objects.update(verified_on=long_ago)

    tasks.refresh_listings.func()
    tasks.refresh_listings.func()

    assert Listing.objects.count() == listed


def test_what_was_forgotten_is_listed_by_the_sweep():
    EntryFactory()
    Listing.objects.all().delete()

    tasks.refresh_listings.func()

    assert Listing.objects.count() == 1


def test_a_locality_is_told_by_its_municipality():
    places = belgium()
    village = PlaceFactory(
        code="gn:1",
        kind="locality",
        name_fr="Nimy",
        latitude=50.474,
        longitude=3.954,
        parent=places["mons"],
        region=places["wallonia"],
        province=places["hainaut"],
    )

    EntryFactory(place=village, precision="commune", latitude=50.4741, longitude=3.9541)

    listing = Listing.objects.get()
    assert listing.place == places["mons"]
    assert listing.position == places["mons"].position
