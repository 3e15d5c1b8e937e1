"""What saving an entry changes, and what it leaves."""

from datetime import date

import pytest
from django.utils import timezone

from entrepairs.directory.models import Entry, Life
from entrepairs.directory.tests.factories import EntryFactory, PlaceFactory, belgium
from entrepairs.directory.tests.import_tools import applied, make_places
from entrepairs.directory.tests.test_back_office import admin, edit_form, form_of, url
from entrepairs.directory.years import teams_by_year
from entrepairs.importing.tests.files import HEAD, csv_bytes
from entrepairs.organisations.models import Network, Organisation

pytestmark = pytest.mark.django_db

__all__ = ["admin"]


@pytest.fixture
def entry():
    return EntryFactory(summary="Un café.", place=belgium()["mons"])


def shown(admin, entry):
    """What the form says of the places where the team also works."""
    form = admin.get(url("edit", entry.pk)).context["form"]
    return form["also_in"].value()


def test_saving_moves_no_place_where_a_team_also_works(admin, entry):
    places = [
        PlaceFactory(name_fr="Saint-Nicolas", postcodes=["4420"]),
        PlaceFactory(name_fr="Saint-Nicolas", postcodes=["9100"]),
        PlaceFactory(name_fr="Celles", kind="locality"),
        PlaceFactory(name_fr="Celles"),
        PlaceFactory(name_fr="Lille", country="FR", postcodes=["59000"]),
        PlaceFactory(name_fr="Lille", postcodes=["2275"]),
    ]
    entry.coverage.set(places)
    entry.save()

    text = shown(admin, entry)
    form = edit_form(entry, also_in=text, email="a@maison.example")
    saved = admin.post(url("edit", entry.pk), form)

    assert saved.status_code == 302
    assert set(Entry.objects.get().coverage.all()) == set(places)
    assert {"4420 Saint-Nicolas", "FR-59000 Lille"} <= set(text.splitlines())


def test_places_are_understood_in_the_country_of_the_network(admin, entry):
    here = PlaceFactory(name_fr="Lille", postcodes=["2275"])
    there = PlaceFactory(name_fr="Lille", country="FR", postcodes=["59000"])
    network = entry.team.organisation.network
    Network.objects.filter(pk=network.pk).update(country="FR")

    admin.post(url("edit", entry.pk), edit_form(entry, also_in="Lille"))

    assert here != there
    assert list(Entry.objects.get().coverage.all()) == [there]


def test_a_team_that_stops_is_counted_until_the_day_it_was_told(admin, entry):
    admin.post(url("edit", entry.pk), edit_form(entry, life="former"))
    today = Entry.objects.get().life_on

    told = edit_form(entry, life="former", life_on="2021-06-01")
    admin.post(url("edit", entry.pk), told)

    assert today == timezone.localdate()
    assert Entry.objects.get().life_on == date(2021, 6, 1)


def test_a_former_team_that_comes_by_import_ends_on_that_day():
    make_places()
    row = ["Le Pont", "", "7000", "Mons", "", "", "former"]

    applied(csv_bytes([[*HEAD, "life"], row]), publish=True)
    Entry.objects.update(since_year=2019, updated_at=timezone.now().replace(year=2099))

    entry = Entry.objects.get()
    assert (entry.life, entry.life_on) == (Life.FORMER, timezone.localdate())
    assert teams_by_year()[0].ended == 1


def test_a_new_organisation_joins_the_network_whose_host_was_asked(admin, settings):
    settings.ALLOWED_HOSTS = ["*"]
    first = Network.objects.get(host=None)
    other = Network.objects.get(host=None)
    other.pk, other.code, other.host = None, "autre", "autre.example"
    other.save()

    form = form_of(new_organisation="Asbl Rivage")
    admin.post(url("add"), form, headers={"host": "autre.example"})

    assert Organisation.objects.get().network == other != first
