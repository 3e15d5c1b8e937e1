"""A code by e-mail, typed in the browser that asked for it."""

import re
from types import SimpleNamespace

import pytest
from allauth.account.models import EmailAddress
from django.contrib.sessions.models import Session

from entrepairs.mail.models import OutgoingMail
from entrepairs.people.models import OpenSession, Person
from entrepairs.people.signin import codes
from entrepairs.people.tests.factories import PersonFactory
from entrepairs.people.tests.signing_in import (
    CODE,
    LOGIN,
    Visitor,
    code_in_mail,
    enter,
    wrong,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    return PersonFactory(email="marie@person.example", called="Marie", language="nl")


@pytest.fixture
def visitor():
    return Visitor()


@pytest.fixture
def clock(monkeypatch):
    """Set the clock of codes by so many seconds."""
    import time

    def turn(seconds):
        told = SimpleNamespace(time=lambda: time.time() + seconds)
        monkeypatch.setattr(codes, "time", told)

    return turn


def test_a_newcomer_signs_in_with_the_code_of_the_mail(person, visitor):
    asked = visitor.ask("Marie@Person.example")
    answer = visitor.type(code_in_mail())

    assert (asked.status_code, asked["Location"]) == (302, CODE)
    assert (answer.status_code, answer["Location"]) == (302, "/nl/mijn-ruimte/")
    assert visitor.session["_auth_user_id"] == str(person.pk)


def test_the_mail_is_in_the_language_of_the_person_and_opens_nothing(person, visitor):
    visitor.ask(person.email)

    mail = OutgoingMail.objects.get()
    assert mail.language == "nl" and "Typ deze code" in mail.text
    assert "http" not in mail.text
    assert code_in_mail().replace(" ", "") not in mail.subject


@pytest.mark.parametrize("path", [LOGIN, CODE])
def test_looking_sets_no_cookie_and_writes_nothing(visitor, path):
    for method in (visitor.get, visitor.head):
        answer = method(path)

    assert not answer.cookies
    assert not Session.objects.exists()
    assert "no-store" in answer["Cache-Control"]


def test_an_unknown_address_gets_the_same_pages_and_no_mail(person):
    known, unknown = Visitor(), Visitor()
    answers = known.ask(person.email), unknown.ask("nobody@person.example")
    pages = known.get(CODE), unknown.get(CODE)
    refused = known.type("0000 0000"), unknown.type("0000 0000")

    def told(answer):
        text = re.sub(r'form_token" value="[^"]+', "", answer.content.decode())
        return text.replace(person.email, "?").replace("nobody@person.example", "?")

    for one, other in (answers, pages, refused):
        assert (one.status_code, told(one)) == (other.status_code, told(other))
        assert one.headers.keys() == other.headers.keys()
    assert OutgoingMail.objects.count() == 1


def test_who_may_no_longer_sign_in_is_unknown(person, visitor):
    Person.objects.update(is_active=False)

    visitor.ask(person.email)

    assert not OutgoingMail.objects.exists()


def test_neither_the_session_nor_a_table_of_addresses_holds_what_was_typed(
    person, visitor
):
    visitor.ask(person.email)
    waiting = str(Session.objects.get().get_decoded())
    code = code_in_mail()
    visitor.type(code)

    kept = waiting + str(Session.objects.get().get_decoded())
    assert "marie" not in kept
    assert code.replace(" ", "") not in kept
    assert not EmailAddress.objects.exists()


@pytest.mark.parametrize(
    "typed",
    [
        "{0}",
        "{0} ",
        "{1}",
        "{2}",
        "code: {0}",
        "{3}",
    ],
)
def test_a_code_may_be_typed_as_one_likes(person, visitor, typed):
    visitor.ask(person.email)
    code = code_in_mail()
    bare = code.replace(" ", "")
    wide = "".join(chr(0xFF10 + int(digit)) for digit in bare)

    visitor.type(typed.format(code, bare, "-".join(bare), wide))

    assert visitor.is_in


def test_a_wrong_code_says_so_and_the_right_one_still_works(person, visitor):
    visitor.ask(person.email)
    code = code_in_mail()

    answer = visitor.type(wrong(code))

    assert answer.status_code == 422
    assert "Ce n’est pas le code" in answer.content.decode()
    visitor.type(code)
    assert visitor.is_in


def test_five_wrong_codes_end_the_code(person, visitor):
    visitor.ask(person.email)
    code = code_in_mail()

    answers = [visitor.type(wrong(code)) for _ in range(5)]

    assert [answer.status_code for answer in answers] == [422, 422, 422, 422, 410]
    assert visitor.type(code).status_code == 410
    assert not visitor.is_in


def test_tries_are_counted_where_all_processes_meet(person, visitor):
    visitor.ask(person.email)
    code, copy = code_in_mail(), dict(visitor.session.items())
    for _ in range(5):
        visitor.type(wrong(code))
        session = visitor.session  # as a race would: the count in it is lost
        session.update(copy)
        session.save()

    visitor.type(code)

    assert not visitor.is_in


def test_an_old_code_gets_a_clear_page(person, visitor, clock):
    visitor.ask(person.email)
    code = code_in_mail()
    clock(15 * 60 + 1)

    answer = visitor.type(code)

    assert answer.status_code == 410
    assert "Demander un nouveau code" in answer.content.decode()
    assert not visitor.is_in


def test_a_clock_that_goes_back_makes_no_code_younger(person, visitor, clock):
    visitor.ask(person.email)
    code = code_in_mail()
    clock(-3600)

    assert visitor.type(code).status_code == 410
    clock(-30)  # of two machines, one a little behind
    visitor.ask(person.email)
    assert visitor.type(code_in_mail()).status_code == 302


def test_a_code_is_worth_nothing_on_another_device(person, visitor):
    visitor.ask(person.email)
    other = Visitor()

    answer = other.type(code_in_mail())

    assert answer.status_code == 410
    assert "autre appareil" in answer.content.decode()
    assert not other.is_in
    visitor.type(code_in_mail())
    assert visitor.is_in


def test_the_code_of_somebody_else_opens_nothing(person, visitor):
    other = Visitor()
    other.ask(PersonFactory().email)
    foreign = code_in_mail()
    visitor.ask(person.email)

    visitor.type(foreign)

    assert not visitor.is_in


def test_a_code_works_once(person, visitor):
    visitor.ask(person.email)
    code, before = code_in_mail(), dict(visitor.session.items())
    visitor.type(code)
    again = Visitor()
    again.get(LOGIN)
    again.ask(person.email)
    session = again.session  # the request of before, brought back
    session.update(before)
    session.save()

    again.type(code)

    assert visitor.is_in and not again.is_in


def test_a_newer_code_replaces_the_one_of_before(person, visitor):
    visitor.ask(person.email)
    first = code_in_mail()
    visitor.ask(person.email)

    visitor.type(first)
    assert not visitor.is_in
    visitor.type(code_in_mail())
    assert visitor.is_in


@pytest.mark.parametrize("gone", ["erased", "closed"])
def test_a_code_dies_with_its_person(person, visitor, gone):
    visitor.ask(person.email)
    code = code_in_mail()
    if gone == "erased":
        person.delete()
    else:
        Person.objects.update(is_active=False)

    answer = visitor.type(code)

    assert answer.status_code == 422
    assert not visitor.is_in


@pytest.mark.parametrize(
    "typed",
    [
        "a@b.example\nBcc: all@world.example",
        "a@b.example\r\nSubject: hello",
        "a@b.example, c@d.example",
        "a@b.example\x00",
        "<a@b.example>",
        "a" * 300 + "@b.example",
        "",
        "@",
    ],
)
def test_what_is_no_address_comes_back_with_what_was_typed(visitor, typed):
    answer = visitor.ask(typed)

    assert answer.status_code == 422
    assert not OutgoingMail.objects.exists()
    assert not answer.cookies


def test_a_form_from_another_site_or_without_its_token_does_nothing(person, visitor):
    bare = visitor.post(LOGIN, {"email": person.email})
    foreign = visitor.post(
        LOGIN, {"email": person.email}, headers={"Sec-Fetch-Site": "cross-site"}
    )

    assert (bare.status_code, foreign.status_code) == (403, 403)
    assert not OutgoingMail.objects.exists()


def test_who_is_in_is_led_on(person, visitor):
    enter(visitor, person)

    assert visitor.get(LOGIN)["Location"] == "/nl/mijn-ruimte/"
    assert visitor.get(CODE)["Location"] == "/nl/mijn-ruimte/"


def test_there_is_no_sign_up_and_no_password_page(visitor):
    for path in ("signup", "inscription", "password/reset", "login", "email"):
        for start in ("/fr/connexion", "/accounts", "/fr/accounts", ""):
            assert visitor.get(f"{start}/{path}/").status_code in (302, 404)
    assert not Person.objects.exists()


def test_a_stolen_cookie_of_before_is_worth_nothing_after(person, visitor):
    visitor.ask(person.email)
    before = visitor.cookies["sessionid"].value

    visitor.type(code_in_mail())

    assert visitor.cookies["sessionid"].value != before
    assert OpenSession.objects.get().key == visitor.session.session_key
