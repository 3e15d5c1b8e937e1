import pytest
from django.core.management import call_command

from entrepairs.search import query, spelling
from entrepairs.search.models import Word
from entrepairs.search.registry import Draft

pytestmark = pytest.mark.django_db

SHELF = {
    "fr": "centre jardinage enfermé poser tutelle tête réunion parc",
    "nl": "duur gekocht",
    "de": "Tiere Bergtour Wanderung",
    "en": "policy gardening harvesting",
}


def mended(text, language):
    return query.match("shelf", text, language=language).corrected


@pytest.fixture
def shop(shelf):
    bodies = [(text, language) for language, text in SHELF.items()]
    shelf.put(Draft(title="Treff Mitte", tags=[("Eupen", None)], body=bodies))
    return shelf


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("bière", "fr"),
        ("poker", "fr"),
        ("homme battu", "fr"),
        ("mutuelle", "fr"),
        ("tente", "fr"),
        ("chef", "fr"),
        ("police", "en"),
        ("huur", "nl"),
        ("boos", "nl"),
        ("Miete", "de"),
        ("Vater", "de"),
    ],
)
def test_a_word_of_every_day_is_taken_as_it_is(shop, text, language):
    assert mended(text, language) == ""


def test_an_error_is_mended_by_the_language_of_the_page_and_by_names(shop):
    assert mended("jardinaje", "fr") == "jardinage"
    assert mended("wanderumg", "de") == "wanderung"
    assert mended("harvestimg", "en") == "harvesting"
    assert mended("wanderumg", "fr") == mended("harvestimg", "nl") == ""
    assert mended("terff", "en") == "treff"


def test_of_a_short_word_only_letters_in_the_wrong_place_are_mended(shop):
    assert mended("poesr", "fr") == "poser"
    assert mended("parcc", "fr") == "parc"
    assert mended("alcol", "fr") == "alcool"
    assert mended("pozer", "fr") == mended("opser", "fr") == ""


def test_the_first_letter_stays_unless_it_is_an_h_that_is_not_heard(shelf):
    shelf.say("Handicontact", "une harmonie")

    assert mended("armonie", "fr") == "harmonie"
    assert mended("barmonie", "fr") == ""


def test_words_of_every_day_are_listed_without_accents():
    assert {"loyer", "huisbaas", "krankenkasse", "landlord"} <= spelling.everyday()
    assert all(word.isascii() and word.isalpha() for word in spelling.everyday())


def test_a_rebuild_tells_the_languages_of_words_that_have_none_yet(shop):
    Word.objects.update(languages=0)
    assert mended("wanderumg", "fr") == "wanderung"

    call_command("search", "reindex", verbosity=0)

    assert mended("wanderumg", "fr") == ""
    assert mended("wanderumg", "de") == "wanderung"
