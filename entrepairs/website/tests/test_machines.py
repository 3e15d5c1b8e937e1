import re
from datetime import datetime

import pytest
from django.utils import timezone

from entrepairs.organisations.models import Network
from entrepairs.ui.brand import Brand

pytestmark = pytest.mark.django_db


def locations(page):
    return re.findall(r"<loc>(.*?)</loc>", page.text)


def test_robots_learn_where_the_sitemap_is(client):
    page = client.get("/robots.txt")

    assert page["Content-Type"].startswith("text/plain")
    assert "Sitemap: http://testserver/sitemap.xml" in page.text


def test_all_pages_of_the_sitemap_answer(client):
    parts = locations(client.get("/sitemap.xml"))
    pages = [loc for part in parts for loc in locations(client.get(part))]

    assert len(pages) >= 40
    assert "http://testserver/nl/" in pages
    for page in pages:
        assert client.get(page).status_code == 200, page


def test_a_part_beyond_the_last_does_not_exist(client):
    assert client.get("/sitemap-999.xml").status_code == 404


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
