import pytest
from django.urls import reverse
from django.utils.translation import override

from entrepairs.directory.tests.factories import EntryFactory
from entrepairs.organisations.models import Network
from entrepairs.search import query
from entrepairs.website.models import HelpLine
from entrepairs.website.tasks import index_texts

pytestmark = pytest.mark.django_db


@pytest.fixture
def search(client):
    index_texts.call()

    def answer(query, language="fr"):
        with override(language):
            return client.get(reverse("website:search"), {"q": query}).text

    return answer


@pytest.mark.parametrize(
    ("query", "language", "found"),
    [
        ("pair aidence", "fr", "/fr/pair-aidance/"),
        ("pair-aidance", "fr", "/fr/pair-aidance/"),
        ("suicide", "fr", "0800 32 123"),
        ("zelfmoord", "nl", "1813"),
        ("cookies", "de", "/de/datenschutz/"),
        ("accessibilite", "fr", "/fr/accessibilite/"),
    ],
)
def test_pages_and_help_lines_are_found(search, query, language, found):
    assert found in search(query, language)


def test_answers_are_in_the_reader_s_language(search):
    assert "Uw gegevens, in klare taal" in search("cookies", "nl")


def test_help_lines_of_other_countries_are_not_shown(search):
    Network.objects.filter(host=None).update(country="FR")

    page = search("suicide")

    assert "3114" in page
    assert "0800 32 123" not in page


def test_a_line_that_is_no_longer_shown_is_not_found(search):
    HelpLine.objects.filter(number="0800 32 123").update(is_active=False)

    assert "0800 32 123" not in search("suicide")


def test_a_former_team_is_found_and_said_to_be_one(search):
    EntryFactory(team__name="Comptoir d’hier", life="former")
    EntryFactory(team__name="Comptoir d’aujourd’hui")

    page = search("comptoir")

    assert "Comptoir d’aujourd’hui" in page and "Comptoir d’hier" in page
    assert page.count("Ancienne équipe") == 1


def test_a_question_is_understood_once_for_all_kinds(search, monkeypatch):
    asked = []
    known = query.understand
    monkeypatch.setattr(query, "understand", lambda *a: asked.append(a) or known(*a))

    search("violence")

    assert len(asked) == 1


def test_results_are_grouped_by_kind(search):
    page = search("violence")

    assert 'id="kind-help_line"' in page
    assert 'id="kind-page"' in page


def test_what_is_not_found_says_what_to_do(search):
    page = search("xyzzyqq")

    assert "Rien trouvé" in page
    assert "un mot simple" in page
