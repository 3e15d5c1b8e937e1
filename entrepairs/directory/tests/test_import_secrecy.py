import pytest
from django.utils import translation

from entrepairs.directory.models import AddressPrecision, Entry, Listing
from entrepairs.directory.tests.import_tools import (
    applied,
    make_places,
    previewed,
    staged,
)
from entrepairs.importing import actions
from entrepairs.importing.tests.files import csv_bytes

pytestmark = pytest.mark.django_db
HEAD = ["Nom", "Rue", "CP", "Commune"]
HOUSE = ["Le Refuge", "Rue Basse 1", "7000", "Mons"]


@pytest.fixture(autouse=True)
def places():
    make_places()
    with translation.override("en"):
        yield


def precision_after(heading: str, cell: str) -> str:
    applied(csv_bytes([[*HEAD, heading], [*HOUSE, cell]]))
    return Entry.objects.get().precision


@pytest.mark.parametrize(
    "cell",
    [
        "ne pas diffuser",
        "sur demande",
        "Confidentiel",
        "non publique",
        "geheim",
        "niet publiek",
        "auf Anfrage",
        "vertraulich",
        "non",
    ],
)
def test_words_for_a_secret_address_hide_it(cell):
    assert precision_after("Adresse publique", cell) == AddressPrecision.HIDDEN


@pytest.mark.parametrize("cell", ["demandez à Zoé", "adresse inexacte", "n/a"])
def test_what_is_not_understood_hides_the_address_and_says_so(cell):
    run = applied(csv_bytes([[*HEAD, "Adresse publique"], [*HOUSE, cell]]))

    assert Entry.objects.get().precision == AddressPrecision.HIDDEN
    assert "taken as “hidden”" in run.rows.get().warnings[0]["message"]


def test_a_word_left_out_on_purpose_hides_the_address_too():
    run = staged(csv_bytes([[*HEAD, "Adresse publique"], [*HOUSE, "bof"]]))

    actions.settle_values(run, values={"precision": {"bof": ""}})
    assert sum(actions.preview(run)) == sum(actions.apply(run)) == 1

    assert Entry.objects.get().precision == AddressPrecision.HIDDEN


@pytest.mark.parametrize(("cell", "shown"), [("oui", "exact"), ("", "exact")])
def test_a_public_address_or_nothing_said_shows_it(cell, shown):
    assert precision_after("Adresse publique", cell) == shown


@pytest.mark.parametrize(
    "heading",
    [
        "Adresse confidentielle",
        "Adresse secrète",
        "Adresse cachée",
        "Adresse invisible",
        "Geheim adres",
        "Verborgen",
        "Vertraulich",
    ],
)
@pytest.mark.parametrize(
    ("cell", "shown"),
    [("oui", "hidden"), ("x", "hidden"), ("peut-être", "hidden"), ("non", "exact")],
)
def test_under_a_heading_of_secrets_a_yes_hides(heading, cell, shown):
    assert precision_after(heading, cell) == shown


def test_of_two_columns_the_one_that_hides_wins():
    head = [*HEAD, "Adresse publique", "Adresse secrète"]

    applied(csv_bytes([head, [*HOUSE, "oui", "oui"]]))

    assert Entry.objects.get().precision == AddressPrecision.HIDDEN


@pytest.mark.parametrize(
    "heading", ["Adresse confidentielle", "Siège (confidentiel)", "Niet publiceren ?"]
)
def test_a_column_of_secrets_left_out_hides_all_addresses(heading):
    run = staged(csv_bytes([[*HEAD, heading], [*HOUSE, "?"]]), publish=True)
    mapping = {place: name for place, name in run.mapping["0"].items() if place != "4"}

    actions.settle_columns(run, mapping={"0": mapping}, chosen=[0])
    assert sum(actions.preview(run)) == sum(actions.apply(run)) == 1

    assert Entry.objects.get().precision == AddressPrecision.HIDDEN
    assert Listing.objects.get().latitude is None
    assert "is left out" in run.rows.get().warnings[0]["message"]


def test_the_secretariat_is_no_secret():
    run = previewed(csv_bytes([[*HEAD, "Secrétariat"], [*HOUSE, "Zoé"]]))

    assert [one["message"] for one in run.rows.get().warnings] == ["No sector."]
