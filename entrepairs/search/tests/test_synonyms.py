import pytest
from django.core.exceptions import ValidationError

from entrepairs.search import query
from entrepairs.search.models import SynonymGroup, SynonymTerm
from entrepairs.search.registry import Draft

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "text", ["arrêter de boire", "arreter de boire", "je bois trop"]
)
def test_everyday_words_find_a_service_for_alcohol(shelf, text):
    shelf.say("Le Vélo", "réparation de vélos", tags=["sector:employment"])
    shelf.say("L’Écluse", "en difficulté avec l’alcool", tags=["sector:addictions"])

    assert shelf.find(text) == ["L’Écluse"]


def test_a_word_finds_what_carries_the_code_of_its_group(shelf):
    shelf.say("Le Quai", "un lieu où souffler", tags=["sector:addictions"])

    assert shelf.find("toxicomanie") == ["Le Quai"]


@pytest.mark.parametrize(
    ("title", "text", "language"),
    [
        ("Un", "une équipe avec un pair-aidant", "fr"),
        ("Deux", "un médiateur de santé pair dans l’équipe", "fr"),
        ("Drie", "een ervaringsdeskundige in het team", "nl"),
        ("Vier", "ein Genesungsbegleiter im Team", "de"),
    ],
)
def test_the_words_of_four_languages_find_each_other(shelf, title, text, language):
    shelf.say(title, text, language)

    for typed in ("expert du vécu", "ervaringsdeskundige", "Genesungsbegleiterin"):
        assert shelf.find(typed) == [title]


def test_what_speaks_of_it_comes_before_what_only_carries_a_broader_code(shelf):
    shelf.say("Alpha", "tous les produits", tags=["sector:addictions"])
    shelf.say("Oméga", "pour les joueurs de casino", tags=["sector:addictions"])

    assert shelf.find("accro aux jeux") == ["Oméga", "Alpha"]


def test_an_edit_counts_at_once(shelf):
    shelf.say("Le Nid", "un lieu pour souffler")
    assert shelf.find("zigouigoui") == []

    group = SynonymGroup.objects.create(code="nest")
    SynonymTerm.objects.create(group=group, language="fr", text="zigouigoui")
    term = SynonymTerm.objects.create(group=group, language="fr", text="souffler")
    assert shelf.find("zigouigoui") == ["Le Nid"]

    term.delete()
    assert shelf.find("zigouigoui") == []


def test_an_unfinished_word_may_be_the_beginning_of_a_synonym(shelf):
    shelf.say("Le Quai", "un lieu où souffler", tags=["sector:addictions"])

    assert shelf.find("toxico") == ["Le Quai"]


def test_a_typing_error_in_a_synonym_is_mended(shelf):
    shelf.say("Le Quai", "un lieu où souffler", tags=["sector:addictions"])

    assert shelf.find("toxicomani e") == ["Le Quai"]
    assert shelf.find("toxycomanei") == ["Le Quai"]


def test_pair_aidence_finds_pair_aidance(shelf):
    shelf.say("Le Pont", "la pair-aidance au quotidien")

    assert shelf.find("pair aidence") == ["Le Pont"]


def test_there_are_ninety_groups_and_more_in_the_four_languages(db):
    groups = SynonymGroup.objects.count()
    by_language = {
        language: SynonymTerm.objects.filter(language=language).count()
        for language in ("fr", "nl", "de", "en")
    }

    assert groups >= 90
    assert all(count >= 400 for count in by_language.values()), by_language


def test_a_code_that_is_no_code_is_refused(db):
    with pytest.raises(ValidationError, match="sector:addictions"):
        SynonymGroup(code="x", codes="addictions").full_clean()


def test_the_best_of_each_kind_comes_with_their_number(shelf):
    shelf.put(*(Draft(title=f"Ukulélé {n}", url=str(n)) for n in range(5)))

    (group,) = query.search_all("ukulele", language="fr", limit_each=2)

    assert group.count == 5
    assert [hit.title for hit in group.hits] == ["Ukulélé 0", "Ukulélé 1"]
    assert group.hits[0].url == f"/shelf/{group.hits[0].object_id}/"


def test_suggestions_are_words_of_the_field_and_titles(shelf):
    shelf.say("Maison de l’assiette")
    shelf.say("Assuré, rassuré")

    titles = [s.title for s in query.complete("ass", language="fr")]

    assert "assuétude" in titles
    assert titles[-2:] == ["Assuré, rassuré", "Maison de l’assiette"]
