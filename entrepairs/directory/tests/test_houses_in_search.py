"""An organisation is found as long as it has a team in the directory."""

import pytest

from entrepairs.directory import tasks
from entrepairs.directory.models import Listing
from entrepairs.directory.tests.factories import EntryFactory, OrganisationFactory
from entrepairs.directory.tests.test_back_office import admin, edit_form, url
from entrepairs.search.query import search_all

pytestmark = pytest.mark.django_db

__all__ = ["admin"]


@pytest.fixture
def phare():
    return OrganisationFactory(name="Asbl Phare")


def found(words="phare"):
    groups = {group.kind: group for group in search_all(words, language="fr")}
    hits = groups["organisation"].hits if "organisation" in groups else ()
    return [hit.title for hit in hits]


def test_an_organisation_whose_last_entry_is_deleted_is_found_no_more(admin, phare):
    entry = EntryFactory(team__organisation=phare)
    before = found()

    admin.post(url("delete", entry.pk))

    assert before == ["Asbl Phare"]
    assert found() == []


def test_an_organisation_whose_last_team_is_deleted_is_found_no_more(admin, phare):
    team = EntryFactory(team__organisation=phare).team

    admin.post(url("delete", team.pk, namespace="teams"))

    assert not Listing.objects.exists()
    assert found() == []


def test_an_entry_that_moves_takes_its_old_organisation_along(admin, phare):
    entry = EntryFactory(team__organisation=phare, summary="Un café.")
    other = OrganisationFactory(name="Asbl Digue")
    form = edit_form(entry, organisation=str(other.pk), email="a@maison.example")

    admin.post(url("edit", entry.pk), form)

    assert found() == []
    assert found("digue") == ["Asbl Digue"]


def test_a_team_that_moves_takes_its_old_organisation_along(admin, phare):
    team = EntryFactory(team__organisation=phare).team
    other = OrganisationFactory(name="Asbl Digue")
    form = {"name": team.name, "organisation": str(other.pk)}

    admin.post(url("edit", team.pk, namespace="teams"), form)

    assert found() == []
    assert found("digue") == ["Asbl Digue"]


def test_what_is_listed_no_more_leaves_the_search_within_the_hour(phare):
    entry = EntryFactory(name="Le Phare", team__organisation=phare)
    entry.delete()
    before = found()

    tasks.refresh_listings.func()

    assert before == ["Asbl Phare"]
    assert search_all("phare", language="fr") == []
