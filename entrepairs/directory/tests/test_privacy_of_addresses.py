import io
import json
import zipfile

import pytest
from django.http import QueryDict

from entrepairs.core.geography import Position, km_between
from entrepairs.directory import finder
from entrepairs.directory.actions import publish_listing
from entrepairs.directory.models import Listing
from entrepairs.directory.question import parse
from entrepairs.directory.tests.factories import EntryFactory, PlaceFactory, belgium
from entrepairs.search.models import Document, Tokens

pytestmark = pytest.mark.django_db

STREET = "Rue Markerstraat 77"
POSTCODE = "MRK-7077"
LATITUDE, LONGITUDE = 50.477171, 3.977717
MARKERS = (
    "markerstraat",
    "mrk-7077",
    "markerdorp",
    "50.4771",
    "3.9777",
    "50.477",
    "3.977",
)


@pytest.fixture(params=["commune", "hidden"])
def refuge(request):
    """A team whose address must not be known, in a village of Mons."""
    places = belgium()
    village = PlaceFactory(
        code="gn:77",
        kind="locality",
        name_fr="Markerdorp",
        postcodes=[POSTCODE],
        latitude=LATITUDE,
        longitude=LONGITUDE,
        parent=places["mons"],
        region=places["wallonia"],
        province=places["hainaut"],
    )
    entry = EntryFactory(
        name="Refuge",
        precision=request.param,
        street=STREET,
        postcode=POSTCODE,
        place=village,
        latitude=LATITUDE,
        longitude=LONGITUDE,
        sectors=["violence"],
        summary="Un toit sûr.",
    )
    if request.param == "commune":
        entry.coverage.set([places["charleroi"]])
    return entry


def leaks(text):
    return [marker for marker in MARKERS if marker in text.casefold()]


ADDRESSES = [
    *("/fr/equipes/", "/fr/equipes/?q=refuge", "/fr/equipes/{slug}/"),
    *("/nl/teams/{slug}/", "/fr/organisations/{house}/", "/fr/equipes/teams.atom"),
    *("/fr/equipes/teams.csv", "/fr/equipes/teams.geojson", "/api/teams"),
    *("/api/teams.geojson", "/api/teams/clusters?zoom=18"),
    "/api/teams/clusters?zoom=12&box=3.5,50.2,4.2,50.7",
    *("/fr/equipes/suggestions.html?q=ref", "/fr/equipes/teams.ods", "/fr/"),
    *("/fr/recherche/?q=refuge", "/fr/recherche/?q=toit", "/sitemap-1.xml"),
]
PANEL = {"HX-Request": "true", "HX-Target": "answer"}


def said(response):
    """All that is answered, out of its archive if it is one."""
    content = b"".join(response) if response.streaming else response.content
    if not content.startswith(b"PK"):
        return content.decode()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return "\n".join(archive.read(name).decode() for name in archive.namelist())


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_address_is_on_no_page(client, refuge, address):
    slug, house = refuge.team.slug, refuge.team.organisation.slug

    answers = [
        client.get(address.format(slug=slug, house=house), headers=headers)
        for headers in ({}, PANEL)
    ]

    assert [answer.status_code for answer in answers] == [200, 200]
    page, panel = map(said, answers)
    assert leaks(page) == leaks(panel) == []
    # It is told of, or there was nothing to look at.
    assert "clusters" in address or "Refuge" in page or slug in page


def test_the_address_is_in_no_table_that_visitors_read(refuge):
    listings = list(Listing.objects.values())
    documents = list(Document.objects.values())
    tokens = list(Tokens.objects.values())

    assert leaks(json.dumps([listings, documents, tokens], default=str)) == []


def test_the_address_is_not_found_by_its_words(client, refuge):
    for words in ("markerstraat", "markerdorp&words=1", "mrk-7077&words=1"):
        answer = client.get(f"/api/teams?q={words}").json()
        assert answer["count"] == 0, words


def test_three_distances_lead_to_the_municipality_at_best(refuge):
    """Sorting by distance from three points must not tell where the team is."""
    mons = refuge.place.parent
    for postcode, latitude, longitude in (
        ("9001", 50.60, 3.80),
        ("9002", 50.30, 3.90),
        ("9003", 50.48, 4.30),
    ):
        PlaceFactory(
            name_fr=f"Point {postcode}",
            postcodes=[postcode],
            latitude=latitude,
            longitude=longitude,
        )
        question = parse(QueryDict(f"near={postcode}&km=100"))
        hits = finder.find(question, language="fr").hits

        if refuge.precision == "hidden":
            assert hits == ()
        else:
            centre = km_between(Position(latitude, longitude), mons.position)
            assert hits[0].km == pytest.approx(centre, abs=0.001)


def test_a_small_box_around_the_address_is_empty(client, refuge):
    box = "3.9770,50.4765,3.9785,50.4780"

    assert client.get(f"/api/teams?box={box}").json()["count"] == 0


def test_moving_from_exact_to_hidden_leaves_nothing_behind(client):
    entry = EntryFactory(
        summary="Un toit sûr.",
        street=STREET,
        postcode=POSTCODE,
        place=belgium()["mons"],
        latitude=LATITUDE,
        longitude=LONGITUDE,
    )
    shown = client.get(f"/fr/equipes/{entry.team.slug}/").text

    entry.precision = "hidden"
    entry.save()
    publish_listing([entry.pk])

    assert leaks(shown)
    for address in (f"/fr/equipes/{entry.team.slug}/", "/api/teams"):
        assert leaks(client.get(address).text) == []
