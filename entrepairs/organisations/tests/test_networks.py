"""What a network must say of itself."""

import pytest
from django.core.exceptions import ValidationError

from entrepairs.config import readiness
from entrepairs.organisations.models import Network, Organisation

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", ["", "bonjour@pair-aidance.example"])
def test_discreet_mails_need_an_address_that_is_not_the_telling_one(address):
    network = Network.objects.get(host=None)
    network.sender_email = "bonjour@pair-aidance.example"
    network.neutral_email = address

    with pytest.raises(ValidationError) as refused:
        network.clean()

    assert set(refused.value.message_dict) == {"neutral_email"}


def test_check_names_the_networks_without_a_discreet_sender():
    Network.objects.update(name="Sambre", neutral_email="")
    assert "Sambre" in readiness.discreet_senders()

    Network.objects.update(neutral_email="info@courrier.example")

    assert readiness.discreet_senders() == ""


@pytest.mark.parametrize(
    ("country", "number", "is_right"),
    [
        ("BE", "0123.456.749", True),
        ("BE", "123 456 789", False),
        ("FR", "123 456 789", True),
        ("CH", "CHE-123.456.789", True),
    ],
)
def test_a_company_number_is_proved_by_the_rules_of_its_country(
    country, number, is_right
):
    network = Network.objects.get(host=None)
    network.country = country
    house = Organisation(network=network, name="Le Seuil", slug="le-seuil")
    house.company_number = number

    try:
        house.full_clean()
        found = True
    except ValidationError as error:
        found = "company_number" not in error.message_dict

    assert found == is_right
