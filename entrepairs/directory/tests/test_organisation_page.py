import pytest

from entrepairs.directory.actions import archive
from entrepairs.directory.tests.factories import EntryFactory, OrganisationFactory

pytestmark = pytest.mark.django_db


def test_an_organisation_shows_who_it_is_and_its_teams(client):
    organisation = OrganisationFactory(
        name="Les Amarres",
        legal_form="asbl",
        company_number="0123.456.749",
        register_court="Bruxelles",
        seat="Rue de l’Exemple 1, 1000 Bruxelles",
    )
    entry = EntryFactory(team__organisation=organisation)

    page = client.get(f"/fr/organisations/{organisation.slug}/")

    for told in ("Les Amarres", "asbl", "0123.456.749", "1000 Bruxelles"):
        assert told in page.text
    assert entry.team.slug in page.text


def test_an_organisation_without_a_public_team_is_not_found(client):
    entry = EntryFactory()
    address = f"/fr/organisations/{entry.team.organisation.slug}/"

    before = client.get(address)
    archive(entry)

    assert before.status_code == 200
    assert client.get(address).status_code == 404


def test_only_branches_with_a_team_are_named(client):
    head = EntryFactory().team.organisation
    branch = OrganisationFactory(name="Antenne wallonne", parent=head)
    OrganisationFactory(name="Antenne fermée", parent=head)
    EntryFactory(team__organisation=branch)

    page = client.get(f"/fr/organisations/{head.slug}/")

    assert "Antenne wallonne" in page.text and "Antenne fermée" not in page.text


def test_only_a_parent_with_a_team_is_named(client):
    head = OrganisationFactory(name="La Maison mère")
    branch = OrganisationFactory(parent=head)
    EntryFactory(team__organisation=branch)
    address = f"/fr/organisations/{branch.slug}/"

    before = client.get(address)
    EntryFactory(team__organisation=head)
    after = client.get(address)

    assert "La Maison mère" not in before.text
    assert "La Maison mère" in after.text


@pytest.mark.parametrize("precision", ["commune", "hidden"])
def test_a_seat_that_may_be_a_hidden_address_is_not_told(client, precision):
    house = OrganisationFactory(seat="Rue de l’Exemple 1, 1000 Bruxelles")
    address = f"/fr/organisations/{house.slug}/"
    EntryFactory(team__organisation=house)

    before = client.get(address)
    archive(EntryFactory(team__organisation=house, precision=precision))
    after = client.get(address)

    assert before.text.count("Rue de l’Exemple 1") == 2  # for people, for machines
    assert "Rue de l’Exemple 1" not in after.text


def test_the_address_is_translated(client):
    organisation = EntryFactory().team.organisation

    assert client.get(f"/nl/organisaties/{organisation.slug}/").status_code == 200
    assert client.get(f"/de/organisationen/{organisation.slug}/").status_code == 200
