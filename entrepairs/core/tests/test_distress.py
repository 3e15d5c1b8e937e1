import pytest

from entrepairs.core.distress import tells_of_danger


@pytest.mark.parametrize(
    "words",
    [
        *("je veux mourir", "Je n’ai plus envie de vivre", "je ne veux plus vivre"),
        *("idées suicidaires", "mon mari me frappe", "ik wil dood", "Zelfmoord"),
        *("ich will nicht mehr leben", "Er schlägt mich", "I want to die", "SUICIDE"),
    ],
)
def test_who_speaks_of_danger_is_heard(words):
    assert tells_of_danger(words)


@pytest.mark.parametrize(
    "words",
    [
        *("", "accro aux jeux", "arrêter de boire", "me battre contre la dépression"),
        *("combat", "dood", "leven met een psychose", "sterben", "vivre avec"),
    ],
)
def test_who_looks_for_something_else_is_left_alone(words):
    assert not tells_of_danger(words)
