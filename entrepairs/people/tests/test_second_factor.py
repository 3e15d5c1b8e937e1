"""A second key before every page that shows data about other people."""

import re
import time

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.contrib.auth.models import AnonymousUser
from django.core.management import CommandError, call_command
from django.http import HttpResponse
from django.test import override_settings

from entrepairs.mail.models import OutgoingMail
from entrepairs.people.actions import make_administrator
from entrepairs.people.factors import second_factor_required
from entrepairs.people.signin import keys
from entrepairs.people.tests.factories import PersonFactory
from entrepairs.people.tests.signing_in import (
    CONFIRM,
    FACTOR,
    KEYS,
    Visitor,
    code_in_mail,
    enter,
    wrong,
)

pytestmark = pytest.mark.django_db
APP, CODES = f"{KEYS}application/", f"{KEYS}codes-de-secours/"


@pytest.fixture
def person():
    return PersonFactory(email="marie@person.example", called="Marie")


@pytest.fixture
def visitor():
    return Visitor()


def shown_by(secret, *, periods=0):
    """What the app shows; of another half minute with `periods`."""
    moment = int(time.time()) // 30 + periods
    return totp.format_hotp_value(totp.hotp_value(secret, moment))


def add_app(visitor, next_page=""):
    """Set an app up as the page says; gives its secret and the answer."""
    page = visitor.get(APP).content.decode()
    secret = re.search(r'signin-spelled">([^<]+)<', page)[1].replace(" ", "")
    sealed = re.search(r'name="sealed" value="([^"]+)"', page)[1]
    fields = {"sealed": sealed, "code": shown_by(secret), "next": next_page}
    return secret, visitor.fill(APP, **fields)


def test_who_has_none_is_led_to_set_one_up_and_then_back(visitor):
    admin = make_administrator(email="ada@person.example")
    enter(visitor, admin)

    refused = visitor.get("/admin/")
    page = visitor.get(refused["Location"]).content.decode()
    _secret, added = add_app(visitor, "/admin/")
    codes = visitor.get(added["Location"]).content.decode()

    assert refused["Location"].startswith(CONFIRM)
    assert "Il faut ici une deuxième clé" in page
    assert 'href="/admin/"' in codes and len(re.findall(r"<code>\d{8}", codes)) == 10
    assert visitor.get("/admin/").status_code == 200


def test_a_link_of_the_command_line_opens_the_back_office_with_a_factor_only(
    visitor, capsys
):
    call_command("admin_link", "ada@person.example", create=True)
    path = "/sign-in/" + capsys.readouterr().out.strip().split("/sign-in/")[1]

    visitor.post(path)

    assert visitor.is_in
    assert visitor.get("/admin/")["Location"].startswith(CONFIRM)
    assert visitor.get("/admin/reports/")["Location"].startswith(CONFIRM)
    add_app(visitor)
    assert visitor.get("/admin/").status_code == 200


def test_the_next_sign_in_asks_for_the_factor_and_is_not_in_before(person, visitor):
    enter(visitor, person)
    secret, _added = add_app(visitor)
    again = Visitor()

    half = enter(again, person, next="/fr/espace/sessions/")

    assert half["Location"] == FACTOR and not again.is_in
    whole = again.fill(FACTOR, code=shown_by(secret, periods=1))
    assert whole["Location"] == "/fr/espace/sessions/" and again.is_in


def test_a_code_of_the_app_works_once(person):
    first = Visitor()
    enter(first, person)
    secret, _added = add_app(first)
    code = shown_by(secret, periods=1)
    two, three = Visitor(), Visitor()
    enter(two, person)
    two.fill(FACTOR, code=code)
    enter(three, person)

    answer = three.fill(FACTOR, code=code)

    assert two.is_in and not three.is_in
    assert answer.status_code == 422


@pytest.mark.parametrize("later", [32, 61])
def test_a_code_of_the_app_stays_used_as_long_as_it_is_valid(
    person, monkeypatch, later
):
    moment = 60_000_000 * 30.0  # a half minute begins
    monkeypatch.setattr(time, "time", lambda: moment)
    first, two, three = Visitor(), Visitor(), Visitor()
    enter(first, person)
    secret, _added = add_app(first)
    code = shown_by(secret, periods=1)
    enter(two, person)
    two.fill(FACTOR, code=f"{code[:3]} {code[3:]}")
    assert two.is_in

    monkeypatch.setattr(time, "time", lambda: moment + later)
    enter(three, person)
    again = three.fill(FACTOR, code=code)

    assert again.status_code == 422 and not three.is_in
    assert totp.validate_totp_code(secret, code)  # it would still be good
    three.fill(FACTOR, code=shown_by(secret, periods=1))
    assert three.is_in


def test_a_recovery_code_replaces_the_factor_once(person):
    first = Visitor()
    enter(first, person)
    add_app(first)
    code = keys.recovery_codes(person)[0]
    for expected in (True, False):
        visitor = Visitor()
        enter(visitor, person)

        visitor.fill(FACTOR, code=code)

        assert visitor.is_in is expected


def test_guessing_the_second_factor_is_counted_for_all_processes(person):
    first = Visitor()
    enter(first, person)
    secret, _added = add_app(first)
    good = shown_by(secret, periods=1)
    thief = Visitor()
    enter(thief, person)

    answers = [thief.fill(FACTOR, code=wrong(good)) for _ in range(11)]

    assert "Trop d’essais" in answers[-1].content.decode()
    thief.fill(FACTOR, code=good)
    assert not thief.is_in
    own = Visitor(REMOTE_ADDR="198.51.100.7")  # elsewhere, the right person gets in
    enter(own, person)
    own.fill(FACTOR, code=good)
    assert own.is_in


def test_secrets_are_sealed_and_no_table_holds_an_address(person, visitor):
    enter(visitor, person)
    secret, _added = add_app(visitor)
    shown = keys.recovery_codes(person)

    kept = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert secret not in kept and not any(code in kept for code in shown)
    assert person.email not in kept
    assert not EmailAddress.objects.exists()


def test_a_wrong_code_sets_nothing_up(person, visitor):
    enter(visitor, person)
    page = visitor.get(APP).content.decode()
    secret = re.search(r'signin-spelled">([^<]+)<', page)[1].replace(" ", "")
    sealed = re.search(r'name="sealed" value="([^"]+)"', page)[1]

    answer = visitor.fill(APP, sealed=sealed, code=wrong(shown_by(secret)))

    assert answer.status_code == 422
    assert secret in answer.content.decode().replace(" ", "")  # the same picture
    assert not Authenticator.objects.exists()


def test_the_secret_of_another_person_s_page_is_not_taken(person, visitor):
    other = Visitor()
    enter(other, PersonFactory())
    foreign = re.search(r'name="sealed" value="([^"]+)"', other.get(APP).text)[1]
    enter(visitor, person)

    answer = visitor.fill(APP, sealed=foreign, code="123456")

    assert answer.status_code == 200  # a fresh page
    assert not Authenticator.objects.exists()


def test_keys_change_only_soon_after_signing_in(person, visitor):
    enter(visitor, person)
    session = visitor.session
    session["account_authentication_methods"][0]["at"] -= 31 * 60
    session.save()

    answer = visitor.get(APP)

    assert answer["Location"].startswith("/fr/deconnexion/?next=")
    out = visitor.fill(answer["Location"], next=APP)
    assert out["Location"].startswith("/fr/connexion/?next=") and not visitor.is_in


def test_who_has_a_factor_shows_it_before_changing_it(person, visitor):
    enter(visitor, person)
    secret, _added = add_app(visitor)
    session = visitor.session
    for shown in session["account_authentication_methods"]:
        shown["at"] -= 31 * 60
    session.save()

    asked = visitor.get(CODES)
    back = visitor.fill(asked["Location"], code=shown_by(secret, periods=1), next=CODES)

    assert asked["Location"].startswith(CONFIRM)
    assert back["Location"] == CODES
    assert visitor.get(CODES).status_code == 200


def test_removing_the_last_factor_signs_out_elsewhere_and_tells_the_person(
    person, visitor
):
    other = Visitor()
    enter(other, person)
    enter(visitor, person)
    add_app(visitor)
    key = Authenticator.objects.get(type="totp")

    visitor.fill(f"{KEYS}{key.pk}/retirer/")

    assert not Authenticator.objects.exists()
    assert visitor.get(KEYS).status_code == 200
    assert other.get(KEYS).status_code == 302
    mail = OutgoingMail.objects.filter(kind="people.keys_changed").latest("pk")
    assert "retirée" in mail.text


def test_without_any_factor_left_pages_about_others_close_here_too(visitor):
    admin = make_administrator(email="ada@person.example")
    enter(visitor, admin)
    add_app(visitor)
    assert visitor.get("/admin/").status_code == 200

    visitor.fill(f"{KEYS}{Authenticator.objects.get(type='totp').pk}/retirer/")

    assert visitor.get("/admin/")["Location"].startswith(CONFIRM)
    assert visitor.get(KEYS).status_code == 200


def test_what_was_opened_with_a_removed_key_asks_for_the_one_that_is_left(visitor):
    admin = make_administrator(email="ada@person.example")
    enter(visitor, admin)
    add_app(visitor)
    other = Authenticator.objects.create(user=admin, type="webauthn", data={})

    visitor.fill(f"{KEYS}{other.pk}/retirer/")
    assert visitor.get("/admin/").status_code == 200
    Authenticator.objects.create(user=admin, type="webauthn", data={})
    visitor.fill(f"{KEYS}{Authenticator.objects.get(type='totp').pk}/retirer/")

    assert visitor.get("/admin/")["Location"].startswith(CONFIRM)


def test_the_keys_of_others_are_not_there(person, visitor):
    other = Visitor()
    enter(other, PersonFactory())
    add_app(other)
    key = Authenticator.objects.get(type="totp")
    enter(visitor, person)

    assert visitor.fill(f"{KEYS}{key.pk}/retirer/").status_code == 404
    assert Authenticator.objects.filter(pk=key.pk).exists()


def test_who_lost_everything_starts_anew_once_recognised(person, visitor, capsys):
    enter(visitor, person)
    add_app(visitor)

    call_command("forget_keys", person.email.upper())

    assert "1 removed" in capsys.readouterr().out
    assert not Authenticator.objects.exists()
    assert visitor.get(KEYS).status_code == 302
    enter(visitor, person)
    assert visitor.is_in
    with pytest.raises(CommandError, match="Nobody"):
        call_command("forget_keys", "nobody@person.example")


@pytest.mark.parametrize(
    "answer",
    [
        "",
        "{}",
        "[]",
        "null",
        "nonsense",
        '{"id": 1}',
        '{"response": []}',
        '{"id": "x", "rawId": "x", "type": "public-key", "response": {}}',
        '{"id": "eA", "rawId": "eA", "type": "public-key", "response": '
        '{"clientDataJSON": "e30", "authenticatorData": "AA", "signature": "AA", '
        '"userHandle": "////"}}',
        "[" * 20_000,
    ],
)
def test_made_up_answers_of_a_passkey_get_a_clear_page(visitor, answer):
    visitor.defaults["HTTP_HOST"] = "localhost"
    visitor.post("/fr/connexion/cle-acces/options/")
    page = "/fr/connexion/"

    refused = visitor.fill("/fr/connexion/cle-acces/", page=page, credential=answer)

    assert refused.status_code == 422
    assert "n’ouvre pas ici" in refused.text
    assert not visitor.is_in


def test_a_challenge_is_given_to_our_own_pages_only(visitor):
    path = "/fr/connexion/cle-acces/options/"
    foreign = {"Sec-Fetch-Site": "cross-site", "Host": "localhost"}

    assert visitor.get(path).status_code == 405
    assert visitor.post(path, headers=foreign).status_code == 404
    assert visitor.post(path, headers={"Host": "127.0.0.1"}).status_code == 404
    assert visitor.post(path, headers={"Host": "localhost"}).status_code == 200


def test_an_address_of_numbers_says_why_it_has_no_passkeys(person, visitor):
    visitor.defaults["HTTP_HOST"] = "127.0.0.1"
    enter(visitor, person)

    assert "http://localhost" in visitor.get(KEYS).text
    assert "passkey-form" not in visitor.get(f"{KEYS}cle-acces/").text


def test_the_decorator_asks_whoever_they_are(rf, person):
    view = second_factor_required(lambda request: HttpResponse("secret"))
    request = rf.get("/fr/espace/personnes/?page=2")
    request.session, request.user = {}, AnonymousUser()

    unknown = view(request)
    request.user = person
    known = view(request)

    assert unknown["Location"] == "/fr/connexion/?next=/fr/espace/personnes/%3Fpage%3D2"
    assert known["Location"].startswith(CONFIRM)
    assert "no-store" in known["Cache-Control"]


def test_what_another_person_showed_in_this_browser_does_not_count(client):
    first, second = PersonFactory(is_superuser=True), PersonFactory(is_superuser=True)
    client.force_login(first)
    session = client.session
    before = session["account_authentication_methods"]
    client.force_login(second, factor=False)
    session = client.session
    session["account_authentication_methods"] = before
    session["account_authentication_methods_user"] = str(first.pk)
    session.save()

    assert client.get("/admin/").status_code == 302


@override_settings(DEMO=False)
def test_a_session_of_a_demonstration_waives_nothing_elsewhere(client):
    client.force_login(PersonFactory(is_superuser=True), factor=False)
    session = client.session
    session["second_factor_waived"] = True
    session.save()

    assert client.get("/admin/").status_code == 302


def test_a_code_by_mail_alone_never_counts_as_two(person, visitor):
    make_administrator(email=person.email)
    visitor.ask(person.email)
    visitor.type(code_in_mail())

    assert visitor.get("/admin/").status_code == 302
