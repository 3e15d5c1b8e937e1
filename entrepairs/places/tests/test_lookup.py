import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from entrepairs.places.lookup import locate, resolve, suggest
from entrepairs.places.models import Place, PlaceKind, PlaceName, Postcode
from entrepairs.places.spelling import distance

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shipped_places")]

MEANT = {
    "1030": "nis:21015",
    "1030 Schaerbeek": "nis:21015",
    "Schaerbeek 1030": "nis:21015",
    "B-1030": "nis:21015",
    "BE 1030": "nis:21015",
    "L-4968": "gn:2960085",
    "F-59000": "gn:2998324",
    "59000": "gn:2998324",
    "6211 LK": "gn:2751283",
    "NL-6211 LK Maastricht": "gn:2751283",
    "H2X 1Y4": "gn:6077243",
    "schaarbeek": "nis:21015",
    "Luik": "nis:62063",
    "LIÈGE": "nis:62063",
    "lüttich": "nis:62063",
    "Bergen": "nis:53053",
    "Doornik": "nis:57081",
    "Aarlen": "nis:81001",
    "Arel": "nis:81001",
    "Geldenaken": "nis:25048",
    "St. Vith": "nis:63067",
    "Kelmis": "nis:63040",
    "Weismes": "nis:63080",
    "St-Gilles": "nis:21013",
    "saint gilles": "nis:21013",
    "Sint-Gillis": "nis:21013",
    "st gillis waas": "nis:46020",
    "ste ode": "nis:82038",
    "Brussel": "nis:21004",
    "bxl": "nis:21004",
    "Louvain la Neuve": "gn:2792073",
    "LLN": "gn:2792073",
    "1348": "gn:2792073",
    "1332": "gn:2797641",
    "1340": "nis:25121",
    "Gand": "nis:44021",
    "Ostende": "nis:35013",
    "province de Namur": "be-namur",
    "provincie Namen": "be-namur",
    "prov. Namur": "be-namur",
    "Hainaut": "be-hainaut",
    "Henegouwen": "be-hainaut",
    "Wallonie": "be-wal",
    "Région wallonne": "be-wal",
    "région de Bruxelles-Capitale": "be-bru",
    "Namur": "nis:92094",
    "la ville de Namur": "nis:92094",
    "à Namur": "nis:92094",
    "shaerbeek": "nis:21015",
    "namurr": "nis:92094",
    "chaleroi": "nis:52011",
    "molenbek": "nis:21012",
    "Toornai": "nis:57081",
    "Mosn": "nis:53053",
    "Aix-la-Chapelle": "gn:3247449",
    "Aken": "gn:3247449",
    "Rijsel": "gn:2998324",
    "Straatsburg": "gn:2973783",
    "Keulen": "gn:2886242",
}


@pytest.mark.parametrize(("typed", "code"), MEANT.items())
def test_what_people_type_is_understood(typed, code):
    assert getattr(resolve(typed).place, "code", None) == code


@pytest.mark.parametrize("typed", ["", "  ", "xyzzyx", "-", "9", "'; drop", "x" * 5000])
def test_what_is_no_place_is_not_understood(typed):
    found = resolve(typed)

    assert found.place is None
    assert found.choices == ()


@pytest.mark.parametrize("typed", ["%", "_", "\0", "1030\0", "\U0010ffff", "٣٤٥٦", "ß"])
def test_strange_letters_do_no_harm(typed):
    resolve(typed)
    suggest(typed)
    locate(postcode=typed, locality=typed)


def test_saint_gilles_offers_the_one_in_waas_too():
    found = resolve("saint gilles")

    assert found.place.code == "nis:21013"
    assert "nis:46020" in {place.code for place in found.choices}


def test_a_name_that_only_one_place_bears_offers_nothing_else():
    assert resolve("Schaerbeek").choices == ()
    assert resolve("1030").choices == ()


def test_mons_is_in_hainaut_and_the_french_ones_are_offered():
    french = Place.objects.create(
        code="gn:1", kind=PlaceKind.LOCALITY, country="FR", name_fr="Mons"
    )
    PlaceName.objects.create(place=french, folded="mons")

    here, there = resolve("Mons"), resolve("Mons", country="FR")

    assert here.place.code == "nis:53053"
    assert french in here.choices
    assert there.place == french


def test_namur_is_the_town_and_the_province_is_offered():
    assert "be-namur" in {place.code for place in resolve("Namur").choices}


def test_luxembourg_in_belgium_is_the_province_and_offers_the_country():
    found = resolve("Luxembourg")

    assert found.place.code == "be-luxembourg"
    assert {"lu", "gn:2960316"} <= {place.code for place in found.choices}


def test_a_postcode_beside_a_locality_finds_the_locality():
    assert resolve("6040 Jumet").place.name_fr == "Jumet"
    assert resolve("6000 Charleroi").place.name_fr == "Charleroi"
    assert resolve("7012 jemapes").place.name_fr == "Jemappes"


def test_a_wrong_postcode_beside_a_right_name_finds_the_name():
    assert resolve("9999 Dinant").place.name_fr == "Dinant"


def test_a_postcode_that_strays_into_a_neighbour_stays_with_its_own():
    Postcode.objects.create(
        country="BE", code="1070", place=Place.objects.get(code="nis:21004")
    )

    found = resolve("1070")

    assert found.place.name_fr == "Anderlecht"
    assert [place.name_fr for place in found.choices] == ["Bruxelles"]


def test_the_place_brings_its_areas_without_asking_again(django_assert_num_queries):
    place = resolve("Genval").place

    with django_assert_num_queries(0):
        assert place.parent.name_fr == "Rixensart"
        assert place.province.name_fr == "Brabant wallon"
        assert place.region.name_fr == "Wallonie"


@pytest.mark.parametrize("typed", [*MEANT, "1030 Dinantt", "9999 Dinantt", "xyzzyx"])
def test_three_queries_are_enough_to_resolve(typed):
    with CaptureQueriesContext(
        connection,
    ) as queries:
        resolve(typed)

    assert len(queries) <= 3


@pytest.mark.parametrize("typed", ["sch", "10", "1030", "st g", "n"])
def test_two_queries_are_enough_to_suggest(typed):
    with CaptureQueriesContext(connection) as queries:
        found = suggest(typed)

    assert found
    assert len(queries) <= 2


def test_suggestions_begin_as_typed_own_country_first():
    names = [place.name_fr for place in suggest("str", country="FR")]

    assert names[0] == "Strasbourg"


def test_suggestions_know_every_name_and_abbreviation():
    assert suggest("scha")[0].name_fr == "Schaerbeek"
    assert suggest("lui")[0].name_fr == "Liège"
    assert suggest("st-gi")[0].name_fr == "Saint-Gilles"
    assert suggest("103")[0].name_fr == "Schaerbeek"
    assert suggest("1030")[0].name_fr == "Schaerbeek"


def test_suggestions_are_as_many_as_asked_and_never_twice_the_same():
    found = suggest("s", limit=5)

    assert len(found) == len(set(found)) == 5


def test_an_address_is_located_by_postcode_and_name():
    assert locate(postcode="5100", locality="JAMBES").name_fr == "Jambes"
    assert locate(postcode="", locality="Jambes (Namur)").name_fr == "Jambes"
    assert locate(postcode="7000", locality="").name_fr == "Mons"
    assert locate(postcode="1080", locality="Bruxelles").code == "nis:21012"
    assert locate(postcode="59000", locality="Lille", country="FR").country == "FR"
    assert locate(postcode="", locality="") is None


def test_a_place_is_named_in_the_language_of_the_request():
    place = resolve("Mons").place

    with translation.override("nl"):
        assert place.name == "Bergen"
    with translation.override("fr"):
        assert place.name == "Mons"


@pytest.mark.parametrize(
    ("one", "other", "letters"),
    [
        ("mons", "mons", 0),
        ("mosn", "mons", 1),
        ("namurr", "namur", 1),
        ("shaerbeek", "schaerbeek", 1),
        ("abcdef", "uvwxyz", None),
        ("abc", "abcdefg", None),
    ],
)
def test_letters_apart_are_counted_up_to_two(one, other, letters):
    assert distance(one, other, 2) == letters
