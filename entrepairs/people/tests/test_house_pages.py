"""The persons of an organisation: adding, giving roles, ending them; the profile."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from entrepairs.core.links import issue
from entrepairs.mail.models import OutgoingMail
from entrepairs.people import profile as profile_actions
from entrepairs.people.models import AddressLink, Membership, OpenSession, Person, today
from entrepairs.people.roles import Role
from entrepairs.people.tests.factories import (
    HouseFactory,
    PersonFactory,
    TeamFactory,
    holder_of,
    role_of,
)
from entrepairs.people.tests.signed_in import as_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def house():
    return HouseFactory()


@pytest.fixture
def administrator(client, house):
    person = holder_of(Role.ADMINISTRATOR, house)
    as_person(client, person, factor=True)
    return person


def newcomer(**other):
    fields = {"called": "Ana", "email": "", "language": "fr", "role": "volunteer"}
    fields |= {"channel": ""}
    fields |= {"place": "", "from_on": today().isoformat(), "to_on": ""}
    return fields | other


def test_somebody_is_added_by_first_name_only(client, house, administrator):
    response = client.post(reverse("space:add", args=[house.slug]), newcomer())

    held = Membership.objects.get(role=Role.VOLUNTEER)
    assert response.status_code == 302
    assert (held.person.called, held.person.email) == ("Ana", None)
    assert held.granted_by == administrator
    assert held.granted_as == Role.ADMINISTRATOR


def test_a_role_that_shows_others_is_refused_without_an_end(
    client, house, administrator
):
    form = newcomer(role="coordinator")

    response = client.post(reverse("space:add", args=[house.slug]), form)

    assert response.status_code == 200
    assert "il lui faut une date de fin" in response.content.decode()
    assert not Person.objects.filter(called="Ana").exists()


def test_a_coordinator_cannot_give_a_role_that_shows_others(client, house):
    as_person(client, holder_of(Role.COORDINATOR, house), factor=True)
    form = newcomer(role="administrator", to_on=(today() + timedelta(9)).isoformat())

    response = client.post(reverse("space:add", args=[house.slug]), form)

    assert response.status_code == 200
    assert not Person.objects.filter(called="Ana").exists()


def test_the_team_of_another_house_cannot_be_chosen(client, house, administrator):
    foreign = TeamFactory()

    client.post(
        reverse("space:add", args=[house.slug]), newcomer(place=str(foreign.pk))
    )

    assert not Person.objects.filter(called="Ana").exists()


def test_the_page_answers_alike_for_a_known_and_an_unknown_address(
    client, house, administrator
):
    PersonFactory(called="Anastasia", email="known@person.example")
    pages = []
    for email in ("known@person.example", "unknown@person.example"):
        answer = client.post(
            reverse("space:add", args=[house.slug]), newcomer(email=email), follow=True
        )
        pages.append(re.sub(r"csrf\S+ value=\S+", "", answer.content.decode()))
    first, second = [
        str(held.pk) for held in Membership.objects.filter(called="Ana").order_by("pk")
    ]

    assert "Anastasia" not in pages[0]
    assert pages[0].replace(f"/{first}/", f"/{second}/") == pages[1]


def test_no_address_tells_the_number_of_a_person(client, house, administrator):
    PersonFactory.create_batch(20)  # so that persons and roles differ in number
    person = holder_of(Role.PEER, house)
    held = Membership.objects.get(person=person)

    listed = client.get(reverse("space:persons", args=[house.slug]))
    page = client.get(reverse("space:person", args=[house.slug, held.pk]))

    assert f"/{held.pk}/" in listed.text
    assert f"/{person.pk}/" not in listed.text + page.text
    absent = reverse("space:person", args=[house.slug, person.pk])
    assert client.get(absent).status_code == 404


def test_a_role_is_prolonged_by_a_later_day_and_ended_by_an_earlier_one(
    client, house, administrator
):
    held = role_of(PersonFactory(), Role.COORDINATOR, house, days=20)
    address = reverse("space:role", args=[held.pk])

    for days in (200, 3):
        day = today() + timedelta(days=days)
        assert client.post(address, {"to_on": day.isoformat()}).status_code == 302
        held.refresh_from_db()
        assert held.to_on == day


def test_a_withdrawn_role_opens_nothing_at_once(client, house, administrator):
    coordinator = holder_of(Role.COORDINATOR, house)
    held = Membership.objects.get(person=coordinator)

    client.post(reverse("space:withdraw", args=[held.pk]))

    coordinator.refresh_from_db()
    as_person(client, coordinator, factor=True)
    assert client.get(reverse("space:persons", args=[house.slug])).status_code == 404


def test_who_withdraws_their_own_role_is_led_to_sign_in_anew(
    client, house, administrator
):
    held = administrator.memberships.get()
    OpenSession.objects.create(person=administrator, key=client.session.session_key)

    answer = client.post(reverse("space:withdraw", args=[held.pk]))

    assert (answer.status_code, answer["Location"]) == (302, reverse("account_login"))
    held.refresh_from_db()
    assert held.is_over
    assert client.get(answer["Location"]).status_code == 200
    assert "_auth_user_id" not in client.session


def test_looking_at_the_withdrawal_does_nothing(client, house, administrator):
    held = role_of(PersonFactory(), Role.PEER, house)

    assert client.get(reverse("space:withdraw", args=[held.pk])).status_code == 405
    held.refresh_from_db()
    assert held.is_current


def test_whoever_keeps_the_site_running_names_the_first_administrator(client, house):
    technical = Person.objects.create_superuser("root@site.example")
    as_person(client, technical, factor=True)
    form = {"organisation": house.pk, "called": "Lou", "email": "lou@person.example"}
    form["role"] = "administrator"
    form["to_on"] = (today() + timedelta(days=300)).isoformat()

    client.post(reverse("space:appoint"), form)

    held = Membership.objects.get()
    assert (held.role, held.organisation) == (Role.ADMINISTRATOR, house)
    assert held.granted_as == "technical"


def test_a_new_address_counts_only_once_its_button_is_pressed(client):
    person = PersonFactory(email="old@person.example")
    as_person(client, person)

    client.post(reverse("space:new_address"), {"new_email": "New@person.example"})
    person.refresh_from_db()
    before = person.email
    link = re.search(r"https?://\S+", OutgoingMail.objects.get().text)[0]
    path = "/" + link.split("/", 3)[3]
    client.get(path)
    person.refresh_from_db()
    looked = person.email
    client.post(path)
    person.refresh_from_db()

    assert (before, looked) == ("old@person.example", "old@person.example")
    assert person.email == "new@person.example"
    notice = OutgoingMail.objects.get(to="old@person.example")
    assert "new@person.example" not in notice.text
    assert client.post(path).status_code == 410


def test_an_address_of_somebody_else_gets_no_mail_and_the_same_answer(client):
    PersonFactory(email="taken@person.example")
    as_person(client, PersonFactory())
    answers = []
    for email in ("taken@person.example", "free@person.example"):
        answer = client.post(
            reverse("space:new_address"), {"new_email": email}, follow=True
        )
        answers.append(re.sub(r"csrf\S+ value=\S+", "", answer.content.decode()))

    assert answers[0] == answers[1]
    assert [mail.to for mail in OutgoingMail.objects.all()] == ["free@person.example"]


def test_of_two_who_want_the_same_address_the_first_to_press_has_it(client):
    first, second = PersonFactory(), PersonFactory(email="second@person.example")
    tokens = [
        issue(
            AddressLink(person=person, new_email="both@person.example"),
            term=profile_actions.TERM,
        )
        for person in (first, second)
    ]

    answers = [
        client.post(reverse("space:change_address", args=[token])).status_code
        for token in tokens
    ]

    second.refresh_from_db()
    assert answers == [200, 410]
    assert second.email == "second@person.example"


def test_a_link_of_somebody_who_is_gone_is_dead(client):
    person = PersonFactory()
    link = AddressLink(person=person, new_email="new@person.example")
    token = issue(link, term=profile_actions.TERM)
    person.is_active = False
    person.save(update_fields=["is_active"])

    address = reverse("space:change_address", args=[token])

    assert client.get(address).status_code == 410


def test_asking_for_ever_new_addresses_is_limited(client):
    as_person(client, PersonFactory())

    for number in range(8):
        email = f"n{number}@person.example"
        client.post(reverse("space:new_address"), {"new_email": email})

    assert OutgoingMail.objects.count() == profile_actions.ASKS


def test_who_is_to_be_a_peer_is_asked_for_their_agreement_without_reproach(
    client, house, administrator
):
    address = reverse("space:add", args=[house.slug])
    form = newcomer(role="peer", email="ana@person.example")

    asked = client.post(address, form)
    bare = client.post(address, form | {"agreed": "", "agreed_to": "fr"})
    client.post(address, form | {"agreed": "talk", "agreed_to": "fr"})

    assert "Encore une question" in asked.text and "Son accord" in asked.text
    assert 'data-tone="danger"' not in asked.text
    assert "facultatif" not in asked.text.split('name="agreed"')[0].split("Son acc")[1]
    assert 'value="Ana"' in asked.text and 'value="ana@person.example"' in asked.text
    assert "Encore une question" not in bare.text
    assert bare.context["form"].errors.keys() == {"agreed"}
    assert Membership.objects.get(role=Role.PEER).person.email == "ana@person.example"


def test_a_mistake_beside_the_question_is_told_at_once(client, house, administrator):
    form = newcomer(role="peer", called="")

    asked = client.post(reverse("space:add", args=[house.slug]), form)

    assert asked.context["form"].errors.keys() == {"called"}
    assert "Encore une question" in asked.text


def test_the_question_comes_with_another_role_of_somebody_known_too(
    client, house, administrator
):
    held = role_of(PersonFactory(), Role.VOLUNTEER, house)
    form = {"role": "peer", "place": "", "from_on": today().isoformat(), "to_on": ""}

    asked = client.post(reverse("space:person", args=[house.slug, held.pk]), form)

    assert "Encore une question" in asked.text
    assert 'data-tone="danger"' not in asked.text


def test_who_is_in_the_list_already_is_not_added_under_a_second_name(
    client, house, administrator
):
    person = PersonFactory(called="Ana <3", email="ana@person.example")
    held = role_of(person, Role.FACILITATOR, TeamFactory(organisation=house))
    form = newcomer(called="Anna", email="Ana@person.example")

    page = client.post(reverse("space:add", args=[house.slug]), form)

    known = reverse("space:person", args=[house.slug, held.pk])
    assert f'sous le nom de <a href="{known}">Ana &lt;3</a>' in page.text
    assert 'value="Anna"' in page.text
    assert list(Membership.objects.filter(person=person)) == [held]


def test_who_was_here_once_is_added_again(client, house, administrator):
    person = PersonFactory(email="ana@person.example")
    role_of(person, Role.VOLUNTEER, house).end_now()

    client.post(reverse("space:add", args=[house.slug]), newcomer(email=person.email))

    assert person.memberships.lasting().count() == 1
