"""How often one address may ask; the pages of all apps."""

import pytest

from entrepairs.core import limits
from entrepairs.directory import verification, views
from entrepairs.directory.tests.factories import EntryFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def one_minute(monkeypatch):
    monkeypatch.setattr(limits, "time", lambda: 1_800_000_000.0)


@pytest.mark.parametrize("address", ["/sign-in/forged/", "/fr/toujours-exact/forged/"])
def test_of_two_hundred_scripted_posts_a_minute_nearly_all_are_refused(client, address):
    statuses = [client.post(address).status_code for _ in range(200)]

    assert set(statuses[:20]) <= {403, 410}
    assert set(statuses[30:]) == {429}


def test_looking_at_a_link_is_not_counted(client):
    token = verification.issue_link(EntryFactory())

    for _ in range(40):
        page = client.get(f"/fr/toujours-exact/{token}/")

    assert page.status_code == 200


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/fr/equipes/teams.csv", "Trop de demandes"),
        ("/nl/teams/teams.csv", "Te veel aanvragen"),
    ],
)
def test_who_takes_very_many_teams_is_asked_for_patience(
    client, monkeypatch, address, words
):
    EntryFactory.create_batch(5)
    monkeypatch.setattr(views, "TAKEN", 3 * (views.A_FILE + 5))

    answers = [client.get(address) for _ in range(4)]

    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert words in answers[3].text
    assert answers[3]["Retry-After"] == "600"
    assert "no-store" in answers[3]["Cache-Control"]
    assert client.get(address, REMOTE_ADDR="192.0.2.9").status_code == 200


def test_many_small_files_are_no_more_trouble_than_a_few_large_ones(
    client, monkeypatch
):
    EntryFactory.create_batch(40)
    monkeypatch.setattr(views, "TAKEN", 3 * (views.A_FILE + 40))

    small = [client.get("/fr/equipes/teams.csv?life=former") for _ in range(9)]

    assert {answer.status_code for answer in small} == {200}
    assert client.get("/fr/equipes/teams.csv?life=former").status_code == 429


def test_the_file_of_a_large_directory_can_always_be_had_once(client, monkeypatch):
    EntryFactory.create_batch(3)
    monkeypatch.setattr(views, "TAKEN", 2)

    answers = [client.get("/fr/equipes/teams.geojson") for _ in range(2)]

    assert [answer.status_code for answer in answers] == [200, 429]


def test_a_machine_that_asks_very_often_is_told_in_its_language(client):
    for _ in range(600):
        client.get("/api/teams/clusters?zoom=none")

    answer = client.get("/api/teams?lang=nl")

    assert answer.status_code == 429
    assert answer.json() == {"detail": "Te veel aanvragen", "parameter": ""}
    assert answer["Retry-After"] == "60"


def test_search_is_patient_with_people_and_not_with_robots(client):
    address = "/fr/recherche/"
    for _ in range(120):
        client.get(address)

    assert client.get(address).status_code == 429
