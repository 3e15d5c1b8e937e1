import csv

import pytest

from entrepairs.places.census import census
from entrepairs.places.importing import import_file
from entrepairs.places.lookup import resolve
from entrepairs.places.models import Place, PlaceKind, Postcode
from entrepairs.places.tests.test_loading import everything

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shipped_places")]

POSTCODES = (
    *("be_postcodes_geonames.csv", "de_border_postcodes_geonames.csv"),
    *("fr_north_postcodes_geonames.csv", "lu_places_geonames.csv"),
    "nl_south_postcodes_geonames.csv",
)
STATBEL = (
    *("be_municipalities_2025.csv", "be_nis_history.csv"),
    "REFNIS_2019_statbel.csv",
)


@pytest.mark.parametrize("name", [*POSTCODES, *STATBEL])
def test_each_file_loads_row_by_row_and_twice_changes_nothing(geography, name):
    path = geography / name
    with path.open(encoding="utf-8") as source:
        lines = sum(1 for _line in source)

    first = import_file(path)
    before = everything()
    second = import_file(path)

    assert first.read == lines - 1
    assert first.refusals < first.read / 4
    assert all(1 < refusal.line <= lines for refusal in first.refused)
    assert not second.tally.anything
    assert everything() == before


def test_every_belgian_postcode_resolves_after_the_import(geography):
    path = geography / "be_postcodes_geonames.csv"
    import_file(geography / "be_municipalities_2025.csv")
    import_file(path)
    with path.open(encoding="utf-8") as source:
        codes = sorted({row["zipcode"] for row in csv.DictReader(source)})

    lost = [
        code
        for code in codes
        if not (place := resolve(code).place) or not place.position
    ]

    assert len(codes) > 1100
    assert lost == []


@pytest.mark.parametrize("order", [STATBEL, STATBEL[::-1], STATBEL[1:] + STATBEL[:1]])
def test_the_tables_of_statbel_agree_whatever_their_order(geography, order):
    for name in (*order, *order):
        import_file(geography / name)

    communes = Place.objects.filter(country="BE", kind=PlaceKind.COMMUNE)
    with (geography / "be_municipalities_2025.csv").open(encoding="utf-8") as source:
        today = {f"nis:{row['nis5']}" for row in csv.DictReader(source)}

    assert set(communes.values_list("code", flat=True)) == today


@pytest.mark.slow
def test_the_order_of_all_files_changes_nothing_afterwards(geography):
    for name in (*POSTCODES, *STATBEL):
        import_file(geography / name)
    for name in (*STATBEL, *POSTCODES):
        import_file(geography / name)
    before = everything()

    for name in (*POSTCODES, *STATBEL):
        import_file(geography / name)

    assert everything() == before


def test_each_province_is_that_of_the_file(geography):
    import_file(geography / "be_municipalities_2025.csv")
    import_file(geography / "be_postcodes_geonames.csv")
    with (geography / "be_municipalities_2025.csv").open(encoding="utf-8") as source:
        rows = {f"nis:{row['nis5']}": row for row in csv.DictReader(source)}
    areas = {
        place.code: place
        for place in Place.objects.filter(code__in=rows).select_related("province")
    }

    wrong = [
        code
        for code, row in rows.items()
        if row["prov_nis"] != "04000"
        and areas[code].province.name_nl.casefold() not in row["prov_nl"].casefold()
    ]

    assert wrong == []
    assert not Place.objects.filter(
        country="BE", kind=PlaceKind.LOCALITY, parent=None
    ).exists()


def test_the_census_counts_every_belgian_postcode_as_resolved(geography):
    import_file(geography / "be_municipalities_2025.csv")
    import_file(geography / "be_postcodes_geonames.csv")

    belgium = next(count for count in census() if count.country == "BE")

    assert belgium.resolved == belgium.postcodes
    assert belgium.postcodes == (
        Postcode.objects.filter(country="BE").values("code").distinct().count()
    )


def test_six_figures_of_names_leave_a_typing_error_quick(geography):
    for name in POSTCODES:
        import_file(geography / name)

    assert resolve("shaerbeek").place.name_fr == "Schaerbeek"
    assert resolve("Louvain la nueve").place.name_fr == "Louvain-la-Neuve"
    assert resolve("Roubeix", country="FR").place.name_fr == "Roubaix"
