"""After signing in one goes to a page of ours, whatever the link said."""

import pytest

from entrepairs.people.signin.goals import checked
from entrepairs.people.tests.factories import PersonFactory
from entrepairs.people.tests.signing_in import LOGIN, Visitor, code_in_mail

ELSEWHERE = [
    "//evil.example",
    "///evil.example",
    "////evil.example/",
    "/\\evil.example",
    "\\\\evil.example",
    "\\/evil.example",
    "/\\/evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "/\r/evil.example",
    "\t//evil.example",
    " //evil.example",
    "/ /evil.example",
    "https://evil.example",
    "http://evil.example",
    "HTTPS://evil.example/fr/",
    "https:evil.example",
    "https:/evil.example",
    "https:///evil.example",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "data:text/html,hello",
    "vbscript:x",
    "ftp://evil.example",
    "http://testserver@evil.example/",
    "@evil.example",
    "evil.example",
    "//testserver@evil.example",
    "//evil.example%2F@testserver",
    "http://testserver.evil.example/",
    "/\x00/evil.example",
    "/\u200b/evil.example",
    "/\u2028/evil.example",
    "/\ufeff/evil.example",
    "/fr/\\..\\evil.example",
    "?next=//evil.example",
    "",
    "/" + "a" * 2000,
]


@pytest.mark.parametrize("goal", ELSEWHERE)
def test_a_goal_elsewhere_is_no_goal(goal):
    assert checked(goal) == ""


@pytest.mark.parametrize(
    "goal", ["/", "/fr/espace/", "/fr/recherche/?q=a%20b&page=2", "/admin/", "/%09/x"]
)
def test_a_page_of_ours_is_a_goal(goal):
    assert checked(goal) == goal


@pytest.mark.django_db
@pytest.mark.parametrize("goal", ELSEWHERE[:16])
@pytest.mark.parametrize("place", ["page", "form", "code"])
def test_no_way_through_the_door_leads_elsewhere(goal, place):
    person, visitor = PersonFactory(), Visitor()
    if place == "page":
        visitor.get(LOGIN, {"next": goal})
        visitor.ask(person.email)
    else:
        visitor.ask(person.email, next=goal if place == "form" else "")
    path = "/fr/connexion/code/"
    more = {"next": goal} if place == "code" else {}

    answer = visitor.fill(path, code=code_in_mail(), **more)

    assert answer["Location"] == "/fr/espace/"
    assert visitor.get(LOGIN, {"next": goal})["Location"] == "/fr/espace/"


@pytest.mark.django_db
def test_the_page_asked_for_comes_after_the_code():
    person, visitor = PersonFactory(), Visitor()
    asked = visitor.get("/fr/espace/sessions/")

    page = visitor.get(asked["Location"]).text
    visitor.ask(person.email, next="/fr/espace/sessions/")
    answer = visitor.type(code_in_mail())

    assert 'name="next" value="/fr/espace/sessions/"' in page
    assert answer["Location"] == "/fr/espace/sessions/"
