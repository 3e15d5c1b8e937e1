"""One address in many spellings is one person."""

import unicodedata

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from entrepairs.core.text import fold_email, for_the_wire
from entrepairs.people.models import Person
from entrepairs.people.tests.signing_in import Visitor, code_in_mail

KEPT = "zoé.léa@exämple.be"
SAME = [
    "zoé.léa@exämple.be",
    "Zoé.Léa@exämple.be",
    "ZOÉ.LÉA@EXÄMPLE.BE",
    "zoé.léa@exämple.be.",
    "zoé.léa@exämple.be..",
    " zoé.léa@exämple.be ",
    "\tzoé.léa@exämple.be\n",
    "\u00a0zoé.léa@exämple.be\u00a0",
    "zoé.léa\u200b@exämple.be",
    "\ufeffzoé.léa@exämple.be",
    "zoé.lé\u00ada@exämple.be",
    "\u202azoé.léa@exämple.be\u202c",
    unicodedata.normalize("NFD", KEPT),
    unicodedata.normalize("NFKD", KEPT.upper()),
    "ｚｏé.léa@exämple.be",
    "zoé.léa＠exämple.be",
    "zoé．léa@exämple．be",
    "zoé.léa@exämple。be",
    "zoé.léa@exämple｡be",
    "zoé.léa@xn--exmple-cua.be",
    "Zoé.Léa@XN--EXMPLE-CUA.BE.",
    "𝐳oé.léa@exämple.be",
]
OTHERS = [
    "zoe.lea@exämple.be",  # another letter is another person
    "zoéléa@exämple.be",  # dots count: only a few providers drop them
    "zoé.léa+site@exämple.be",
    "zoé.léa@example.be",
    "zоé.léa@exämple.be",  # a Cyrillic o
]


@pytest.mark.parametrize("typed", SAME)
def test_spellings_of_one_address_are_one(typed):
    assert fold_email(typed) == KEPT


@pytest.mark.parametrize("typed", OTHERS)
def test_another_address_stays_another(typed):
    assert fold_email(typed) != KEPT


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a@straße.de", "a@straße.de"),
        ("A@STRAẞE.DE", "a@straße.de"),
        ("a@xn--strae-oqa.de", "a@straße.de"),
        ("a@mail.XN--STRAE-OQA.de.", "a@mail.straße.de"),
        ("a@strasse.de", "a@strasse.de"),
        ("a@ΒΌΛΟΣ.example", "a@βόλοσ.example"),
        ("a@xn--example-.be", "a@xn--example-.be"),  # which is not example.be
        ("a@xn--ls8h.example", "a@💩.example"),
        ("a@xn--zzzzzzzz.be", "a@xn--zzzzzzzz.be"),
        ("a@xn--a-ecp.be", "a@xn--a-ecp.be"),  # stands for a letter not in its form
        ("Straße@person.example", "strasse@person.example"),
    ],
)
def test_domains_that_are_two_stay_two(typed, kept):
    assert fold_email(typed) == kept


@given(st.text(max_size=20))
def test_folding_any_domain_twice_changes_nothing(typed):
    for domain in (typed, f"xn--{typed}", "xn--" + typed.encode("punycode").decode()):
        once = fold_email(f"a@{domain}")

        assert fold_email(once) == once


@pytest.mark.parametrize(
    ("email", "written"),
    [
        ("zoé@exämple.be", "zoé@xn--exmple-cua.be"),
        ("a@straße.de", "a@xn--strae-oqa.de"),
        ("a@xn--strae-oqa.de", "a@xn--strae-oqa.de"),
        ("Marie@Person.Example", "Marie@person.example"),
    ],
)
def test_mail_goes_to_the_domain_that_was_meant(email, written):
    assert for_the_wire(email) == written


@pytest.mark.parametrize("typed", ["", " ", None, ".", "\u200b"])
def test_nothing_is_no_address(typed):
    assert fold_email(typed) is None


@given(st.text(max_size=60))
def test_folding_twice_changes_nothing(typed):
    once = fold_email(typed)

    assert fold_email(once) == once


@pytest.mark.django_db
@pytest.mark.parametrize("typed", SAME)
def test_each_spelling_finds_the_person_and_makes_no_second_one(typed):
    person = Person.objects.create_user(KEPT)

    assert Person.objects.get(email=fold_email(typed)) == person
    with pytest.raises(IntegrityError), transaction.atomic():
        Person.objects.create_user(typed)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "typed",
    [
        "MARIE.LEA@PERSON.EXAMPLE",
        "marie.lea@person.example.",
        "marie.lea＠person.example",
        " marie.lea\u200b@person.example",
        "ｍarie.lea@person．example",
    ],
)
def test_each_spelling_signs_in(typed):
    Person.objects.create_user("marie.lea@person.example")
    visitor = Visitor()

    visitor.ask(typed)
    visitor.type(code_in_mail())

    assert visitor.is_in
