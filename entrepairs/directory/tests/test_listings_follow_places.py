"""What the gazetteer learns of a place reaches the teams that are there."""

import pytest

from entrepairs.directory import tasks
from entrepairs.directory.models import Listing
from entrepairs.directory.tests.factories import EntryFactory, PlaceFactory, belgium
from entrepairs.places.models import Place, PlaceKind

pytestmark = pytest.mark.django_db


def village(**other):
    return PlaceFactory(
        code="gn:1",
        kind=PlaceKind.LOCALITY,
        name_fr="Nimy",
        latitude=50.474,
        longitude=3.954,
        **other,
    )


def test_a_team_moves_with_its_place():
    mons = belgium()["mons"]
    EntryFactory(place=mons)
    before = Listing.objects.get()
    Place.objects.filter(pk=mons.pk).update(latitude=50.6)

    tasks.refresh_listings.func()

    after = Listing.objects.get()
    assert after.latitude == 50.6
    assert (after.y, after.uz) != (before.y, before.uz)


def test_a_team_follows_its_place_to_another_province():
    places = belgium()
    EntryFactory(place=places["mons"])
    liege = places["liege"].province
    Place.objects.filter(pk=places["mons"].pk).update(province=liege)

    tasks.refresh_listings.func()

    assert Listing.objects.get().province == liege


def test_a_team_told_by_its_municipality_follows_a_merger():
    places = belgium()
    mons, charleroi = places["mons"], places["charleroi"]
    EntryFactory(place=mons, precision="commune")
    Place.objects.filter(pk=mons.pk).update(
        kind=PlaceKind.LOCALITY, parent=charleroi, region=places["wallonia"]
    )

    tasks.refresh_listings.func()

    listing = Listing.objects.get()
    assert listing.place == charleroi
    assert listing.position == charleroi.position


def test_a_listing_that_is_right_is_left_alone():
    places = belgium()
    EntryFactory(place=places["mons"], latitude=50.45, longitude=3.95)
    EntryFactory(place=places["schaerbeek"], precision="commune")
    EntryFactory(place=places["liege"], precision="hidden")
    EntryFactory()

    assert tasks.refresh_listings.func() == 0


def test_a_locality_in_no_municipality_is_not_told_in_place_of_one():
    places = belgium()
    nimy = village(
        parent=places["hainaut"],
        region=places["wallonia"],
        province=places["hainaut"],
    )

    EntryFactory(place=nimy, precision="commune")

    listing = Listing.objects.get()
    assert (listing.place, listing.position) == (None, None)
    assert listing.province == places["hainaut"]


def test_abroad_a_locality_stands_for_its_municipality():
    place = village(country="FR")

    EntryFactory(place=place, precision="commune")

    assert Listing.objects.get().place == place
