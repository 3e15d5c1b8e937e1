import json
import re

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import override

from entrepairs.directory.tests.factories import EntryFactory, PlaceFactory
from entrepairs.organisations.models import Network
from entrepairs.website.models import HelpLine
from entrepairs.website.texts import TEXTS

pytestmark = pytest.mark.django_db

CODES = ("fr", "nl", "de", "en")
NAMES = ["website:home", "website:search", *(f"website:{code}" for code in TEXTS)]


def address(name, language="fr"):
    with override(language):
        return reverse(name)


@pytest.mark.parametrize("language", CODES)
@pytest.mark.parametrize("name", NAMES)
def test_a_page_answers_in_each_language_without_a_cookie(client, name, language):
    page = client.get(address(name, language))

    assert page.status_code == 200
    assert f'<html lang="{language}"' in page.text
    assert not page.cookies
    assert page.text.count("<h1") == 1
    assert " style=" not in page.text
    assert not re.search(r"<script(?![^>]*(src=|ld\+json))", page.text)


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("", "fr"),
        ("nl-BE,nl;q=0.9,fr;q=0.5", "nl"),
        ("de-AT", "de"),
        ("ja,en-GB;q=0.4", "en"),
        ("ja", "fr"),
        ("\x00;;q=x", "fr"),
    ],
)
def test_the_door_leads_to_the_reader_s_language(client, accepted, language):
    answer = client.get("/", headers={"Accept-Language": accepted})

    assert answer.status_code == 302
    assert answer["Location"] == f"/{language}/"
    assert "Accept-Language" in answer["Vary"]
    assert not answer.cookies


def test_the_door_offers_only_the_network_s_languages(client):
    Network.objects.filter(host=None).update(languages=["nl", "en"])

    assert client.get("/", headers={"Accept-Language": "de"})["Location"] == "/nl/"


def test_another_language_keeps_the_page_and_its_question(client):
    page = client.get(address("website:search") + "?q=alcool")

    with override("nl"):
        there = reverse("website:search")
    assert f'href="{there}?q=alcool" lang="nl"' in page.text


def test_the_versions_of_a_page_name_each_other(client):
    found = {}
    for language in CODES:
        page = client.get(address("website:privacy", language))
        links = re.findall(r'hreflang="(\w\w)" href="(http[^"]+)"', page.text)
        found[language] = dict(links)

    assert all(links == found["fr"] for links in found.values())
    assert set(found["fr"]) == set(CODES)


def test_the_number_to_call_comes_right_after_the_skip_link(client):
    page = client.get("/fr/")

    links = re.findall(r'<a [^>]*href="([^"]+)"', page.text)
    assert links[0] == "#main"
    assert links[1] == address("website:help_lines")
    assert "107" in page.text


@pytest.mark.parametrize(
    ("country", "language", "number"),
    [
        ("BE", "fr", "107"),
        ("BE", "nl", "106"),
        ("BE", "de", "108"),
        ("BE", "en", "107"),
        ("FR", "fr", "3114"),
        ("NL", "nl", "113"),
        ("CA", "fr", "988"),
        ("XX", "fr", ""),
    ],
)
def test_the_number_suits_country_and_language(client, country, language, number):
    Network.objects.filter(host=None).update(country=country)

    page = client.get(f"/{language}/")

    strip = page.text.split('class="strip"')[1].split("</p>")[0]
    assert number in strip
    assert not number or re.search(rf"\b{number}\b", strip)


def test_help_lines_are_those_of_the_country(client):
    Network.objects.filter(host=None).update(country="FR")

    page = client.get(address("website:help_lines"))

    assert 'href="tel:3114"' in page.text
    assert 'href="tel:107"' not in page.text
    assert "n’est pas un service d’urgence" in page.text


def test_a_line_that_is_not_shown_is_nowhere(client):
    HelpLine.objects.filter(number="107").update(is_active=False)

    assert 'href="tel:107"' not in client.get(address("website:help_lines")).text
    assert "le 107" not in client.get("/fr/").text


def test_every_line_tells_for_whom_in_four_languages():
    for line in HelpLine.objects.all():
        assert all(getattr(line, f"description_{code}") for code in CODES)
        assert line.verified_on is None


def test_what_machines_read_of_the_site_cannot_end_its_block(client):
    Network.objects.filter(host=None).update(controller_name="</script><b>")

    page = client.get("/fr/")

    block = page.text.split("ld+json")[1].split("</script>")[0]
    site = json.loads(block.split(">", 1)[1])["@graph"][0]
    assert site["publisher"]["name"] == "</script><b>"


def test_a_search_without_end_is_refused_and_kept(client):
    page = client.get(address("website:search"), {"q": "a" * 201})

    assert page.status_code == 400
    assert "a" * 201 in page.text


@pytest.mark.parametrize("query", ["", " ", "%", "'", "\x00", "𝔞", "<script>", '"*"'])
def test_no_search_breaks(client, query):
    page = client.get(address("website:search"), {"q": query})

    assert page.status_code == 200
    assert "<script>" not in page.text


def test_nothing_is_changed_by_reading(client):
    assert client.post(address("website:home")).status_code == 405


def test_a_line_of_one_region_says_so_in_the_reader_s_language(client):
    PlaceFactory(code="be-wal", name_fr="Wallonie", name_nl="Wallonië")
    HelpLine.objects.filter(number="107").update(region_code="be-wal")

    page = client.get(address("website:help_lines", "nl"))

    assert page.text.count("alleen voor Wallonië") == 1


def test_a_line_of_a_region_that_is_none_is_refused():
    line = HelpLine.objects.filter(number="107").get()
    line.region_code = "be-nowhere"

    with pytest.raises(ValidationError, match="be-nowhere"):
        line.full_clean()


def test_the_foot_promises_no_third_party_only_where_there_is_none(client, settings):
    promise = "no request to a third party"
    assert promise in client.get("/en/").text

    settings.TILES_ADDRESS = "https://tiles.example.org/{z}/{x}/{y}.png"

    page = client.get(address("website:about", "en")).text
    assert promise not in page
    assert "background of the map comes from another server" in page


def test_what_a_quick_exit_leaves_in_the_tab_is_told(client):
    page = client.get(address("website:privacy", "en")).text

    assert "a mark that says only this stays in the tab" in page


def test_the_search_without_words_has_a_telephone_beside_it(client):
    network = Network.objects.get(host=None)
    network.phone = "081 00 11 22"
    network.save()

    page = client.get(address("website:search")).text

    assert page.split("<main")[1].split("</main>")[0].count(network.phone) == 1


def test_the_years_are_reached_from_the_list(client):
    EntryFactory()

    page = client.get(address("directory:list")).text

    assert f'href="{address("directory:years")}"' in page
