import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from entrepairs.directory.models import AddressPrecision, Edition, Life
from entrepairs.directory.tests.factories import EntryFactory, belgium
from entrepairs.places.models import Place

pytestmark = pytest.mark.django_db

LIST = "/fr/equipes/"


def teams_of(response):
    return re.findall(r'<article class="card team" data-slug="([^"]+)"', response.text)


def choice_of(response, name, value):
    pattern = rf'<input type="checkbox" id="{name}-{value}"[^>]*>'
    found = re.search(pattern, response.text)
    return found.group() if found else ""


def test_the_directory_has_an_address_in_each_language():
    addresses = []

    for code in ("fr", "nl", "de", "en"):
        with override(code):
            addresses.append(reverse("directory:list"))

    assert addresses == ["/fr/equipes/", "/nl/teams/", "/de/teams/", "/en/teams/"]


def test_the_heading_counts_what_the_api_counts(client):
    EntryFactory.create_batch(3, sectors=["addictions"])
    EntryFactory(sectors=["youth"])

    page = client.get(LIST, {"sector": "addictions"})
    counted = client.get("/api/teams", {"sector": "addictions"}).json()["count"]

    heading = re.search(r"<h1[^>]*>(.*?)</h1>", page.text).group(1)
    assert counted == 3
    assert heading.startswith("3 ")


def test_two_facets_leave_the_teams_that_have_both(client):
    both = EntryFactory(sectors=["addictions"], languages=["nl"])
    EntryFactory(sectors=["addictions"], languages=["fr"])
    EntryFactory(sectors=["youth"], languages=["nl"])

    page = client.get(LIST, {"sector": "addictions", "spoken": "nl"})

    assert teams_of(page) == [both.team.slug]


def test_a_value_without_answers_cannot_be_ticked(client):
    EntryFactory(sectors=["addictions"])

    page = client.get(LIST)

    assert "disabled" not in choice_of(page, "sector", "addictions")
    assert "disabled" in choice_of(page, "sector", "youth")


def test_a_chosen_filter_can_be_taken_away(client):
    EntryFactory(sectors=["addictions"], languages=["nl"])

    page = client.get(LIST, {"sector": "addictions", "spoken": "nl"})

    assert "checked" in choice_of(page, "sector", "addictions")
    assert f'href="{LIST}?spoken=nl"' in page.text
    assert f'href="{LIST}?sector=addictions"' in page.text


def test_around_a_postcode_the_nearest_come_first(client):
    places = belgium()
    far = EntryFactory(place=places["forest"])
    near = EntryFactory(place=places["schaerbeek"])
    EntryFactory(place=places["mons"])

    page = client.get(LIST, {"near": "1030", "km": "10"})

    assert teams_of(page) == [near.team.slug, far.team.slug]
    assert "km" in page.text
    assert 'data-circle="50.8676,4.3737,10"' in page.text


def test_a_question_that_is_none_is_told_and_what_was_typed_is_kept(client):
    page = client.get(LIST, {"q": "logement", "near": "Mons", "box": "here"})

    assert page.status_code == 400
    assert 'value="logement"' in page.text and 'value="Mons"' in page.text
    assert "here" in page.text and "<h1" in page.text


@pytest.mark.parametrize(
    "query",
    [
        {"sector": "nothing"},
        {"colour": "red"},
        {"km": "-5"},
        {"page": "0"},
        {"q": "x" * 5000},
        {"box": "1,2,3"},
    ],
)
def test_hostile_questions_get_a_clear_page(client, query):
    page = client.get(LIST, query)

    assert page.status_code == 400
    assert 'role="alert"' in page.text


def test_codes_are_told_to_programs_and_not_to_people(client):
    page = client.get(LIST, {"sector": "nothing"})
    answer = client.get("/api/teams", {"sector": "nothing"})

    assert "nothing" in page.text
    assert "harm_reduction" not in page.text.partition('role="alert"')[2][:900]
    assert "harm_reduction" in answer.json()["detail"]


def test_a_page_beyond_the_last_is_not_found(client):
    EntryFactory()

    page = client.get(LIST, {"page": "7"})

    assert page.status_code == 404
    assert 'role="search"' in page.text


def test_htmx_gets_the_answer_and_nobody_else_s_cache_does(client):
    EntryFactory(team__name="Le Fil", name="Le Fil")

    page = client.get(LIST)
    part = client.get(LIST, {"q": "", "near": ""}, headers={"HX-Request": "true"})

    assert "<html" in page.text and "<html" not in part.text
    assert "Le Fil" in page.text and "Le Fil" in part.text
    assert "HX-Request" in part["Vary"]
    assert part["HX-Replace-Url"] == LIST


def test_the_address_bar_gets_the_shortest_address_of_the_filter(client):
    EntryFactory(sectors=["addictions"])
    asked = {"sector": "addictions", "q": "", "near": "", "km": "20"}

    part = client.get(LIST, asked, headers={"HX-Request": "true"})

    assert part["HX-Replace-Url"] == f"{LIST}?sector=addictions"


def test_a_place_that_nobody_knows_is_told(client):
    belgium()
    EntryFactory()

    page = client.get(LIST, {"near": "Xyzzyville"})

    assert page.status_code == 200
    assert "Xyzzyville" in page.text
    assert len(teams_of(page)) == 1
    assert 'class="notice" data-tone="warning"' in page.text


def test_an_ambiguous_place_offers_its_namesakes_once(client):
    places = belgium()
    twin = {"country": "BE", "kind": "commune", "latitude": 50.2, "longitude": 5.2}
    for code in ("nis:99998", "nis:99999"):
        other = Place.objects.create(
            code=code, name_fr="Mons", region=places["wallonia"], **twin
        )
        other.names.create(folded="mons")
    EntryFactory(place=places["mons"])

    page = client.get(LIST, {"near": "Mons"})

    named = re.findall(r"near=Mons[+]%28[^>]*>([^<]+)</a>", page.text)
    assert named == ["Mons (Wallonie)"]


def test_former_teams_wait_behind_a_link(client):
    EntryFactory()
    former = EntryFactory(life=Life.FORMER)

    page = client.get(LIST)
    shown = client.get(LIST, {"life": "former"})

    assert former.team.slug not in teams_of(page)
    assert f'href="{LIST}?life=former">La montrer<' in page.text
    assert teams_of(shown) == [former.team.slug]


def test_a_place_among_the_words_has_its_own_field_afterwards(client):
    EntryFactory(place=belgium()["mons"], summary="Accro aux jeux.")

    page = client.get(LIST, {"q": "jeux Mons"}).text

    assert re.search(r'<input id="q"[^>]*value="jeux"', page)
    assert re.search(r'<input id="near"[^>]*value="Mons"', page)


def test_who_speaks_of_dying_finds_numbers_to_call_before_the_teams(client):
    EntryFactory()

    page = client.get(LIST, {"q": "je veux mourir"}).text
    other = client.get(LIST, {"q": "jeux"}).text

    main = page[page.index("<main") :]
    assert main.index('href="tel:112"') < main.index('href="tel:080032123"')
    assert 'href="tel:112"' not in other[other.index("<main") :]


def test_an_empty_answer_offers_a_wider_circle(client):
    places = belgium()
    EntryFactory(place=places["liege"])

    page = client.get(LIST, {"near": "1030"})

    assert teams_of(page) == []
    assert f"{LIST}?near=1030&amp;km=100" in page.text


def test_a_team_that_nobody_checked_for_13_months_is_marked(client):
    day = timezone.localdate() - timedelta(days=400)
    EntryFactory(verified_on=day)

    page = client.get(LIST)

    assert 'class="meta checked" data-age="stale"' in page.text
    assert f'datetime="{day.isoformat()}"' in page.text


def test_files_and_feed_follow_the_filter(client):
    EntryFactory(sectors=["addictions"])

    page = client.get(LIST, {"sector": "addictions"})

    for name in ("teams.csv", "teams.ods", "teams.geojson", "teams.atom"):
        assert f'href="{LIST}{name}?sector=addictions"' in page.text


def test_seven_teams_make_seven_rows(client):
    EntryFactory.create_batch(7, sectors=["addictions"])
    EntryFactory(sectors=["youth"])

    response = client.get(f"{LIST}teams.csv", {"sector": "addictions"})

    rows = response.getvalue().decode("utf-8-sig").strip().splitlines()
    assert len(rows) == 8


def test_a_file_of_another_kind_is_not_found(client):
    assert client.get(f"{LIST}teams.exe").status_code == 404


def test_a_feed_of_a_question_that_is_none_is_refused(client):
    assert client.get(f"{LIST}teams.atom", {"km": "x"}).status_code == 400


def test_what_is_not_public_is_nowhere_in_the_page(client):
    places = belgium()
    hidden = {"street": "Rue du Secret 1", "place": places["mons"], "postcode": "7000"}
    EntryFactory(
        precision=AddressPrecision.HIDDEN, latitude=50.1234, longitude=4.1, **hidden
    )

    page = client.get(LIST)

    assert "Secret" not in page.text and "50.1234" not in page.text


def test_more_teams_ask_no_more_of_the_database(client, django_assert_max_num_queries):
    places = belgium()
    EntryFactory(place=places["mons"])
    client.get(LIST)
    Edition.mark()

    with django_assert_max_num_queries(8) as one:
        client.get(LIST)
    EntryFactory.create_batch(19, place=places["mons"], sectors=["addictions"])
    Edition.mark()
    with django_assert_max_num_queries(8) as twenty:
        client.get(LIST)

    assert len(one.captured_queries) == len(twenty.captured_queries)
