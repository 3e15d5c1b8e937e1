import pytest

from entrepairs.directory.cards import brief


@pytest.mark.parametrize(
    ("label", "told"),
    [
        ("CPAS, service social public", "CPAS"),
        ("Première ligne : maison médicale", "Première ligne"),
        ("Équipe mobile (réforme 107), aller-vers", "Équipe mobile"),
        ("Travail de rue", "Travail de rue"),
        (", ", ", "),
    ],
)
def test_a_card_tells_a_sector_in_few_words(label, told):
    assert brief(label) == told
