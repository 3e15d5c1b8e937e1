import json
from pathlib import Path

import pytest
from django.urls import reverse

from entrepairs.config.api import api
from entrepairs.directory.tests.factories import EntryFactory, belgium

pytestmark = pytest.mark.django_db

SNAPSHOT = Path(__file__).resolve().parents[3] / "docs" / "openapi.json"


def get(client, address="/api/teams", **parameters):
    return client.get(address, parameters)


def test_the_api_tells_what_the_page_tells(client):
    EntryFactory(
        name="Le Cap",
        sectors=["addictions"],
        summary="Arrêter de jouer.",
        place=belgium()["mons"],
        street="Rue du Parc 1",
        postcode="7000",
        phone="065 00 00 00",
    )

    answer = get(client, near="7000", lang="nl").json()

    [team] = answer["teams"]
    assert answer["count"] == 1
    assert team["name"] == "Le Cap"
    assert team["km"] == 0
    assert team["sectors"] == [{"code": "addictions", "label": "Verslavingszorg"}]
    assert team["address"]["street"] == "Rue du Parc 1"
    assert team["address"]["place"]["name"] == "Bergen"
    assert team["texts"]["fr"]["summary"] == "Arrêter de jouer."
    assert "/nl/" in team["url"]


def test_page_and_api_give_the_same_teams_in_the_same_order(client):
    for number in range(25):
        EntryFactory(name=f"Équipe {number % 7}", sectors=["youth"])
    parameters = {"q": "équipe", "sector": "youth", "page": 2}

    slugs = [team["slug"] for team in get(client, **parameters).json()["teams"]]
    geojson = get(client, "/api/teams.geojson", **parameters).json()
    page = client.get("/fr/equipes/", parameters).text

    assert len(slugs) == 5
    assert [feature["id"] for feature in geojson["features"]] == slugs
    places = [page.index(reverse("directory:team", args=[slug])) for slug in slugs]
    assert places == sorted(places)


@pytest.mark.parametrize("address", ["/api/teams", "/api/teams.geojson"])
def test_what_is_no_question_is_refused_with_a_reason(client, address):
    answer = get(client, address, sector="nonsense", lang="en")

    assert answer.status_code == 400
    assert "nonsense" in answer.json()["detail"]
    assert answer.json()["parameter"] == "sector"


def test_a_page_too_far_is_not_there(client):
    assert get(client, page=2).status_code == 404


def test_spots_of_the_map_take_the_same_parameters(client):
    places = belgium()
    EntryFactory(name="Le Cap", sectors=["youth"], place=places["mons"])
    EntryFactory(place=places["liege"])

    spots = get(client, "/api/teams/clusters", zoom=9, sector="youth").json()
    refused = get(client, "/api/teams/clusters", zoom=99)

    assert [(spot["count"], spot["name"]) for spot in spots] == [(1, "Le Cap")]
    assert refused.status_code == 400


def test_who_has_the_answer_already_gets_304(client):
    EntryFactory()

    first = get(client)
    again = client.get("/api/teams", headers={"If-None-Match": first["ETag"]})

    assert again.status_code == 304
    assert "public" in first["Cache-Control"]
    assert "Accept-Language" in first["Vary"]
    assert not first.cookies


@pytest.mark.parametrize("path", ["/api/teams", "/api/teams.geojson"])
def test_who_asks_for_the_head_only_gets_the_headers_of_the_answer(client, path):
    head = client.head(path)

    assert head.status_code == 200
    assert head["ETag"] == client.get(path)["ETag"]
    assert head.content == b""


def test_geojson_says_what_it_is_and_a_refusal_is_plain(client):
    answers = [client.get("/api/teams.geojson", {"km": km}) for km in ("10", "x")]

    types = [(one.status_code, one["Content-Type"].split(";")[0]) for one in answers]
    assert types == [(200, "application/geo+json"), (400, "application/json")]


def test_the_whole_world_is_a_zoom(client):
    assert client.get("/api/teams/clusters", {"zoom": "0"}).status_code == 200

    clusters = json.loads(SNAPSHOT.read_text())["paths"]["/api/teams/clusters"]["get"]
    (zoom,) = [one for one in clusters["parameters"] if one["name"] == "zoom"]
    assert (zoom["schema"]["minimum"], zoom["schema"]["maximum"]) == (0, 20)


def test_nobody_writes_by_the_api(client):
    assert client.post("/api/teams").status_code == 405


def test_the_contract_is_the_committed_one(settings):
    told = json.loads(json.dumps(api.get_openapi_schema(path_prefix="/api/")))

    assert told == json.loads(SNAPSHOT.read_text())
