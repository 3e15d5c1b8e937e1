import pytest

from entrepairs.core.text import fold
from entrepairs.importing.headers import find_headings, why_no_row

WORDS = {"nom", "adresse", "cp", "commune", "tel"}


def known(heading: str) -> bool:
    return any(fold(part) in WORDS for part in (heading, *heading.splitlines()))


def numbered(*rows: list[str]) -> list[tuple[int, list[str]]]:
    return list(enumerate(rows, start=1))


def test_headings_are_found_below_titles():
    rows = numbered(
        ["Répertoire des services"],
        ["Mise à jour : voir colonne H"],
        ["N°", "Nom", "CP", "Commune"],
        ["1", "Le Pont", "7000", "Mons"],
    )

    found = find_headings(rows, known)

    assert (found.columns, found.row, found.skip) == (
        ["N°", "Nom", "CP", "Commune"],
        3,
        3,
    )


def test_headings_on_two_lines_are_joined_where_needed():
    rows = numbered(
        ["Nom", "Siège", "", "Antenne", ""],
        ["", "Adresse", "CP", "Adresse", "CP"],
        ["Le Pont", "rue Haute 1", "7000", "", ""],
    )

    assert find_headings(rows, known).columns == [
        "Nom",
        "Siège · Adresse",
        "Siège · CP",
        "Antenne · Adresse",
        "Antenne · CP",
    ]


def test_a_file_without_headings_gets_numbers_for_names():
    rows = numbered(["Le Pont", "7000", "Mons"], ["Rive", "4000", "Liège"])

    found = find_headings(rows, known)

    assert found.skip == 0
    assert found.columns == ["Column 1", "Column 2", "Column 3"]


@pytest.mark.parametrize(
    ("cells", "is_row"),
    [
        (["", "", ""], False),
        (["ADIL", "", ""], False),
        (["", "Secteur :"], False),
        (["TOTAL", "12"], False),
        (["Sous-total", "", "3"], False),
        (["Nom", "CP", "Commune"], False),
        (["Le Pont", "7000", "Mons"], True),
        (["Le Pont", "", ""], True),
        (["Totalement libre", "7000", "Mons", "rue Haute"], True),
    ],
)
def test_titles_totals_and_blank_rows_are_no_rows(cells, is_row):
    why = why_no_row(cells, ["Nom", "CP", "Commune"], named_by=[0])

    assert (why == "") is is_row
