"""A role that tells of health stands on an explicit yes, and ends with it."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils.translation import override

from entrepairs.core.errors import Refused
from entrepairs.core.language import Language
from entrepairs.people import agreements, memberships
from entrepairs.people.agreements import Agreement, How
from entrepairs.people.models import Membership, today
from entrepairs.people.roles import Role
from entrepairs.people.tests.factories import (
    HouseFactory,
    PersonFactory,
    holder_of,
    role_of,
)
from entrepairs.people.tests.signed_in import as_person
from entrepairs.privacy.actions import agree_to_roles, withdraw_consent
from entrepairs.privacy.models import Consent, ConsentChannel, NoticeText

pytestmark = pytest.mark.django_db
MINE = "/fr/espace/mes-accords/"


@pytest.fixture
def house():
    return HouseFactory(name="Sambre asbl")


def as_coordinator(house):
    return as_person(Client(), holder_of(Role.COORDINATOR, house), factor=True)


def given(client, house, person, **told):
    held = Membership.objects.filter(person=person).earliest("pk")
    form = {"role": Role.PEER, "place": "", "from_on": today(), "to_on": ""}
    return client.post(f"/fr/espace/personnes/{house.slug}/{held.pk}/", form | told)


def give(person, house, agreed=None):
    return memberships.grant(
        person=person, role=Role.PEER, place=house, to_on=None, agreed=agreed, by=None
    )


def yes(house, how=How.WRITING, language="fr"):
    return Agreement(agreements.sentence_of(house, language), language, how)


def test_without_a_yes_the_role_is_not_given(house):
    with pytest.raises(Refused):
        give(PersonFactory(), house)

    assert not Membership.objects.exists()


def test_the_form_asks_in_the_person_s_language_and_keeps_the_answer(house):
    person = PersonFactory(language=Language.DUTCH)
    role_of(person, Role.VOLUNTEER, house)
    client = as_coordinator(house)
    sentence = agreements.sentence_of(house, "nl")

    asked = given(client, house, person)
    done = given(client, house, person, agreed=How.ORALLY, agreed_to="nl")

    assert '<q lang="nl">' in asked.text and sentence[:20] in asked.text
    assert done.status_code == 302
    consent = Consent.objects.get()
    assert (consent.sentence, consent.language) == (sentence, "nl")
    assert consent.given_by == ConsentChannel.TALK
    assert (consent.organisation, consent.person) == (house, person)
    assert Membership.objects.filter(person=person, role=Role.PEER).exists()


def test_a_yes_to_a_sentence_in_another_language_is_asked_again(house):
    person = PersonFactory(language=Language.DUTCH)
    role_of(person, Role.VOLUNTEER, house)

    given(as_coordinator(house), house, person, agreed=How.ORALLY, agreed_to="fr")

    assert not Consent.objects.exists()


def test_a_role_that_tells_nothing_of_health_asks_nothing(house):
    person = PersonFactory()
    role_of(person, Role.PEER, house)

    answer = given(as_coordinator(house), house, person, role=Role.VOLUNTEER)

    assert answer.status_code == 302 and not Consent.objects.exists()


def test_a_newcomer_agrees_in_the_language_that_is_chosen_for_them(house):
    client = as_coordinator(house)
    address = f"/fr/espace/personnes/{house.slug}/ajouter/"
    form = {"called": "Ana", "email": "", "language": "de", "role": Role.PEER}
    form |= {"place": "", "from_on": today(), "to_on": ""}

    asked = client.post(address, form)
    client.post(address, form | {"agreed": How.WRITING, "agreed_to": "de"})

    assert '<q lang="de">' in asked.text
    assert How.SPACE not in asked.context["form"].ways
    consent = Consent.objects.get()
    assert consent.given_by == ConsentChannel.PAPER
    assert consent.person.called == "Ana" and consent.person.notice_version


def test_in_my_space_is_believed_only_when_it_is_there(house):
    person = PersonFactory()
    role_of(person, Role.VOLUNTEER, house)
    with pytest.raises(Refused):
        give(person, house, yes(house, How.SPACE))

    page = as_person(Client(), person).post(MINE, {"organisation": house.pk})
    held = give(person, house, yes(house, How.SPACE))

    assert page.status_code == 302
    assert held.pk and Consent.objects.get().given_by == ConsentChannel.SITE


def test_the_person_sees_the_sentence_the_day_and_how(house):
    person = PersonFactory()
    give(person, house, yes(house))

    page = as_person(Client(), person).get(MINE)

    assert "Sambre asbl" in page.text and "par écrit" in page.text
    assert Consent.objects.get().sentence[:30] in page.text


def test_the_button_takes_the_yes_back_and_ends_the_role_only(house):
    person = PersonFactory()
    volunteer = role_of(person, Role.VOLUNTEER, house)
    elsewhere = give(person, HouseFactory(), yes(HouseFactory()))
    peer = give(person, house, yes(house))
    consent = Consent.objects.get(organisation=house)
    client = as_person(Client(), person)

    answer = client.post(f"{MINE}{consent.pk}/")

    assert answer.status_code == 302 and client.get(MINE).status_code == 200
    for held, is_over in ((volunteer, False), (elsewhere, False), (peer, True)):
        held.refresh_from_db()
        assert held.is_over == is_over
    consent.refresh_from_db()
    assert consent.withdrawn_by == ConsentChannel.SITE


def test_nobody_takes_back_the_yes_of_somebody_else(house):
    give(PersonFactory(), house, yes(house))
    client = as_person(Client(), PersonFactory())

    answer = client.post(f"{MINE}{Consent.objects.get().pk}/")

    assert answer.status_code == 404
    assert Consent.objects.standing().count() == 1


def test_nobody_agrees_for_an_organisation_where_they_are_not(house):
    client = as_person(Client(), PersonFactory())

    assert client.post(MINE, {"organisation": house.pk}).status_code == 404


def test_each_organisation_has_a_yes_of_its_own(house):
    person, other = PersonFactory(), HouseFactory()
    first = agree_to_roles(person, house, language="fr")

    second = agree_to_roles(person, other, language="fr")

    assert first != second
    assert agree_to_roles(person, house, language="nl") == first


def test_after_a_no_the_role_needs_a_new_yes(house):
    person = PersonFactory()
    give(person, house, yes(house))
    withdraw_consent(Consent.objects.get())

    with pytest.raises(Refused):
        give(person, house)
    give(person, house, yes(house))

    assert Consent.objects.standing().count() == 1


def test_the_words_of_the_notice_are_kept_with_the_role(house):
    held = give(PersonFactory(), house, yes(house))

    texts = NoticeText.objects.filter(version=held.notice_version)

    assert held.notice_version
    assert texts.count() == 4 and texts[0].kind == "people.roles"


def test_the_sentence_is_said_in_each_language(house):
    said = {agreements.sentence_of(house, code) for code in Language.values}

    assert len(said) == len(Language.values)
    with override("fr"):
        assert all("Sambre asbl" in one for one in said)


def test_ending_a_role_that_has_not_begun_ends_it_too(house):
    person = PersonFactory()
    held = memberships.grant(
        person=person,
        role=Role.PEER,
        place=house,
        from_on=today() + timedelta(days=9),
        to_on=None,
        agreed=yes(house),
        by=None,
    )

    withdraw_consent(Consent.objects.get())

    held.refresh_from_db()
    assert held.is_over
