import re

import pytest
from django.utils.translation import override

from entrepairs.directory.headings import elided
from entrepairs.directory.tests.factories import EntryFactory, belgium
from entrepairs.places.models import Place

pytestmark = pytest.mark.django_db

LIST = "/fr/equipes/"


def heading_of(response):
    text = re.search(r"<h1[^>]*>(.*?)</h1>", response.text).group(1)
    return text.replace("\u00a0", " ")


def test_without_a_question_the_heading_counts_all_teams(client):
    EntryFactory.create_batch(2)

    page = client.get(LIST)

    assert heading_of(page) == "2 équipes travaillent avec des pairs-aidants"


def test_the_heading_tells_words_and_place_and_counts_what_the_api_counts(client):
    places = belgium()
    EntryFactory.create_batch(2, place=places["mons"], name="Logement pour tous")
    EntryFactory(place=places["liege"], name="Logement ici")
    asked = {"q": "logement", "near": "Mons"}

    page = client.get(LIST, asked)
    count = client.get("/api/teams", asked).json()["count"]

    assert count == 2
    assert heading_of(page) == "2 équipes pour « logement », à moins de 20 km de Mons"
    assert "<title>2 équipes pour" in page.text


def test_the_heading_tells_the_circle(client):
    places = belgium()
    EntryFactory(place=places["mons"])

    page = client.get(LIST, {"near": "Mons", "km": "5"})
    dutch = client.get("/nl/teams/", {"near": "Mons", "km": "5"})

    assert heading_of(page) == "1 équipe à moins de 5 km de Mons"
    assert heading_of(dutch).startswith("1 team binnen 5 km van ")


def test_the_answer_to_a_script_brings_the_window_s_title(client):
    EntryFactory()

    part = client.get(LIST, headers={"HX-Request": "true"})

    assert "<title>1 équipe travaille" in part.text


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("Anvers", "à 20 km d’Anvers"),
        ("Le Roeulx", "à 20 km du Roeulx"),
        ("Les Bons Villers", "à 20 km des Bons Villers"),
        ("La Louvière", "à 20 km de La Louvière"),
        ("Huy", "à 20 km de Huy"),
    ],
)
def test_french_takes_the_place_s_article_along(name, told):
    with override("fr"):
        text = elided(f"à 20 km de {name}", Place(name_fr=name))

    assert text == told


def test_an_unknown_place_is_a_word_that_can_be_taken_away(client):
    belgium()
    EntryFactory()

    page = client.get(LIST, {"near": "Xyzzyville", "q": ""})

    chips = re.findall(r'<a class="chip".*?</a>', page.text, re.S)
    assert len(chips) == 1
    assert "Xyzzyville" in chips[0] and "km" not in chips[0]
    assert f'href="{LIST}"' in chips[0]


def test_a_sector_has_its_family_s_colour_on_the_team_s_page(client):
    team = EntryFactory(sectors=["addictions"]).team

    record = client.get(f"{LIST}{team.slug}/")

    assert '<span class="chip" data-surface="rose">' in record.text
    assert '<span class="chip" data-surface="mint">' not in record.text


def test_paper_shows_the_telephone_of_each_team(client):
    EntryFactory(phone="065 000 00 31")

    page = client.get(LIST)

    assert '<p class="print-only">065 000 00 31</p>' in page.text
