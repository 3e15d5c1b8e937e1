"""Places we do not know as they are written, and columns that are left out."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from entrepairs.core.errors import Refused
from entrepairs.directory.models import Entry
from entrepairs.directory.tests.import_tools import (
    counts,
    drain,
    make_places,
    previewed,
    reasons,
    staged,
)
from entrepairs.importing import actions, pages
from entrepairs.importing.kinds import kind_named
from entrepairs.importing.models import Remembered, Row
from entrepairs.importing.tests.files import HEAD, csv_bytes, team_rows
from entrepairs.people.models import Person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english():
    make_places()
    with translation.override("en"):
        yield


def odd_rows() -> list[list[str]]:
    rows = team_rows(4)
    rows[0][2], rows[0][3] = "7099", "Monz-sur-Trouille"
    rows[1][2], rows[1][3] = "7099", "MONZ SUR TROUILLE"
    rows[2][2], rows[2][3] = "9999", "Vlaanderbeek"
    return rows


def odd() -> bytes:
    return csv_bytes([HEAD, *odd_rows()])


def test_places_we_do_not_know_are_asked_once_each_with_what_is_alike():
    unknown = actions.unknown_to_tell(staged(odd()))

    assert [(one.text, one.count) for one in unknown] == [
        ("7099 Monz-sur-Trouille", 2),
        ("9999 Vlaanderbeek", 1),
    ]
    assert unknown[0].likely == []


def test_what_is_like_it_is_offered_as_it_may_be_typed():
    rows = [["Équipe", "", "7099", "Monsoele", "", ""]]

    [unknown] = actions.unknown_to_tell(staged(csv_bytes([HEAD, *rows])))

    assert unknown.likely == ["7000 Mons"]


def test_a_place_that_was_told_places_its_rows_and_is_remembered():
    run = staged(odd())
    told = {"7099 monz sur trouille": "Mons", "9999 vlaanderbeek": ""}
    actions.settle_values(run, values={"place": told})
    drain(actions.preview(run))
    drain(actions.apply(run))

    again = previewed(csv_bytes([HEAD, ["Autre équipe", "", *odd_rows()[0][2:]]]))

    assert Entry.objects.filter(place__name_fr="Mons").count() == counts(run)[0] == 3
    assert counts(again) == (1, 0, 0)
    [warning] = again.rows.get().warnings
    assert warning["message"] == "Not known: placed in Mons, as you chose."


def test_a_place_left_blank_is_refused_and_not_remembered():
    run = staged(odd())
    told = {"7099 monz sur trouille": "7000 Mons"}
    actions.settle_values(run, values={"place": told})

    actions.settle_values(run, values={"place": dict.fromkeys(told, " ")})
    drain(actions.preview(run))

    assert not Remembered.objects.filter(scope="value:place").exists()
    assert reasons(run)[2].startswith("Postcode “7099”")


@pytest.mark.parametrize("typed", ["Nulleville", "Belgique"])
def test_a_place_is_a_municipality_or_locality_we_know(typed):
    run = staged(odd())

    with pytest.raises(Refused, match=typed):
        actions.settle_values(run, values={"place": {"9999 x": typed}})

    assert not Remembered.objects.filter(scope="value:place").exists()


def test_a_position_says_enough():
    head, rows = [*HEAD, "lat", "lon"], odd_rows()
    content = csv_bytes([head, *([*row, "50,45", "3,95"] for row in rows)])

    assert actions.unknown_to_tell(staged(content)) == []


def test_the_page_asks_keeps_what_was_typed_and_goes_on():
    person = Person.objects.create(email="admin@exemple.be", is_superuser=True)
    client = Client()
    client.force_login(person)
    run = staged(odd())
    columns = {f"column-0-{n}": name for n, name in run.mapping["0"].items()}
    address = reverse("importing:values", args=[run.pk])
    name = "value:place:7099 monz sur trouille"

    follows = client.post(
        reverse("importing:columns", args=[run.pk]), {**columns, "sheet": "0"}
    )
    asked = client.get(address).text
    wrong = client.post(address, {name: "Nulleville"})
    right = client.post(address, {name: "7000"})

    assert follows.url == address
    assert f'name="{name}"' in asked
    assert wrong.status_code == 400
    assert 'value="Nulleville"' in wrong.text
    assert right.status_code == 302
    assert Row.objects.filter(run=run, verdict="ready").count() == 3


@pytest.mark.parametrize(
    ("heading", "samples", "said"),
    [
        (
            "Actif ?",
            ["Oui", "x", "X"],
            "all rows come in, whatever it says (Oui, x)",
        ),
        ("Membre", ["x"], "all rows come in, whatever it says (x)"),
        ("Adresse masquée", ["oui"], "for all rows, to be safe"),
        ("Remarques", ["rappeler lundi", "fermé en août", "voir avec Luc"], ""),
        ("CP", ["7000", "7001"], ""),
        ("Vide", [], ""),
    ],
)
def test_what_a_column_left_out_does_is_said_beside_it(heading, samples, said):
    told = pages.left_out(kind_named("teams"), heading, samples)

    assert said in told
    assert bool(said) == bool(told)
