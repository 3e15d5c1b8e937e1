"""«My space»: what waits for me, and the ways to my own things."""

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from entrepairs.mail.models import MailState, OutgoingMail
from entrepairs.organisations.models import Network
from entrepairs.people import mails, memberships
from entrepairs.people.cards import waiting_for
from entrepairs.people.factors import has_second_factor
from entrepairs.people.models import Person, today
from entrepairs.people.rights import Rights
from entrepairs.people.roles import Role
from entrepairs.people.tests.factories import (
    HouseFactory,
    PersonFactory,
    TeamFactory,
    holder_of,
    role_of,
)
from entrepairs.people.tests.signed_in import as_person
from entrepairs.people.tests.signing_in import Visitor

pytestmark = pytest.mark.django_db

HOME = "/fr/espace/"


def text_of(response):
    return re.sub(r"\s+", " ", response.content.decode().replace("&#x27;", "’"))


def test_a_visitor_is_asked_to_sign_in_and_comes_back(client):
    response = client.get(HOME)

    assert response.status_code == 302
    assert HOME in response["Location"]
    assert "no-store" in response["Cache-Control"]


def test_my_space_is_kept_by_nobody(client):
    as_person(client, PersonFactory())

    response = client.get(HOME)

    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    assert "noindex" in response["X-Robots-Tag"]


@pytest.mark.parametrize(
    ("language", "address"),
    [
        ("fr", "/fr/espace/"),
        ("nl", "/nl/mijn-ruimte/"),
        ("de", "/de/mein-bereich/"),
        ("en", "/en/my-space/"),
    ],
)
def test_the_door_leads_to_my_space_in_my_language(client, language, address):
    as_person(client, PersonFactory(language=language))

    response = client.get("/space/", follow=True)

    assert response.request["PATH_INFO"] == address
    assert f'<html lang="{language}"' in response.content.decode()


def test_somebody_without_a_role_has_a_profile_and_nothing_of_others(client):
    as_person(client, PersonFactory(called="Zoé"))

    page = text_of(client.get(HOME))

    assert "Bonjour Zoé" in page
    assert reverse("space:profile") in page
    assert "/espace/personnes/" not in page


def test_the_roles_of_colleagues_that_end_soon_wait_for_who_may_prolong_them(client):
    house = HouseFactory()
    administrator = holder_of(Role.ADMINISTRATOR, house)
    soon = role_of(PersonFactory(called="Ilse"), Role.COORDINATOR, house, days=29)
    later = role_of(PersonFactory(), Role.COORDINATOR, house, days=31)
    other = role_of(PersonFactory(), Role.COORDINATOR, HouseFactory(), days=3)
    as_person(client, administrator, factor=True)

    page = text_of(client.get(HOME))

    shown = [
        reverse("space:role", args=[held.pk]) in page for held in (soon, later, other)
    ]
    assert shown == [True, False, False]
    assert "Ilse" not in page


def test_what_one_has_treated_waits_no_more_for_a_colleague():
    house = HouseFactory()
    one, other = (Rights(holder_of(Role.ADMINISTRATOR, house)) for _ in range(2))
    held = role_of(PersonFactory(), Role.COORDINATOR, house, days=5)
    before = [len(waiting_for(r, with_others=True)) for r in (one, other)]

    memberships.extend(held, to_on=today() + timedelta(days=200), by=one.person)

    after = [len(waiting_for(r, with_others=True)) for r in (one, other)]
    assert (before, after) == ([1, 1], [0, 0])


def test_mails_in_doubt_wait_for_who_keeps_the_site_running(client):
    technical = Person.objects.create_superuser("root@site.example")
    OutgoingMail.objects.create(
        network=Network.objects.get(host=None),
        kind="people.role_given",
        to="secret@person.example",
        language="fr",
        subject="Secret",
        text="Secret",
        state=MailState.UNCERTAIN,
        message_id="<1@site.example>",
    )
    as_person(client, technical, factor=True)

    page = text_of(client.get(HOME))

    assert "1 e-mail n’a pas été envoyé" in page
    assert "secret" not in page.lower()
    assert waiting_for(Rights(PersonFactory()), with_others=True) == []


def test_without_a_second_key_nothing_of_others_is_told(client):
    house = HouseFactory()
    coordinator = holder_of(Role.ADMINISTRATOR, house)
    held = role_of(PersonFactory(called="Ilse"), Role.COORDINATOR, house, days=5)
    as_person(client, coordinator)

    home = client.get(HOME)
    addresses = [
        reverse("space:persons", args=[house.slug]),
        reverse("space:add", args=[house.slug]),
        reverse("space:person", args=[house.slug, held.pk]),
        reverse("space:role", args=[held.pk]),
    ]
    answers = [client.get(address) for address in addresses]

    assert "Ilse" not in text_of(home)
    assert "deuxième clé" in text_of(home)
    assert {answer.status_code for answer in answers} == {302}
    assert not any("Ilse" in answer.content.decode() for answer in answers)


def test_the_page_that_asks_for_a_second_key_explains_and_lets_one_enrol(client):
    house = HouseFactory()
    as_person(client, holder_of(Role.COORDINATOR, house))

    response = client.get(reverse("space:persons", args=[house.slug]), follow=True)

    assert response.status_code == 200
    assert not has_second_factor(response.wsgi_request)


@pytest.mark.parametrize("language", ["fr", "nl", "de", "en"])
def test_my_space_and_the_back_office_speak_my_language(client, language):
    person = Person.objects.create_superuser("root@site.example", language=language)
    as_person(client, person, factor=True)

    with override(language):
        home, back_office = reverse("space:home"), reverse("wagtailadmin_home")

    for address in (home, back_office):
        assert f'lang="{language}"' in client.get(address).content.decode()


def test_changing_my_language_changes_that_of_the_back_office(client):
    person = Person.objects.create_superuser("root@site.example", called="Ada")
    as_person(client, person, factor=True)
    client.post(
        reverse("space:profile"),
        {"called": "Ada", "language": "de", "channel": "mail"},
    )

    assert 'lang="de"' in client.get("/admin/").content.decode()


def test_who_wants_discreet_mails_gets_no_other(client):
    person = PersonFactory(email="ada@site.example")
    as_person(client, person)
    typed = {"called": "Ada", "language": "fr", "channel": "mail"}
    client.post(reverse("space:profile"), {**typed, "discreet_mails": "on"})
    client.logout()

    Visitor().ask("ada@site.example")
    mails.role_given(role_of(Person.objects.get(pk=person.pk), Role.COORDINATOR))

    kinds = {mail.kind: mail.subject for mail in OutgoingMail.objects.all()}
    assert kinds == {
        "people.code": "Un message pour vous",
        "people.role_given": "Un message pour vous",
    }


def test_the_warning_before_an_account_goes_leads_to_where_one_signs_in():
    letter = mails.account_ends(PersonFactory(language="nl"), timezone.now())

    assert f"{settings.WAGTAILADMIN_BASE_URL}/nl/aanmelden/\n" in letter.text


def test_the_mail_of_a_role_greets_by_name_and_leads_to_where_one_signs_in(settings):
    settings.WAGTAILADMIN_BASE_URL = "https://site.example:8443"
    network = Network.objects.create(name="Zuid", code="zuid", host="zuid.example")
    person = PersonFactory(called="Ana", language="nl")
    unnamed = PersonFactory(called="", language="nl")
    house = HouseFactory(network=network)

    letter = mails.role_given(role_of(person, Role.PEER, house)).text
    bare = mails.role_given(role_of(unnamed, Role.VOLUNTEER, house)).text

    assert letter.startswith("Dag Ana,\n") and bare.startswith("Dag,\n")
    for text in (letter, bare):
        assert "\nhttps://zuid.example:8443/nl/aanmelden/\n" in text
    assert "dat u akkoord gaat met deze rol" in letter
    assert "akkoord" not in bare


def busy_person():
    """Somebody with all that can wait, in two houses."""
    person = Person.objects.create_superuser("root@site.example", called="Ada")
    for _ in range(2):
        house = HouseFactory()
        for role in (Role.ADMINISTRATOR, Role.COORDINATOR, Role.MODERATOR):
            role_of(person, role, house)
        role_of(person, Role.TEAM_CONTACT, TeamFactory(organisation=house))
        for number in range(30):
            role_of(PersonFactory(), Role.COORDINATOR, house, days=number)
    return person


def test_my_space_takes_twelve_queries_at_most(client, django_assert_max_num_queries):
    as_person(client, busy_person(), factor=True)
    client.get(HOME)
    cache.clear()

    with django_assert_max_num_queries(12):
        response = client.get(HOME)

    assert len(response.content) <= 100_000


def test_who_can_see_what_is_made_of_the_roles(client):
    as_person(client, PersonFactory())

    page = text_of(client.get(reverse("space:who_sees")))
    file = client.get(reverse("space:who_sees_file"))

    with override("fr"):
        for role in Role:
            assert str(role.label).replace("'", "’") in page
            assert str(role.label) in file.content.decode("utf-8-sig")
    assert file["Content-Type"].startswith("text/csv")
