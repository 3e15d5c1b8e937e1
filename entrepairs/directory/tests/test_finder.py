import pytest
from django.http import QueryDict

from entrepairs.directory import finder, reading
from entrepairs.directory.models import AddressPrecision, Life, PaidStatus, Sector
from entrepairs.directory.question import parse
from entrepairs.directory.tests.factories import EntryFactory, PlaceFactory, belgium

pytestmark = pytest.mark.django_db


@pytest.fixture
def places():
    return belgium()


def find(parameters="", language="fr"):
    return finder.find(parse(QueryDict(parameters)), language=language)


def names(answer):
    return [hit.listing.name for hit in answer.hits]


def counts(answer, name):
    facet = next(facet for facet in answer.facets if facet.name == name)
    every = [c for choice in facet.choices for c in (choice, *choice.children)]
    return {choice.code: choice.count for choice in every if choice.count}


def test_everything_public_is_found_in_the_order_of_names():
    for name in ("Zèbre", "Éclair", "abri"):
        EntryFactory(name=name)
    EntryFactory(name="Brouillon", state="draft", published_at=None)

    answer = find()

    assert names(answer) == ["abri", "Éclair", "Zèbre"]
    assert answer.count == 3
    assert answer.pages == 1


def test_two_facets_give_exactly_the_intersection():
    EntryFactory(name="Both", sectors=["addictions"], languages=["nl"])
    EntryFactory(name="Sector", sectors=["addictions"], languages=["fr"])
    EntryFactory(name="Language", sectors=["youth"], languages=["nl"])

    answer = find("sector=addictions&spoken=nl")

    assert names(answer) == ["Both"]
    assert answer.count == 1


def test_a_count_tells_what_choosing_the_value_gives():
    EntryFactory(sectors=["addictions"], languages=["nl"])
    EntryFactory(sectors=["addictions"], languages=["fr"])
    EntryFactory(sectors=["youth"], languages=["nl"])

    answer = find("sector=addictions&spoken=nl")

    assert counts(answer, "sector") == {"addictions": 1, "youth": 1}
    assert counts(answer, "spoken") == {"nl": 1, "fr": 1}
    for facet in ("sector", "spoken"):
        other = {"sector": "spoken=nl", "spoken": "sector=addictions"}[facet]
        for code, count in counts(answer, facet).items():
            assert find(f"{other}&{facet}={code}").count == count


def test_a_sector_holds_the_teams_of_its_parts():
    EntryFactory(name="Comptoir", sectors=["harm_reduction"])

    answer = find("sector=addictions")

    assert names(answer) == ["Comptoir"]
    assert counts(answer, "sector") == {"addictions": 1, "harm_reduction": 1}
    assert answer.hits[0].sectors[0].startswith("Réduction des risques")


def test_both_is_paid_and_is_unpaid():
    EntryFactory(name="A", paid=PaidStatus.BOTH)
    EntryFactory(name="B", paid=PaidStatus.UNPAID)

    assert names(find("paid=unpaid")) == ["A", "B"]
    assert names(find("paid=paid")) == ["A"]
    assert counts(find(), "paid") == {"paid": 1, "unpaid": 2, "both": 1}


def test_a_former_team_is_found_only_when_asked_for():
    EntryFactory(name="Now")
    EntryFactory(name="Then", life=Life.FORMER)

    usual, asked = find(), find("life=former")

    assert names(usual) == ["Now"]
    assert usual.former_count == 1
    assert names(asked) == ["Then"]
    assert asked.former_count == 0


def test_near_a_postcode_the_nearest_comes_first(places):
    def team(name, latitude, longitude):
        place = places["schaerbeek"]
        EntryFactory(name=name, place=place, latitude=latitude, longitude=longitude)

    team("Far", 50.95, 4.37)
    team("Near", 50.868, 4.374)
    team("Beyond", 51.2, 4.4)

    answer = find("near=1030&km=10")

    assert names(answer) == ["Near", "Far"]
    assert [round(hit.km) for hit in answer.hits] == [0, 9]
    assert answer.place == places["schaerbeek"]


def test_near_a_region_means_inside_it(places):
    EntryFactory(name="Mons", place=places["mons"])
    EntryFactory(name="Forest", place=places["forest"])

    answer = find("near=Hainaut")

    assert names(answer) == ["Mons"]
    assert answer.hits[0].km is None


def test_regions_and_provinces_are_counted_and_chosen(places):
    EntryFactory(name="Mons", place=places["mons"])
    EntryFactory(name="Forest", place=places["forest"])

    answer = find("region=be-wal")

    assert names(answer) == ["Mons"]
    assert counts(answer, "region") == {"be-bru": 1, "be-wal": 1}
    assert counts(answer, "province") == {"be-hainaut": 1}


def test_a_box_keeps_what_stands_inside(places):
    EntryFactory(name="Mons", place=places["mons"])
    EntryFactory(name="Liège", place=places["liege"])

    assert names(find("box=3.5,50.2,4.2,50.7")) == ["Mons"]


def test_words_find_by_what_the_team_says():
    EntryFactory(name="Le Cap", summary="Arrêter de jouer, à votre rythme.")
    EntryFactory(name="La Halte", summary="Un toit pour la nuit.")

    assert names(find("q=jouer")) == ["Le Cap"]


def test_a_place_at_the_end_of_the_words_is_read_as_a_place(places):
    EntryFactory(name="Jeux Mons", sectors=["addictions"], place=places["mons"])
    EntryFactory(name="Jeux Liège", sectors=["addictions"], place=places["liege"])

    answer = find("q=addictions à Mons")

    assert names(answer) == ["Jeux Mons"]
    assert answer.place == places["mons"]
    assert (answer.place_in_words, answer.words) == ("Mons", "addictions")


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("alcool 25 ans", "", "alcool 25 ans"),
        ("alcool 25 Ans", "", "alcool 25 Ans"),
        ("groupe pour celles", "", "groupe pour celles"),
        ("Celles qui boivent", "", "Celles qui boivent"),
        ("alcool à ans", "ans", "alcool"),
        ("addictions Celles", "Celles", "addictions"),
        ("addiction near celles", "celles", "addiction"),
        ("ans", "ans", ""),
    ],
)
def test_a_word_that_is_a_town_too_is_one_when_it_stands_as_one(text, place, words):
    PlaceFactory(name_fr="Ans")
    PlaceFactory(name_fr="Celles")

    assert reading.split(text) == (place, words)


def test_a_place_in_the_words_can_be_searched_as_a_word(places):
    EntryFactory(name="Amis de Mons", place=places["liege"])

    answer = find("q=Mons&words=1")

    assert names(answer) == ["Amis de Mons"]
    assert answer.place is None


def test_with_nothing_near_a_place_in_the_words_the_nearest_are_found(places):
    EntryFactory(name="Amis", place=places["charleroi"])

    answer = find("q=amis Mons")

    assert names(answer) == ["Amis"]
    assert (answer.place, answer.asked_km) == (places["mons"], 20)
    assert answer.question.km == 50


def test_a_place_read_out_of_the_words_gives_way_when_nothing_is_around(places):
    marseille = PlaceFactory(name_fr="Marseille", latitude=43.3, longitude=5.4)
    EntryFactory(name="Les amis de Mons", place=marseille)

    answer = find("q=amis Mons")

    assert names(answer) == ["Les amis de Mons"]
    assert answer.place is None


def test_another_place_replaces_the_one_among_the_words(places):
    EntryFactory(name="Jeu", place=places["liege"])

    answer = find("q=jeu Mons&near=Liège")

    assert names(answer) == ["Jeu"]
    assert answer.place == places["liege"]


def test_an_empty_answer_knows_the_circle_that_is_not(places):
    EntryFactory(name="Jeu", place=places["charleroi"])

    assert find("near=Mons").wider_km == 50
    assert find("near=Mons&q=nothing like it").wider_km is None


def test_a_page_too_far_does_not_exist():
    EntryFactory()

    with pytest.raises(finder.NoSuchPage):
        find("page=2")


def test_pages_hold_everyone_once():
    for number in range(25):
        EntryFactory(name=f"Team {number % 3}")

    first, second = find("page=1"), find("page=2")

    found = [hit.listing.pk for hit in (*first.hits, *second.hits)]
    spots = finder.all_spots(parse(QueryDict("")), language="fr")
    assert len(first.hits) == 20
    assert len(set(found)) == 25
    assert found == [spot.entry_id for spot in spots]


def test_the_map_groups_what_stands_together(places):
    for name in ("One", "Two"):
        EntryFactory(name=name, place=places["mons"])
    EntryFactory(name="Three", place=places["liege"])

    spots = finder.clusters(parse(QueryDict("")), zoom=8)

    assert sorted((spot.count, spot.name) for spot in spots) == [(1, "Three"), (2, "")]
    pair = next(spot for spot in spots if spot.count == 2)
    assert pair.latitude == pytest.approx(50.4542, abs=1e-4)
    assert pair.box.west <= pair.longitude <= pair.box.east


def test_a_hidden_team_is_in_its_region_and_nowhere_on_the_map(places):
    EntryFactory(
        name="Refuge",
        precision=AddressPrecision.HIDDEN,
        place=places["mons"],
        latitude=50.45,
        longitude=3.95,
    )

    assert names(find("region=be-wal")) == ["Refuge"]
    assert counts(find(), "province") == {}
    assert names(find("near=7000")) == []
    assert finder.clusters(parse(QueryDict("")), zoom=8) == []


def test_a_page_takes_few_queries(places, django_assert_max_num_queries):
    for number in range(25):
        EntryFactory(sectors=["youth"], place=places["mons"], summary=f"Texte {number}")

    with django_assert_max_num_queries(6):
        find()
    find("q=texte&near=7000&sector=youth&region=be-wal")
    with django_assert_max_num_queries(8):
        find("q=texte&near=7000&sector=youth&region=be-wal&page=2")


def test_what_is_remembered_is_forgotten_when_a_team_changes():
    EntryFactory(name="One", sectors=["youth"])
    before = find("sector=youth").count

    EntryFactory(name="Two", sectors=["youth"])
    answer = find("sector=youth")

    assert (before, answer.count) == (1, 2)
    assert names(answer) == ["One", "Two"]


def test_a_label_changes_for_everybody_at_once():
    EntryFactory(sectors=["youth"])
    find()

    sector = Sector.objects.get(code="youth")
    sector.label_fr = "Jeunesse"
    sector.save()

    assert find().hits[0].sectors == ("Jeunesse",)
