"""The taxonomies that every instance starts with."""

import pytest

from entrepairs.core.errors import Refused
from entrepairs.directory.models import (
    TERMS,
    EngagementForm,
    Entry,
    Listing,
    LivedExperienceDomain,
    PeerActivity,
    Sector,
)
from entrepairs.directory.tests.factories import EntryFactory
from entrepairs.organisations.models import Network
from entrepairs.search import registry

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", TERMS)
def test_each_taxonomy_is_there_with_labels_in_four_languages(name):
    terms = list(TERMS[name].objects.all())

    assert terms
    for term in terms:
        assert term.label_fr, term.code
        assert term.label_nl, term.code
        assert term.label_de, term.code
        assert term.label_en, term.code


@pytest.mark.parametrize("name", TERMS)
def test_each_term_has_a_bit_of_its_own_from_zero_on(name):
    bits = sorted(TERMS[name].objects.values_list("bit", flat=True))

    assert bits == list(range(len(bits)))
    assert max(bits) < 63


def test_sectors_have_two_levels_and_parts_follow_their_whole():
    sectors = list(Sector.objects.select_related("parent"))

    assert len(sectors) == 34
    assert {s.parent.code for s in sectors if s.parent} == {
        "mental_health",
        "addictions",
        "homelessness",
    }
    assert all(s.parent.order < s.order for s in sectors if s.parent)
    assert not any(s.parent.parent for s in sectors if s.parent)


def test_volunteering_is_not_paid_and_a_contract_is():
    paid = set(
        EngagementForm.objects.filter(is_paid=True).values_list("code", flat=True)
    )

    assert "employee_permanent" in paid
    assert not any(code.startswith("volunteer") for code in paid)


def test_activities_are_in_the_four_groups():
    groups = set(PeerActivity.objects.values_list("group", flat=True))

    assert groups == {"people", "team", "organisation", "outside"}


def test_a_new_term_takes_the_next_bit():
    term = Sector.objects.create(code="new", label_fr="Nouveau")

    assert term.bit == 34


def a_team_that_told(domain):
    """It does no more, and its listing was not made anew."""
    entry = EntryFactory(domains=[domain.code])
    Entry.domains.through.objects.filter(entry=entry).delete()
    return Listing.objects.get(entry=entry)


@pytest.mark.parametrize("several", [False, True])
def test_who_gets_the_bit_of_a_deleted_term_is_told_of_no_team(several):
    old = LivedExperienceDomain.objects.create(code="old", label_fr="Ancien")
    listing = a_team_that_told(old)

    if several:
        LivedExperienceDomain.objects.filter(code="old").delete()
    else:
        old.delete()
    new = LivedExperienceDomain.objects.create(code="new", label_fr="Nouveau")

    listing.refresh_from_db()
    assert new.bit == old.bit
    assert listing.domains & new.mask == 0


def test_a_term_that_an_entry_tells_is_not_deleted():
    domain = LivedExperienceDomain.objects.create(code="old", label_fr="Ancien")
    EntryFactory(domains=["old"])

    with pytest.raises(Refused):
        domain.delete()
    with pytest.raises(Refused):
        LivedExperienceDomain.objects.all().delete()

    assert LivedExperienceDomain.objects.filter(code="old").exists()


def test_other_terms_of_a_team_stay_when_one_is_deleted():
    old = LivedExperienceDomain.objects.create(code="old", label_fr="Ancien")
    kept = LivedExperienceDomain.objects.create(code="kept", label_fr="Gardé")
    entry = EntryFactory(domains=["old", "kept"])
    entry.domains.through.objects.filter(livedexperiencedomain=old).delete()

    old.delete()

    assert Listing.objects.get(entry=entry).domains == kept.mask


def test_labels_are_read_after_the_teams_that_are_indexed():
    entry = EntryFactory(sectors=["youth"])
    source = registry.sources()["team"]
    found = list(source.queryset())
    Sector.objects.filter(code="youth").update(label_fr="Jeunes pousses")

    ((pk, draft),) = source.drafts(found)

    assert pk == entry.pk
    assert ("Jeunes pousses", "fr") in draft.tags


def test_one_network_answers_for_every_host():
    network = Network.objects.get(host=None)

    assert network.country == "BE"
    assert network.authority_phone == "+32 2 274 48 00"
