import pytest
from django.utils import translation

from entrepairs.directory.tests.import_tools import counts, make_places, previewed
from entrepairs.importing.kinds import kind_named
from entrepairs.importing.mapping import ColumnMapper, ValueMapper
from entrepairs.importing.tests.files import HEAD, csv_bytes

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english():
    make_places()
    with translation.override("en"):
        yield


def sectors() -> ValueMapper:
    kind = kind_named("teams")
    field = kind.field_named("sectors")
    assert field
    return ValueMapper(kind, field, {})


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("cicas", None),
        ("CPAS", "public_social"),
        ("accompagnement_personnes_agees", "elderly"),
        ("Accompagnement de la personne âgée", "elderly"),
        ("Addictons", "addictions"),
    ],
)
def test_a_sector_is_guessed_by_its_words_and_never_by_a_likeness_of_letters(
    text, code
):
    assert sectors().code_of(text) == code


def test_a_cell_with_several_sectors_is_not_read_as_one_of_them():
    codes, unknown = sectors().codes_of("Accueil de personnes âgées, CPAS")

    assert (codes, unknown) == (["elderly", "public_social"], [])


@pytest.mark.parametrize("heading", ["Actif ?", "Actif", "Actief", "En activité"])
def test_a_column_on_being_active_says_nothing_of_peers(heading):
    mapper = ColumnMapper(kind_named("teams"))

    proposals = mapper.propose([heading], [["oui", "x", "true", "non"]])

    assert proposals[0].field == ""


def test_yes_and_no_are_no_life():
    kind = kind_named("teams")
    field = kind.field_named("life")
    assert field
    mapper = ValueMapper(kind, field, {})

    assert [mapper.code_of(text) for text in ("oui", "x", "non", "fermé")] == [None] * 4


def test_names_that_differ_in_a_telling_word_are_not_the_same():
    rows = [
        ["Caisse d'allocations familiales du Nord – accueil de Bergues"],
        ["Caisse d'allocations familiales du Nord – accueil de Beuvrages"],
        ["Caisse d'allocations familiales du Nord – accueil de Berguess"],
    ]
    full = [[*row, "", "7000", "Mons", "", ""] for row in rows]

    assert counts(previewed(csv_bytes([HEAD, *full]))) == (2, 0, 1)
