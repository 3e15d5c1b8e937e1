"""A new address to sign in with: asked for, proved, and the old one dead."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from entrepairs.core.links import issue
from entrepairs.mail.models import OutgoingMail
from entrepairs.organisations.models import Network
from entrepairs.people import actions, profile
from entrepairs.people.models import AddressLink
from entrepairs.people.tests.factories import PersonFactory
from entrepairs.people.tests.signed_in import as_person
from entrepairs.people.tests.signing_in import (
    CONFIRM,
    OUT,
    Visitor,
    code_in_mail,
    enter,
)
from entrepairs.people.tests.test_second_factor import add_app

pytestmark = pytest.mark.django_db
TYPED = {"new_email": "new@person.example"}


def let_pass(client, minutes):
    """As if all that was shown in this session had been shown so long ago."""
    session = client.session
    for shown in session["account_authentication_methods"]:
        shown["at"] -= minutes * 60
    session.save()


def test_a_session_of_an_hour_ago_changes_no_address_before_signing_in_anew(client):
    as_person(client, PersonFactory())
    let_pass(client, minutes=60)
    profile = reverse("space:profile")

    answer = client.post(reverse("space:new_address"), {**TYPED, "next": profile})

    assert answer["Location"].startswith(OUT)
    assert answer["Location"].endswith(f"?next={profile.replace('/', '%2F')}")
    assert not OutgoingMail.objects.exists()


def test_who_has_a_second_key_shows_it_before_changing_the_address():
    person, visitor = PersonFactory(), Visitor()
    enter(visitor, person)
    add_app(visitor)
    as_person(visitor, person, factor=False)

    answer = visitor.post(reverse("space:new_address"), TYPED)

    assert answer["Location"].startswith(CONFIRM)
    assert not OutgoingMail.objects.filter(to=TYPED["new_email"]).exists()


def move(person, new_email):
    """The person has pressed the button in the mail to the new address."""
    link = AddressLink(person=person, new_email=new_email)
    token = issue(link, term=profile.TERM)
    profile.change_address(token, network=Network.objects.get(host=None))


def test_a_code_sent_to_the_former_address_opens_nothing():
    person, visitor = PersonFactory(), Visitor()
    visitor.ask(person.email)
    code = code_in_mail()
    move(person, "new@person.example")

    answer = visitor.type(code)

    assert answer.status_code == 422 and not visitor.is_in
    person.refresh_from_db()
    enter(visitor, person)
    assert visitor.is_in


def test_a_link_that_signs_in_dies_with_the_address_it_was_given_to(client):
    person = actions.make_administrator(email="ada@person.example")
    token = actions.issue_link(person)

    move(person, "new@person.example")

    assert client.post(f"/sign-in/{token}/").status_code == 410


def test_the_time_it_takes_does_not_tell_whether_an_address_is_taken(client):
    PersonFactory(email="taken@person.example")
    as_person(client, PersonFactory())
    address, done = reverse("space:new_address"), {}
    client.post(address, {"new_email": "first@person.example"})
    for name in ("taken", "free"):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.post(address, {"new_email": f"{name}@person.example"})
        done[name] = [query["sql"].split('"')[:2] for query in queries]

    told = OutgoingMail.objects.values_list("to", flat=True)
    assert ["INSERT INTO ", "mail_outgoingmail"] in done["taken"]
    assert [d for d in done["taken"] if "SAVEPOINT" not in d[0]] == [
        d for d in done["free"] if "SAVEPOINT" not in d[0]
    ]
    assert set(told) == {"first@person.example", "free@person.example"}
