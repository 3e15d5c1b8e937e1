"""Where the demonstration has no business, it is not."""

import pytest
from django.core.management import CommandError, call_command

from entrepairs.demo import actions
from entrepairs.organisations.models import Network, Organisation, Team
from entrepairs.people.models import Person

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.urls("entrepairs.demo.tests.urls"),
]


@pytest.fixture(autouse=True)
def demonstration(settings):
    settings.DEMO = True


def count_all():
    return [table.objects.count() for table in (Network, Organisation, Team, Person)]


def test_nothing_of_it_exists_elsewhere(client, settings):
    settings.DEMO = False

    assert client.get("/demo/").status_code == 404
    assert client.post("/demo/").status_code == 404
    with pytest.raises(CommandError):
        call_command("demo")
    with pytest.raises(RuntimeError):
        actions.administrator()


def test_real_data_is_left_alone_and_gets_no_door(client):
    network = Network.objects.get(host=None)
    Organisation.objects.create(name="Le Seuil", slug="le-seuil", network=network)
    before = count_all(), Network.objects.values().get()

    with pytest.raises(CommandError, match="real data"):
        call_command("demo")

    assert (count_all(), Network.objects.values().get()) == before
    assert client.get("/demo/").status_code == 404
    assert client.post("/demo/").status_code == 404
    with pytest.raises(RuntimeError):
        actions.administrator()
