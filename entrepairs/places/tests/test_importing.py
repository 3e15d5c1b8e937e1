import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from entrepairs.core.errors import Refused
from entrepairs.places.importing import import_file
from entrepairs.places.lookup import resolve
from entrepairs.places.models import Place, PlaceKind
from entrepairs.places.tests.test_loading import everything

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shipped_places")]

GEONAMES = (
    "country_code,zipcode,place,state,state_code,province,province_code,"
    "community,community_code,latitude,longitude\n"
)
MUNICIPALITIES = "nis5,name_fr,name_nl,name_de,lang,lat,lon,postcodes,former_nis5\n"
HISTORY = "nis5_2018,nis5_2019,nis5_2025,name_fr_2019,name_nl_2019\n"
REFNIS = "Code INS;Entités administratives;Langue;Code NIS;Administratieve eenheden;T\n"


@pytest.fixture
def written(tmp_path):
    def write(text, encoding="utf-8", name="file.csv"):
        path = tmp_path / name
        path.write_bytes(text.encode(encoding))
        return path

    return write


def a_row(zipcode, place, *, country="BE", at="50.455,3.953", state="WAL", of="WHT"):
    return f"{country},{zipcode},{place},x,{state},x,{of},x,5,{at}\n"


def test_a_postcode_of_a_known_place_is_added_to_it(written):
    mons = Place.objects.get(code="nis:53053")

    outcome = import_file(written(GEONAMES + a_row("7999", "Mons")))

    assert (outcome.read, outcome.refusals) == (1, 0)
    assert outcome.tally.created == 0
    assert resolve("7999").place == mons


def test_an_unknown_place_is_created_in_its_province(written):
    import_file(written(GEONAMES + a_row("7999", "Petit-Nulle-Part")))

    place = resolve("petit nulle part").place

    assert place.code == "pc:be-7999-petit-nulle-part"
    assert place.province.code == "be-hainaut"


def test_a_locality_lies_in_the_municipality_that_shares_its_postcode(written):
    import_file(written(GEONAMES + a_row("7032", "Coin-Perdu")))

    assert resolve("coin perdu").place.parent.code == "nis:53053"


def test_two_places_of_one_name_far_apart_stay_two(written):
    import_file(written(GEONAMES + a_row("4400", "Mons", at="50.62,5.46")))

    assert Place.objects.filter(name_fr="Mons", country="BE").count() == 2


def test_one_place_with_many_postcodes_stays_one(written):
    rows = "".join(a_row(7990 + n, "Nulle-Part") for n in range(4))

    outcome = import_file(written(GEONAMES + rows))

    assert outcome.tally.created == 1
    assert outcome.tally.postcodes == 4


@pytest.mark.parametrize("columns", [11, 12])
def test_the_official_file_of_geonames_is_read_too(written, columns):
    cells = [
        "LU",
        "L-9999",
        "Nowhere-sur-Sûre",
        "Wiltz",
        "WI",
        "Wiltz",
        "12",
        "",
        "",
        "49.9",
        "5.9",
        "6",
    ]

    import_file(written("\t".join(cells[:columns]) + "\n"))

    assert resolve("L-9999").place.name_fr == "Nowhere-sur-Sûre"


def test_postcodes_of_cedex_and_of_quarters_belong_to_the_town(written):
    rows = a_row("59777", "LILLE CEDEX 9", country="FR", at="50.63,3.06", state="32")
    rows += a_row("59778", "Lille 03", country="FR", at="50.63,3.06", state="32")

    import_file(written(GEONAMES + rows))

    assert resolve("F-59777").place.name_fr == "Lille"
    assert resolve("F-59778").place.name_fr == "Lille"


def test_what_cannot_be_read_is_refused_by_line_and_the_rest_is_kept(written):
    rows = (
        a_row("7999", "Nulle-Part")
        + a_row("7999", "")
        + a_row("7999", "Ailleurs", at="north,3.9")
        + a_row("7999", "Ailleurs", at="150.0,3.9")
        + a_row("?!", "Ailleurs")
        + a_row("7999", "Ailleurs", country="Belgium")
        + a_row("7999", "x" * 200)
        + "BE,7999\n"
        + a_row("52999", "Beispiel GmbH", country="DE", state="07")
    )

    outcome = import_file(written(GEONAMES + rows))

    assert outcome.tally.created == 1
    assert [refusal.line for refusal in outcome.refused] == [3, 4, 5, 6, 7, 8, 9, 10]
    assert all(refusal.reason for refusal in outcome.refused)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_the_encoding_is_found(written, encoding):
    import_file(written(GEONAMES + a_row("7999", "Nœud-à-Lœuf"), encoding))

    assert resolve("7999").place.name_fr == "Nœud-à-Lœuf"


@pytest.mark.parametrize(
    "text", ["", "a,b\n1,2\n", "PK\3\4\0\0", "\n\n", '"' * 9, "nis5\n1\n"]
)
def test_another_file_is_refused(written, text):
    with pytest.raises(Refused):
        import_file(written(text))


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(Refused):
        import_file(tmp_path / "nothing.csv")
    with pytest.raises(Refused):
        import_file(tmp_path)


def test_a_locality_known_before_becomes_the_municipality_and_keeps_its_row(written):
    known = Place.objects.create(
        code="gn:77", kind=PlaceKind.LOCALITY, country="BE", name_fr="Fosse-Neuve",
        latitude=50.45, longitude=4.9,
    )  # fmt: skip
    known.names.create(folded="fosse neuve")
    row = "92999,Fosse-Neuve,Nieuwput,,F,50.46,4.91,5999 5998,92999\n"

    outcome = import_file(written(MUNICIPALITIES + row))
    known.refresh_from_db()

    assert outcome.tally.created == 0
    assert (known.code, known.kind) == ("nis:92999", PlaceKind.COMMUNE)
    assert known.name_nl == "Nieuwput"
    assert known.province.code == "be-namur"
    assert resolve("5999").place == known
    assert resolve("nieuwput").place == known


def test_a_merged_municipality_becomes_a_locality_of_the_new_one(written):
    mons = Place.objects.get(code="nis:53053")
    row = "53999,Grand-Mons,Groot-Bergen,,F,50.46,3.96,7000,53053\n"

    import_file(written(MUNICIPALITIES + row))
    mons.refresh_from_db()

    assert mons.kind == PlaceKind.LOCALITY
    assert mons.parent.code == "nis:53999"


def test_a_municipality_that_changes_its_code_keeps_its_row(written):
    mons = Place.objects.get(code="nis:53053")

    import_file(written(HISTORY + "53053,53053,53998,Mons,Bergen\n"))
    mons.refresh_from_db()

    assert mons.code == "nis:53998"
    assert mons.kind == PlaceKind.COMMUNE


def test_the_table_refnis_names_municipalities_and_leaves_areas_out(written):
    rows = (
        "01000;ROYAUME;;01000;HET RIJK;\n"
        "50000;Province du Hainaut;;50000;Provincie Henegouwen;\n"
        "53053;Mons;F;53053;Bergen;F\n"
        "53997;Ville-Neuve;F;53997;Nieuwstad;F\n"
        "5x;Nulle-Part;F;5x;Nergens;F\n"
    )

    outcome = import_file(written(REFNIS + rows))

    assert outcome.tally.created == 1
    assert [refusal.line for refusal in outcome.refused] == [6]
    assert resolve("nieuwstad").place.province.code == "be-hainaut"


def test_the_same_file_twice_changes_nothing(written):
    rows = "".join(a_row(7990 + n, f"Nulle-Part-{n % 3}") for n in range(9))
    path = written(GEONAMES + rows)
    import_file(path)
    before = everything()

    again = import_file(path)

    assert not again.tally.anything
    assert everything() == before


def test_progress_is_told_row_by_row(written):
    told = []
    rows = "".join(a_row(1000 + n, f"Lieu {n}") for n in range(1200))

    import_file(written(GEONAMES + rows), told.append)

    assert sum(told) == 1200
    assert len(told) > 1


def test_the_command_tells_what_was_imported_and_what_refused(written, capsys):
    path = written(GEONAMES + a_row("7999", "Nulle-Part") + a_row("", "Ailleurs"))

    with translation.override("en"):
        call_command("places", "import", str(path))
    told = capsys.readouterr()

    assert "1 places created" in told.out
    assert "line 3" in told.err
    assert "1 of 2" in told.err


def test_the_command_fails_where_nothing_can_be_read(written):
    with pytest.raises(CommandError):
        call_command("places", "import", str(written("a,b\n")))
    with pytest.raises(CommandError):
        call_command("places", "import", str(written(GEONAMES + a_row("", "x"))))


def test_the_command_loads_what_ships_and_counts_it(capsys):
    with translation.override("en"):
        call_command("places", "load", "--shipped")
        call_command("places", "check")
    told = capsys.readouterr().out

    assert "Nothing changed." in told
    assert "BE: " in told
    assert "postcodes" in told


def test_the_check_fails_on_an_empty_gazetteer():
    Place.objects.update(parent=None, region=None, province=None)
    Place.objects.all().delete()

    with pytest.raises(CommandError):
        call_command("places", "check")
