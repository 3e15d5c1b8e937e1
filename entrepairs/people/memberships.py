"""Giving, prolonging, ending and withdrawing roles, one transaction each."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from entrepairs.core.errors import Refused
from entrepairs.core.notices import noted
from entrepairs.organisations.models import Network, Organisation, Team
from entrepairs.people import agreements, mails
from entrepairs.people.actions import end_sessions
from entrepairs.people.agreements import Agreement
from entrepairs.people.models import Channel, Membership, Person, fold_email, today
from entrepairs.people.models.membership import TECHNICAL
from entrepairs.people.rights import Rights
from entrepairs.people.roles import TERMS, Right, Role

LONGEST = timedelta(days=2 * 365)  # of a role that shows data about other people


@transaction.atomic
def welcome(
    *,
    role: Role,
    place: Organisation | Team,
    called: str,
    email: str | None,
    language: str,
    channel: str = "",
    to_on: date | None,
    from_on: date | None = None,
    agreed: Agreement | None = None,
    by: Person | None,
) -> Membership:
    """
    Give a role to somebody who is perhaps not known yet: a first name suffices.

    An address that is known already gets the role and nothing else. Whoever adds it
    reads back what was typed, at the address of the new role: neither tells whether it
    was known.
    """
    folded = fold_email(email)
    person = Person.objects.filter(email=folded).first() if folded else None
    if person is None:
        usual = Channel.MAIL if folded else Channel.PHONE
        fields = {"called": called, "language": language, "channel": channel or usual}
        fields["notice_version"] = noted("people.account", _house(place).network)
        person = _new_person(folded, **fields)
    return grant(
        person=person,
        role=role,
        place=place,
        called=called,
        channel=channel,
        from_on=from_on,
        to_on=to_on,
        agreed=agreed,
        by=by,
    )


@transaction.atomic
def grant(
    *,
    person: Person,
    role: Role,
    place: Organisation | Team,
    to_on: date | None,
    from_on: date | None = None,
    called: str = "",
    channel: str = "",
    agreed: Agreement | None = None,
    by: Person | None,
) -> Membership:
    """
    Give `person` a role until `to_on` included; nothing: until somebody ends it.

    Raises `Refused` when the person holds it there already, gives it to themselves,
    the day is past or too far, or the role tells of health and nobody `agreed`.
    """
    _hold(person)
    starts = from_on or today()
    same = Membership.objects.filter(person=person, role=role, **_where(place))
    if same.lasting().exists():
        raise Refused(_("This person has this role already. Prolong it instead."))
    _check_end(role, to_on, starts)
    _check_hands(person, role, place, by)
    agreements.check(role, agreed)
    membership = Membership(
        person=person,
        role=role,
        called=called,
        channel=channel,
        from_on=starts,
        to_on=to_on,
        granted_by=by,
        granted_as=_function(by, role, place),
        notice_version=noted("people.roles", _house(place).network),
        **_where(place),
    )
    membership.validate_constraints()
    membership.save()
    agreements.keep(membership, agreed)
    mails.role_given(membership)
    return membership


@transaction.atomic
def name(
    *, role: Role, place: Organisation, email: str, to_on: date | None, **told: Any
) -> Membership:
    """
    Whoever keeps the site running gives one of the `NAMED` roles, or prolongs it: of
    people they see nothing, so they say it in the same way.
    """
    person = Person.objects.filter(email=fold_email(email)).first()
    same = Membership.objects.filter(person=person, role=role, organisation=place)
    held = same.lasting().select_related("person", "organisation").first()
    if person is not None and held is not None:
        return extend(held, to_on=to_on, by=told["by"])
    return welcome(role=role, place=place, email=email, to_on=to_on, **told)


@transaction.atomic
def extend(membership: Membership, *, to_on: date | None, by: Person) -> Membership:
    """Prolong a role that is not over. Raises `Refused` once it is: give it anew."""
    membership = _locked(membership)
    if membership.is_over:
        raise Refused(_("This role is over. Give it anew."))
    role = Role(membership.role)
    _check_end(role, to_on, membership.from_on)
    _check_hands(membership.person, role, membership.place, by)
    membership.to_on, membership.granted_by = to_on, by
    membership.granted_as = _function(by, role, membership.place)
    membership.validate_constraints()
    membership.save(update_fields=["to_on", "granted_by", "granted_as"])
    return membership


@transaction.atomic
def end(membership: Membership, *, on: date) -> Membership:
    """Set the last day, today or later. One that is over stays as it is."""
    membership = _locked(membership)
    if membership.is_over:
        return membership
    if on < max(today(), membership.from_on):
        raise Refused(_("Choose today or a later day. To end it at once, withdraw it."))
    if membership.to_on is not None and on > membership.to_on:
        raise Refused(_("That is later than its end. Prolong the role instead."))
    membership.to_on = on
    membership.save(update_fields=["to_on"])
    return membership


@transaction.atomic
def withdraw(membership: Membership) -> Membership:
    """
    End it at once, also one that has not begun, and the person's sessions with it.
    Again changes nothing.
    """
    membership = _locked(membership)
    if not membership.is_over:
        membership.withdrawn_at = timezone.now()
        membership.save(update_fields=["withdrawn_at"])
        end_sessions(membership.person)
    return membership


def administered_until(houses: Iterable[int] | None) -> list[tuple[Organisation, date]]:
    """
    Of these organisations, or all: the last day that somebody administers them. One
    that never had an administrator is not among them.
    """
    held = Membership.objects.filter(role=Role.ADMINISTRATOR, person__is_active=True)
    if houses is not None:
        held = held.filter(organisation__in=houses)
    found: dict[Organisation, date] = {}
    for row in held.select_related("organisation"):
        found[row.house] = max(found.get(row.house, date.min), row.last_day)
    return list(found.items())


def is_last_administrator(held: Membership) -> bool:
    """Without this role nobody would answer for the organisation today."""
    if held.role != Role.ADMINISTRATOR or not held.is_current:
        return False
    there = Membership.objects.filter(role=held.role, organisation=held.organisation)
    others = there.exclude(person=held.person).filter(person__is_active=True)
    return not others.current().exists()


def holders(right: Right, network: Network) -> "QuerySet[Person]":
    """Those who have `right` today in an organisation of the network, each once."""
    houses = Organisation.objects.filter(network=network)
    held = Membership.objects.current().giving(right).filter(organisation__in=houses)
    return Person.objects.filter(pk__in=held.values("person"), is_active=True)


def _new_person(folded: str | None, **fields: str) -> Person:
    """Unless somebody has just added the same address: then that one."""
    try:
        with transaction.atomic():
            return Person.objects.create_user(folded, **fields)
    except IntegrityError:
        return Person.objects.get(email=folded)


def _where(place: Organisation | Team) -> dict[str, Organisation | Team]:
    return {"team" if isinstance(place, Team) else "organisation": place}


def _house(place: Organisation | Team) -> Organisation:
    return place.organisation if isinstance(place, Team) else place


def _function(by: Person | None, role: Role, place: Organisation | Team) -> str:
    """In which function it is given; kept when the name of who gave it goes."""
    if by is None:
        return TECHNICAL
    rights, house = Rights(by), _house(place)
    needed = TERMS[role].is_sensitive
    right = Right.GRANT_SENSITIVE if needed else Right.MANAGE_PEOPLE
    return rights.role_for(right, house) or (TECHNICAL if by.is_superuser else "")


def _check_end(role: Role, to_on: date | None, from_on: date) -> None:
    if to_on is None:
        return
    if to_on < max(today(), from_on):
        raise Refused(_("The last day is past, or before the first."))
    if TERMS[role].is_sensitive and to_on > today() + LONGEST:
        raise Refused(
            _("This role shows data about other people: two years at most, then anew.")
        )


def _check_hands(
    person: Person, role: Role, place: Organisation | Team, by: Person | None
) -> None:
    """Nobody gives or prolongs their own access to what is about others."""
    if by is None or not TERMS[role].is_sensitive:
        return
    if by.pk == person.pk:
        raise Refused(
            _("Nobody gives or prolongs this role for themselves: ask a colleague.")
        )
    if not Rights(by).may_grant(role, _house(place)):
        raise Refused(_("Whoever keeps the site running gives and prolongs this role."))


def _hold(person: Person) -> None:
    """Two who give the same role at once: one waits, and is then refused."""
    Person.objects.select_for_update(of=("self",), no_key=True).get(pk=person.pk)


def _locked(membership: Membership) -> Membership:
    rows = Membership.objects.select_for_update(of=("self",), no_key=True)
    held = rows.get(pk=membership.pk)
    held.person = membership.person
    return held
