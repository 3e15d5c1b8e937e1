import pytest

from entrepairs.importing.kinds import kind_named
from entrepairs.importing.pages import left_out


@pytest.mark.parametrize(
    "heading", ["Diagnostic", "Date de naissance", "Rijksregisternummer", "Iban"]
)
def test_a_column_about_persons_says_that_it_is_not_kept(heading):
    said = left_out(kind_named("teams"), heading, ["x", "y z"])

    assert said and "import" in said


def test_a_column_that_was_left_out_for_no_reason_says_nothing_of_persons():
    said = left_out(kind_named("teams"), "Couleur du logo", ["bleu clair"])

    assert said == ""
