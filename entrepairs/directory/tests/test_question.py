import pytest
from django.http import QueryDict

from entrepairs.core.geography import Box
from entrepairs.directory.question import BadQuestion, parse
from entrepairs.directory.tests.factories import belgium

pytestmark = pytest.mark.django_db


def test_a_question_is_read_whole():
    belgium()

    question = parse(
        QueryDict(
            "q= accro  aux jeux &near=Mons&km=30&sector=youth&sector=addictions"
            "&sector=youth&region=be-wal&paid=paid&life=looking&recruiting=1"
            "&box=2.5,49.4,6.4,51.5&page=2"
        )
    )

    assert (question.q, question.near, question.km) == ("accro aux jeux", "Mons", 30)
    assert question.chosen == {
        "sector": ("addictions", "youth"),
        "region": ("be-wal",),
        "paid": ("paid",),
        "life": ("looking",),
    }
    assert question.flags == {"recruiting"}
    assert question.box == Box(2.5, 49.4, 6.4, 51.5)
    assert question.page == 2


def test_its_parameters_ask_the_same_question():
    asked = "q=jeux&near=7000&km=30&sector=addictions&sector=youth&visits=1&page=3"

    question = parse(QueryDict(asked))

    assert parse(QueryDict(question.query_string())) == question


def test_empty_parameters_ask_nothing():
    question = parse(QueryDict("q=&near=&km=&sector=&box=&page=&recruiting="))

    assert question == parse(QueryDict(""))


def test_what_others_hang_on_an_address_is_ignored():
    assert parse(QueryDict("utm_source=x&fbclid=y&q=jeux")).q == "jeux"


def test_signs_that_cannot_be_seen_are_dropped():
    assert parse(QueryDict("q=a%00b%0d%0ac%E2%80%A8d")).q == "a b c d"


@pytest.mark.parametrize(
    ("asked", "parameter", "told"),
    [
        ("colour=red", "colour", "colour"),
        ("sector=nonsense", "sector", "addictions"),
        ("region=atlantis", "region", "atlantis"),
        ("region=a%00b", "region", "region"),
        ("paid=maybe", "paid", "unpaid"),
        ("life=dead", "life", "former"),
        ("km=0", "km", "200"),
        ("km=10000", "km", "200"),
        ("km=ten", "km", "ten"),
        ("km=-5", "km", "-5"),
        ("km=٣", "km", "km"),
        ("page=0", "page", "page"),
        ("page=1e3", "page", "1e3"),
        ("page=99999999999999999999", "page", "page"),
        ("recruiting=yes", "recruiting", "yes"),
        ("box=1,2,3", "box", "1,2,3"),
        ("box=a,b,c,d", "box", "a,b,c,d"),
        ("box=5,50,4,51", "box", "box"),
        ("box=nan,50,4,51", "box", "box"),
        ("box=-181,50,4,51", "box", "box"),
        ("q=" + "x" * 201, "q", "200"),
        ("q=" + "x" * 100_000, "q", "200"),
        ("near=" + "x" * 101, "near", "100"),
        ("q=one&q=two", "q", "once"),
    ],
)
def test_what_is_no_question_is_told_by_name(asked, parameter, told):
    with pytest.raises(BadQuestion) as fault:
        parse(QueryDict(asked))

    assert fault.value.parameter == parameter
    assert len(str(fault.value)) < 2000
