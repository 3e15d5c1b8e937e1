"""What a network must say of itself."""

import pytest
from django.core.exceptions import ValidationError

from entrepairs.config import readiness
from entrepairs.organisations.models import Network

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
