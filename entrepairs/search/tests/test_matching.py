import pytest

from entrepairs.search import actions, query
from entrepairs.search.models import Document, Tokens, Word

pytestmark = pytest.mark.django_db


def test_words_are_found_without_their_accents_and_in_other_forms(shelf):
    shelf.say("Écoute et présence", "Une équipe qui écoute les familles inquiètes")

    assert shelf.find("ecouter famille inquiete") == ["Écoute et présence"]


def test_a_word_of_the_title_comes_before_one_of_the_tags_and_one_of_the_text(shelf):
    shelf.say("Gamma", "on y joue du ukulélé")
    shelf.say("Bêta", tags=["ukulélé"])
    shelf.say("Ukulélé pour tous")

    assert shelf.tiers("ukulele") == {"Ukulélé pour tous": 0, "Bêta": 1, "Gamma": 2}


def test_the_last_word_may_be_unfinished(shelf):
    shelf.say("Le Potager", "un atelier de jardinage collectif")

    assert shelf.find("potager jardi") == ["Le Potager"]
    assert shelf.find("jardi potager") == ["Le Potager"]  # most of the words


def test_a_typing_error_is_mended_and_told(shelf):
    shelf.say("Le Potager", "un atelier de jardinage collectif")

    matching = query.match("shelf", "jradinage colectif", language="fr")

    assert matching.corrected == "jardinage collectif"
    assert shelf.find("jradinage colectif") == ["Le Potager"]


def test_what_leaves_the_index_leaves_no_word_behind(shelf):
    place = shelf.say("Le Potager", "rue cachée")
    shelf.drafts.clear()

    actions.index("shelf", [place])

    assert not Document.objects.exists()
    assert not Tokens.objects.exists()
    assert not Word.objects.exists()


@pytest.mark.parametrize(
    "text",
    [
        '"',
        "*",
        'a" OR b*',
        "NEAR(a b, 5)",
        "title:x AND NOT y",
        "a & | ! <-> b:*",
        "\0\0",
        "\ud800",
        "😀😀",
        "مرحبا שלום",
        "%s %% \\ ' ''",
        "{title} : x",
        "le la les de",
        "x" * 100_000,
        "mot " * 25_000,
    ],
)
def test_whatever_is_typed_gives_an_answer(shelf, text):
    shelf.say("مرحبا שלום", "%s")

    shelf.find(text)
    query.complete(text, language="fr")
