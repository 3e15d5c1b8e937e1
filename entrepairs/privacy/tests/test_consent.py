"""A yes is kept with its sentence, and taken back as easily as it was given."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from entrepairs.core.notices import notice_version
from entrepairs.organisations.models import Network
from entrepairs.people.tests.examples import a_person
from entrepairs.privacy import retention
from entrepairs.privacy.actions import give_consent, withdraw_consent
from entrepairs.privacy.models import Consent, ConsentChannel

pytestmark = pytest.mark.django_db

SENTENCE = "Oui, écrivez-moi une fois par mois."


def given(**told):
    network = Network.objects.get(host=None)
    return give_consent(
        "people.account", sentence=SENTENCE, network=network, language="fr", **told
    )


def test_a_yes_keeps_the_sentence_its_language_the_day_and_the_notice():
    person = a_person()

    consent = given(person=person)

    assert (consent.sentence, consent.language) == (SENTENCE, "fr")
    assert consent.given_by == ConsentChannel.SITE
    assert consent.notice_version == notice_version("people.account", consent.network)
    assert list(Consent.objects.standing().of(person=person, email="")) == [consent]


def test_somebody_without_an_account_agrees_by_address_in_whatever_spelling():
    consent = given(email="Camille@Example.org", by=ConsentChannel.POST)

    found = Consent.objects.of(person=None, email="camille@example.org")

    assert list(found) == [consent]
    assert given(email="CAMILLE@example.org") == consent


def test_agreeing_twice_keeps_the_first_yes():
    person = a_person()

    assert given(person=person) == given(person=person)
    assert Consent.objects.count() == 1


def test_a_yes_is_taken_back_in_one_step_and_twice_is_once():
    consent = given(person=a_person())

    first = withdraw_consent(consent, by=ConsentChannel.PHONE)
    again = withdraw_consent(consent)

    assert again.withdrawn_at == first.withdrawn_at
    assert again.withdrawn_by == ConsentChannel.PHONE
    assert not Consent.objects.standing().exists()


def test_whoever_agrees_again_has_a_new_yes_beside_the_old():
    person = a_person()
    old = withdraw_consent(given(person=person))

    assert given(person=person) != old
    assert Consent.objects.count() == 2


def test_a_yes_of_nobody_or_to_nothing_is_refused():
    with pytest.raises(ValueError, match="somebody's"):
        given()
    with pytest.raises(KeyError):
        give_consent(
            "nobody.declared",
            sentence="Yes",
            network=Network.objects.get(host=None),
            person=a_person(),
        )


def test_a_yes_cannot_end_before_it_was_given():
    consent = given(person=a_person())

    with pytest.raises(IntegrityError), transaction.atomic():
        Consent.objects.filter(pk=consent.pk).update(
            withdrawn_at=consent.given_at - timedelta(days=1), withdrawn_by="site"
        )


def test_the_proof_stays_three_years_after_the_no_and_no_longer():
    consent = withdraw_consent(given(person=a_person()))
    now = datetime(2026, 11, 22, 12, tzinfo=UTC)
    Consent.objects.update(given_at=now - timedelta(days=4000))
    Consent.objects.update(withdrawn_at=now - timedelta(days=3 * 365))

    retention.run(now)
    assert Consent.objects.filter(pk=consent.pk).exists()

    retention.run(now + timedelta(days=1))
    assert not Consent.objects.exists()


def test_an_address_agrees_to_one_thing_once_in_whatever_spelling():
    consent = given(email="camille@example.org")
    told = {"kind": consent.kind, "network": consent.network, "given_by": "post"}

    with pytest.raises(IntegrityError), transaction.atomic():
        Consent.objects.create(
            email="Camille@EXAMPLE.org", given_at=consent.given_at, **told
        )
    withdraw_consent(consent)
    again = given(email="camille@example.org")

    assert again != consent


def test_of_two_who_say_yes_at_once_the_first_is_kept(monkeypatch):
    first = given(email="camille@example.org")
    asked = Consent.objects.standing().filter(kind=first.kind)
    answers = iter([asked.none(), asked])
    kept = type(asked).of
    monkeypatch.setattr(
        type(asked), "of", lambda rows, **who: kept(next(answers), **who)
    )

    assert given(email="camille@example.org") == first
