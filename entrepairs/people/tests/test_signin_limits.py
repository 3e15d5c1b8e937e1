"""Who asks too often, who is bombed, who is kept out."""

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext

from entrepairs.core.guard import new_token
from entrepairs.core.limits import client_address
from entrepairs.mail.models import MailState, OutgoingMail
from entrepairs.people.signin import codes
from entrepairs.people.tests.factories import PersonFactory
from entrepairs.people.tests.signing_in import LOGIN, Visitor, code_in_mail, enter

pytestmark = pytest.mark.django_db


def elsewhere(number):
    """Somebody in another network."""
    return Visitor(REMOTE_ADDR=f"198.51.100.{number}")


def test_of_many_requests_of_one_network_few_are_answered():
    person, visitor = PersonFactory(), Visitor()

    answers = [visitor.ask(person.email).status_code for _ in range(60)]

    assert answers.count(302) == 30 and answers.count(429) == 30
    assert OutgoingMail.objects.count() == codes.FROM_HERE


def test_a_forged_forwarded_for_dodges_nothing():
    person, visitor = PersonFactory(), Visitor()

    answers = [
        visitor.post(
            LOGIN,
            {"email": person.email},
            headers={"X-Forwarded-For": f"203.0.113.{n}"},
        ).status_code
        for n in range(40)
    ]

    assert answers.count(429) == 10


@override_settings(TRUSTED_PROXIES=1)
def test_behind_our_proxy_only_its_own_word_counts(rf):
    forged = rf.get("/", headers={"X-Forwarded-For": "203.0.113.9, 198.51.100.7"})

    assert client_address(forged) == "198.51.100.7"


def test_a_forged_host_is_refused(client):
    answer = client.get(LOGIN, headers={"Host": "evil.example"})

    assert answer.status_code == 400


def test_nobody_is_bombed_however_many_ask():
    person = PersonFactory()
    for number in range(30):
        elsewhere(number).ask(person.email)

    assert OutgoingMail.objects.count() == codes.FROM_ANYWHERE


def test_over_the_limit_the_page_is_the_same_and_the_code_of_before_is_good():
    person, visitor = PersonFactory(), Visitor()
    answers = [visitor.ask(person.email) for _ in range(8)]

    assert {(a.status_code, a["Location"]) for a in answers} == {
        (302, "/fr/connexion/code/")
    }
    visitor.type(code_in_mail())
    assert visitor.is_in


def test_who_fills_the_limit_cannot_keep_the_right_person_out():
    person, home = PersonFactory(), elsewhere(250)
    enter(home, person)
    for number in range(30):
        elsewhere(number).ask(person.email)
    again = elsewhere(250)

    enter(again, person)

    assert again.is_in


def test_known_and_unknown_addresses_cost_the_same_questions():
    person = PersonFactory()
    Visitor().ask(person.email)  # what is read once

    def kinds_of(email):
        visitor = elsewhere(len(email) % 200)
        token = new_token("sign-in")
        with CaptureQueriesContext(connection) as queries:
            visitor.post(LOGIN, {"email": email, "form_token": token})
        words = [" ".join(query["sql"].split()[:3]) for query in queries]
        return [word for word in words if "SAVEPOINT" not in word]

    assert kinds_of(person.email) == kinds_of("nobody@person.example")


@override_settings(EMAIL_BACKEND="django.core.mail.backends.smtp.EmailBackend")
@override_settings(EMAIL_HOST="127.0.0.1", EMAIL_PORT=1)
def test_nothing_shows_that_mail_is_down(django_capture_on_commit_callbacks):
    person = PersonFactory()
    with django_capture_on_commit_callbacks(execute=True):
        known = Visitor().ask(person.email)
    with django_capture_on_commit_callbacks(execute=True):
        unknown = Visitor().ask("nobody@person.example")

    assert known.status_code == unknown.status_code == 302
    assert known["Location"] == unknown["Location"]
    assert OutgoingMail.objects.get().state == MailState.QUEUED


def test_limits_are_counted_in_the_cache_that_processes_share():
    person = PersonFactory()
    Visitor().ask(person.email)

    keys = [key for key in caches["limits"]._cache if "limit:" in key]
    assert keys
    assert person.email not in str(keys)


def test_the_cache_of_an_instance_is_shared_unless_told_otherwise():
    from entrepairs.config.environment import Environment

    backend = Environment({}).cache("CACHE_URL", "kept", rows=9)["BACKEND"]

    assert backend.endswith("DatabaseCache")
