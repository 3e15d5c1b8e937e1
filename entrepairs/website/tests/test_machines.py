import re
from datetime import datetime

import pytest
from django.utils import timezone

from entrepairs.directory.tests.factories import (
    EntryFactory,
    OrganisationFactory,
    TeamFactory,
)
from entrepairs.organisations.models import Network
from entrepairs.ui.brand import Brand
from entrepairs.website import machines

pytestmark = pytest.mark.django_db


def locations(page):
    return re.findall(r"<loc>(.*?)</loc>", page.text)


def test_robots_learn_where_the_sitemap_is(client):
    page = client.get("/robots.txt")

    assert page["Content-Type"].startswith("text/plain")
    assert "Sitemap: http://testserver/sitemap.xml" in page.text


def test_robots_leave_the_files_of_filtered_lists(client):
    rules = client.get("/robots.txt").text.splitlines()
    refused = [rule.removeprefix("Disallow: ") for rule in rules if "/*/" in rule]

    def is_refused(address):
        patterns = [re.escape(rule).replace(r"\*", ".*") for rule in refused]
        return any(re.match(pattern, address) for pattern in patterns)

    assert is_refused("/fr/equipes/teams.csv?sector=youth")
    assert not is_refused("/fr/equipes/teams.csv")
    assert not is_refused("/fr/equipes/?sector=youth")
    assert not is_refused("/api/teams.geojson?lang=nl")


def test_all_pages_of_the_sitemap_answer(client):
    parts = locations(client.get("/sitemap.xml"))
    pages = [loc for part in parts for loc in locations(client.get(part))]

    assert len(pages) >= 40
    assert "http://testserver/nl/" in pages
    for page in pages:
        assert client.get(page).status_code == 200, page


@pytest.mark.parametrize("part", ["1", "999", "9999999999999999999999"])
def test_a_part_beyond_the_last_does_not_exist(client, part):
    assert client.get(f"/sitemap-{part}.xml").status_code == 404


def test_teams_and_their_organisations_are_in_the_sitemap(client, monkeypatch):
    monkeypatch.setattr(machines, "PER_MAP", 2)
    house = OrganisationFactory(slug="la-maison")
    for number in range(3):
        team = TeamFactory(slug=f"equipe-{number}x", organisation=house)
        EntryFactory(team=team)
    OrganisationFactory(slug="sans-equipe-publique")

    parts = locations(client.get("/sitemap.xml"))
    answers = [client.get(part) for part in parts]

    pages = [loc for answer in answers for loc in locations(answer)]
    assert len(parts) == 4
    assert all(client.get(page).status_code == 200 for page in pages)
    assert "http://testserver/fr/equipes/equipe-2x/" in pages
    assert pages.count("http://testserver/fr/organisations/la-maison/") == 1
    assert not any("sans-equipe-publique" in page for page in pages)
    assert answers[1]["Cache-Control"] == "public, max-age=3600"


def test_who_found_a_hole_knows_whom_to_tell(client):
    page = client.get("/.well-known/security.txt")

    expires = datetime.fromisoformat(re.search(r"Expires: (\S+)", page.text)[1])
    assert page["Content-Type"].startswith("text/plain")
    assert "Contact: mailto:" in page.text
    assert timezone.now() < expires


def test_a_network_s_colours_are_a_file_to_keep(client):
    network = Network.objects.get(host=None)
    network.accent_light = "#7a1f5c"
    network.save()
    brand = Brand.of(network)

    page = client.get("/fr/")
    link = f"/brand/{brand.code}-{brand.mark}.css"
    sheet = client.get(link)

    assert link in page.text
    assert sheet["Content-Type"] == "text/css"
    assert "immutable" in sheet["Cache-Control"]
    assert "#7a1f5c" in sheet.text
    assert client.get(f"/brand/{brand.code}-0000000000.css").status_code == 404
    assert client.get("/brand/nobody-0000000000.css").status_code == 404
