"""The taxonomies that every instance starts with."""

import pytest

from entrepairs.directory.models import TERMS, EngagementForm, PeerActivity, Sector
from entrepairs.organisations.models import Network

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


def test_one_network_answers_for_every_host():
    network = Network.objects.get(host=None)

    assert network.country == "BE"
    assert network.authority_phone == "+32 2 274 48 00"
