from datetime import timedelta

import pytest
from django.template import Context, Template
from django.utils.translation import override

from entrepairs.core import personal
from entrepairs.core.notices import in_words, notice_version
from entrepairs.core.personal import Basis, End, Kind

pytestmark = pytest.mark.django_db  # a network may have shortened the term


@pytest.fixture
def declared(monkeypatch):
    """Declares a kind for the time of one test."""
    personal.kinds()  # what the apps declare stays
    known = dict(personal._kinds)
    monkeypatch.setattr(personal, "_kinds", known)

    def declare(**told):
        kind = Kind(**{**LETTERS, **told})
        known[kind.name] = kind
        return kind

    return declare


LETTERS = {
    "name": "ui.letters",
    "model": "organisations.Team",
    "fields": ("name",),
    "title": "Letters",
    "purpose": "Answer your letter.",
    "whose": "Those who write",
    "basis": Basis.CONTRACT,
    "seen_by": ("the secretariat",),
    "source": "you",
    "since": "our answer",
    "keep": timedelta(days=365),
    "end": End.ERASE,
    "about": lambda subject: None,
    "due": None,
    "dispose": lambda pks: 0,
}


def shown(name):
    template = Template("{% load personal %}{% notice_of name %}")
    return template.render(Context({"name": name}))


def test_the_notice_says_why_how_long_and_who_sees_it(declared):
    declared()

    with override("en"):
        text = shown("ui.letters")

    assert "Answer your letter." in text
    assert "1 year after our answer, then erased" in text
    assert "the secretariat" in text


def test_what_rests_on_consent_says_that_one_may_change_one_s_mind(declared):
    declared(basis=Basis.CONSENT)

    with override("en"):
        assert "change your mind" in shown("ui.letters")


def test_the_version_is_another_when_a_word_changes_and_only_then(declared):
    declared()
    first = notice_version("ui.letters")
    again = notice_version("ui.letters")

    declared(purpose="Answer your letter and file it.")

    assert first == again
    assert notice_version("ui.letters") != first


@pytest.mark.parametrize(
    ("term", "words"),
    [
        (timedelta(days=730), "2 years"),
        (timedelta(days=540), "18 months"),
        (timedelta(days=30), "30 days"),
        (timedelta(days=1), "1 day"),
        (timedelta(hours=12), "12 hours"),
        (timedelta(minutes=15), "15 minutes"),
    ],
)
def test_terms_are_told_as_people_count(term, words):
    with override("en"):
        assert in_words(term) == words
