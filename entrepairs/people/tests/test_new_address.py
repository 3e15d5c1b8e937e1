"""A new address to sign in with: asked for, proved, and the old one dead."""

import pytest
from django.urls import reverse

from entrepairs.mail.models import OutgoingMail
from entrepairs.people.tests.factories import PersonFactory
from entrepairs.people.tests.signed_in import as_person
from entrepairs.people.tests.signing_in import CONFIRM, OUT, Visitor, enter
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
