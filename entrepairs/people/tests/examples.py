"""A row of each kind whose term starts at the moment given."""

from django.contrib.sessions.models import Session
from django.utils import timezone

from entrepairs.directory.tests.factories import OrganisationFactory
from entrepairs.people.models import (
    AddressLink,
    Look,
    Membership,
    OpenSession,
    Person,
    SignInLink,
)


def a_person(**told):
    number = Person.objects.count()
    return Person.objects.create_user(f"example{number}@example.org", **told)


def an_account(start):
    """Told in time that it ends."""
    person = a_person(last_login=start)
    Person.objects.filter(pk=person.pk).update(joined_at=start)
    return person


def a_role(start):
    return Membership.objects.create(
        person=a_person(),
        organisation=OrganisationFactory(),
        role="volunteer",
        from_on=timezone.localdate(start),
        to_on=timezone.localdate(start),
    )


def a_link(start):
    return SignInLink.objects.create(
        person=a_person(), digest=f"{start.timestamp()}", expires_at=start
    )


def a_new_address(start):
    return AddressLink.objects.create(
        person=a_person(),
        new_email="new@example.org",
        digest=f"{start.timestamp()}",
        expires_at=start,
    )


def a_device(start):
    day = timezone.localdate(start)
    key = f"{start.timestamp()}"
    return OpenSession.objects.create(
        person=a_person(), key=key, opened_on=day, seen_on=day
    )


def a_session(start):
    return Session.objects.create(
        session_key=f"{start.timestamp()}", session_data="", expire_date=start
    )


def a_look(start):
    return Look.objects.create(
        person=a_person(),
        viewer=a_person(),
        what="record",
        day=timezone.localdate(start),
        at=start,
    )


EXAMPLES = {
    "people.looks": a_look,
    "people.account": an_account,
    "people.roles": a_role,
    "people.links": a_link,
    "people.new_addresses": a_new_address,
    "people.devices": a_device,
    "people.sessions": a_session,
}
