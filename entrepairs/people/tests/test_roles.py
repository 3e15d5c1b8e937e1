"""Roles: from when until when, where, and what they allow."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from threading import Barrier

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from django.utils.translation import override

from entrepairs.core.errors import Refused
from entrepairs.mail.models import OutgoingMail
from entrepairs.people import memberships
from entrepairs.people.models import Membership, Person, today
from entrepairs.people.rights import Rights
from entrepairs.people.roles import SENSITIVE, TERMS, Right, Role
from entrepairs.people.tests.factories import (
    HouseFactory,
    PersonFactory,
    TeamFactory,
    holder_of,
    role_of,
)

pytestmark = pytest.mark.django_db

LAST_EVENING = datetime(2027, 1, 31, 22, 59, tzinfo=UTC)  # 23:59 in Brussels
NEXT_MORNING = datetime(2027, 1, 31, 23, 1, tzinfo=UTC)  # 00:01 in Brussels


@pytest.fixture(autouse=True)
def in_english():
    with override("en"):
        yield


@pytest.fixture
def at(monkeypatch):
    """Stop the clock: `at(moment)`."""
    return lambda moment: monkeypatch.setattr(timezone, "now", lambda: moment)


def until(day, role=Role.COORDINATOR, starts=date(2026, 2, 1)):
    house = HouseFactory()
    return Membership.objects.create(
        person=PersonFactory(),
        organisation=house,
        role=role,
        from_on=starts,
        to_on=day,
    )


def test_a_right_holds_until_midnight_in_brussels_and_not_a_minute_longer(at):
    held = until(date(2027, 1, 31))

    at(LAST_EVENING)
    before = Rights(held.person).may(Right.SEE_PEOPLE, held.organisation)
    at(NEXT_MORNING)
    after = Rights(held.person).may(Right.SEE_PEOPLE, held.organisation)

    assert (before, after) == (True, False)


def test_a_right_does_not_depend_on_the_zone_of_a_request(at):
    held = until(date(2027, 1, 31))
    at(NEXT_MORNING)

    with timezone.override("America/New_York"):
        assert not Rights(held.person).may(Right.SEE_PEOPLE, held.organisation)


def test_a_right_begins_on_its_first_day_and_not_before(at):
    held = until(date(2027, 6, 1), starts=date(2027, 2, 1))

    at(LAST_EVENING)
    before = Rights(held.person).may(Right.SEE_PEOPLE, held.organisation)
    at(NEXT_MORNING)
    after = Rights(held.person).may(Right.SEE_PEOPLE, held.organisation)

    assert (before, after) == (False, True)


def test_a_clock_that_goes_back_gives_a_withdrawn_right_to_nobody(at):
    held = until(date(2027, 12, 31))
    at(NEXT_MORNING)
    memberships.withdraw(held)

    at(LAST_EVENING - timedelta(days=40))

    assert not Rights(held.person).may(Right.SEE_PEOPLE, held.organisation)


@pytest.mark.parametrize("role", [r for r, t in TERMS.items() if t.is_sensitive])
def test_a_role_that_shows_others_needs_an_end(role):
    held = Membership(person=PersonFactory(), organisation=HouseFactory(), role=role)

    with pytest.raises(ValidationError, match="needs an end date"):
        held.validate_constraints()
    with pytest.raises(IntegrityError), transaction.atomic():
        held.save()


@pytest.mark.parametrize("role", [Role.VOLUNTEER, Role.EDITOR])
def test_an_everyday_role_may_last(role):
    person, house = PersonFactory(), HouseFactory()

    held = memberships.grant(person=person, role=role, place=house, to_on=None, by=None)

    assert held.is_current


def test_a_role_is_held_in_one_place():
    person, house, team = PersonFactory(), HouseFactory(), TeamFactory()
    both = Membership(person=person, organisation=house, team=team, role=Role.PEER)
    nowhere = Membership(person=person, role=Role.PEER)

    for held in (both, nowhere):
        with pytest.raises(ValidationError, match="choose one"):
            held.validate_constraints()
        with pytest.raises(IntegrityError), transaction.atomic():
            held.save()


def test_a_coordinator_is_of_an_organisation_and_a_contact_of_a_team():
    person, soon = PersonFactory(), today() + timedelta(days=9)
    wrong = (
        Membership(person=person, team=TeamFactory(), role="coordinator", to_on=soon),
        Membership(person=person, organisation=HouseFactory(), role="team_contact"),
    )

    for held in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            held.save()


def test_a_role_of_a_house_counts_for_its_teams_and_not_the_other_way_round():
    team = TeamFactory()
    coordinator = Rights(holder_of(Role.COORDINATOR, team.organisation))
    contact = Rights(holder_of(Role.TEAM_CONTACT, team))

    assert coordinator.may(Right.CHECK_ENTRY, team=team)
    assert contact.may(Right.CHECK_ENTRY, team=team)
    assert not contact.may(Right.CHECK_ENTRY, team.organisation)
    assert not contact.may(Right.CHECK_ENTRY, team=TeamFactory())


def test_a_role_counts_in_its_own_house_only():
    mine, other = HouseFactory(), HouseFactory()
    person = holder_of(Role.ADMINISTRATOR, mine)

    assert Rights(person).may(Right.GRANT_SENSITIVE, mine)
    assert not Rights(person).may(Right.GRANT_SENSITIVE, other)


def test_who_keeps_the_site_running_sees_nobody(django_assert_num_queries):
    technical = Person.objects.create_superuser("root@site.example")
    role_of(PersonFactory(), Role.PEER, HouseFactory())
    rights = Rights(technical)

    with django_assert_num_queries(1):
        assert rights.may(Right.RUN_SITE)
        assert not any(rights.may(right) for right in SENSITIVE)
    assert list(Person.objects.visible_to(technical)) == [technical]
    assert not Membership.objects.visible_to(technical).exists()


def test_no_house_gives_a_role_that_reaches_its_whole_network():
    house = HouseFactory()
    to_on = today() + timedelta(days=9)
    for giver in (Role.COORDINATOR, Role.ADMINISTRATOR):
        by = holder_of(giver, house)
        for person in (by, PersonFactory()):
            with pytest.raises(Refused):
                memberships.grant(
                    person=person,
                    role=Role.MODERATOR,
                    place=house,
                    to_on=to_on,
                    by=by,
                )

    assert not Membership.objects.filter(role=Role.MODERATOR).exists()


def test_who_keeps_the_site_running_names_a_moderator_and_prolongs_the_role():
    house, by = HouseFactory(), Person.objects.create_superuser("root@site.example")
    told = {"called": "Ana", "email": "ana@person.example", "language": "fr"}
    named = {"role": Role.MODERATOR, "place": house, "by": by, **told}
    days = [today() + timedelta(days=number) for number in (9, 90)]

    held = {memberships.name(**named, to_on=day).pk for day in days}

    assert held == {Membership.objects.get(to_on=days[1]).pk}
    with pytest.raises(Refused):
        memberships.name(**named | {"email": by.email}, to_on=days[0])


def test_an_administrator_ends_the_role_of_a_moderator_and_does_not_prolong_it():
    house = HouseFactory()
    administrator = holder_of(Role.ADMINISTRATOR, house)
    held = role_of(PersonFactory(), Role.MODERATOR, house)
    rights = Rights(administrator)

    with pytest.raises(Refused):
        memberships.extend(held, to_on=today() + timedelta(200), by=administrator)
    assert rights.may_end(Role.MODERATOR, house)
    assert not rights.may_grant(Role.MODERATOR, house)


def test_who_may_no_longer_sign_in_has_no_right():
    person = holder_of(Role.ADMINISTRATOR)
    person.is_active = False

    assert not Rights(person).may(Right.SEE_PEOPLE)


def test_a_coordinator_sees_the_persons_of_the_house_and_of_its_teams():
    house = HouseFactory()
    coordinator = holder_of(Role.COORDINATOR, house)
    inside = holder_of(Role.PEER, house)
    in_team = holder_of(Role.VOLUNTEER, TeamFactory(organisation=house))
    elsewhere = role_of(inside, Role.PEER, HouseFactory())
    stranger = holder_of(Role.PEER, HouseFactory())

    seen = set(Person.objects.visible_to(coordinator))

    assert seen == {coordinator, inside, in_team}
    assert stranger not in seen
    assert elsewhere not in Membership.objects.visible_to(coordinator)


def test_a_coordinator_whose_role_ended_yesterday_sees_nobody_today():
    house = HouseFactory()
    coordinator = holder_of(Role.COORDINATOR, house, days=-1, since=90)
    holder_of(Role.PEER, house)

    assert list(Person.objects.visible_to(coordinator)) == [coordinator]


def test_who_left_more_than_a_month_ago_is_no_longer_shown():
    house = HouseFactory()
    coordinator = holder_of(Role.COORDINATOR, house)
    lately = holder_of(Role.VOLUNTEER, house, days=-29, since=90)
    long_ago = holder_of(Role.VOLUNTEER, house, days=-31, since=90)

    seen = set(Person.objects.visible_to(coordinator))

    assert lately in seen
    assert long_ago not in seen


def test_a_coordinator_gives_everyday_roles_and_an_administrator_the_others():
    house = HouseFactory()
    coordinator = Rights(holder_of(Role.COORDINATOR, house))
    administrator = Rights(holder_of(Role.ADMINISTRATOR, house))
    technical = Rights(Person.objects.create_superuser("root@site.example"))

    def may_give(rights):
        return {role for role in Role if rights.may_grant(role, house)}

    everyday = {role for role in Role if not TERMS[role].is_sensitive}
    assert may_give(coordinator) == everyday
    assert may_give(administrator) == set(Role) - {Role.MODERATOR}
    assert may_give(technical) == {Role.ADMINISTRATOR, Role.MODERATOR}


def test_nobody_prolongs_their_own_access_to_others():
    held = role_of(PersonFactory(), Role.ADMINISTRATOR, HouseFactory())

    with pytest.raises(Refused, match="for themselves"):
        memberships.extend(held, to_on=today() + timedelta(days=300), by=held.person)


def test_an_end_may_not_be_past_nor_beyond_two_years():
    house = HouseFactory()
    grant = {"person": PersonFactory(), "role": Role.COORDINATOR, "place": house}

    with pytest.raises(Refused, match="past"):
        memberships.grant(**grant, to_on=today() - timedelta(days=1), by=None)
    with pytest.raises(Refused, match="two years"):
        memberships.grant(**grant, to_on=today() + timedelta(days=800), by=None)


def test_a_role_is_prolonged_ended_and_withdrawn():
    house = HouseFactory()
    administrator = holder_of(Role.ADMINISTRATOR, house)
    held = role_of(PersonFactory(), Role.COORDINATOR, house, days=5)
    later, sooner = today() + timedelta(days=200), today() + timedelta(days=100)

    assert memberships.extend(held, to_on=later, by=administrator).to_on == later
    assert memberships.end(held, on=sooner).to_on == sooner
    assert memberships.withdraw(held).is_over
    with pytest.raises(Refused, match="over"):
        memberships.extend(held, to_on=later, by=administrator)


def test_ending_never_prolongs():
    held = role_of(PersonFactory(), Role.VOLUNTEER, HouseFactory(), days=5)

    with pytest.raises(Refused, match="Prolong"):
        memberships.end(held, on=today() + timedelta(days=6))


def test_a_role_is_given_once_while_it_lasts():
    grant = {"person": PersonFactory(), "role": Role.VOLUNTEER, "place": HouseFactory()}
    first = memberships.grant(**grant, to_on=None, by=None)

    with pytest.raises(Refused, match="already"):
        memberships.grant(**grant, to_on=None, by=None)
    memberships.withdraw(first)

    assert memberships.grant(**grant, to_on=None, by=None).pk != first.pk


def test_the_function_of_who_gave_a_role_stays_when_the_person_goes():
    house = HouseFactory()
    administrator = holder_of(Role.ADMINISTRATOR, house)
    held = memberships.grant(
        person=PersonFactory(),
        role=Role.VOLUNTEER,
        place=house,
        to_on=None,
        by=administrator,
    )

    administrator.delete()

    held.refresh_from_db()
    assert held.granted_by is None
    assert held.granted_by_whom == str(Role.ADMINISTRATOR.label)


def add(house, **other):
    fields = {"role": Role.VOLUNTEER, "place": house, "called": "Ana", "email": None}
    fields |= {"language": "fr", "to_on": None, "by": None}
    return memberships.welcome(**fields | other)


def test_a_first_name_is_enough_to_be_added():
    held = add(HouseFactory())

    assert (held.person.called, held.person.email) == ("Ana", None)
    assert not OutgoingMail.objects.exists()


def test_adding_a_known_address_shows_no_more_than_what_was_typed():
    known = PersonFactory(called="Anastasia", email="ana@person.example")

    held = add(HouseFactory(), email=" ANA@person.example")

    known.refresh_from_db()
    assert held.person == known
    assert held.known_as == "Ana"
    assert known.called == "Anastasia"


def test_who_has_an_address_is_told_of_a_new_role():
    house = HouseFactory(name="Le Phare")

    add(house, email="ana@person.example", language="nl")

    mail = OutgoingMail.objects.get()
    assert (mail.to, mail.language) == ("ana@person.example", "nl")
    assert "Le Phare" in mail.text


def test_who_may_no_longer_sign_in_is_not_told_of_a_role():
    person = PersonFactory(is_active=False)

    memberships.grant(
        person=person, role=Role.VOLUNTEER, place=HouseFactory(), to_on=None, by=None
    )

    assert not OutgoingMail.objects.exists()


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_of_two_who_give_the_same_role_at_once_one_is_refused():
    person, house, together = PersonFactory(), HouseFactory(), Barrier(2)

    def give(_):
        together.wait()
        try:
            memberships.grant(
                person=person, role=Role.VOLUNTEER, place=house, to_on=None, by=None
            )
            return "given"
        except Refused:
            return "refused"
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(give, range(2))) == ["given", "refused"]
