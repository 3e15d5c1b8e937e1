"""Who keeps the site running, the links that let them in, the end of sessions."""

from datetime import timedelta

from django.db import transaction

from entrepairs.core.links import issue, use
from entrepairs.people.models import (
    OpenSession,
    Person,
    SignInLink,
    fold_email,
    new_session_key,
)
from entrepairs.people.signin import sessions


def issue_link(person: Person, *, minutes: int = 60) -> str:
    """The token of a new link for `person`, told only once. Earlier ones are dead."""
    earlier = SignInLink.objects.filter(person=person)
    link = SignInLink(person=person)
    return issue(link, term=timedelta(minutes=minutes), replaces=earlier)


def open_link(token: str) -> Person:
    """Use the link up and return its person. Raises `Refused` when it is dead."""
    return use(SignInLink, token).person


@transaction.atomic
def make_administrator(*, email: str, called: str = "") -> Person:
    """The person of `email`, created if need be, who may enter the back office."""
    person = Person.objects.filter(email=fold_email(email)).first()
    if person is None:
        return Person.objects.create_superuser(email, called=called)
    person.is_superuser = person.is_active = True
    person.called = called or person.called
    person.save(update_fields=["is_superuser", "is_active", "called"])
    return person


@transaction.atomic
def unmake_administrator(person: Person) -> Person:
    """
    Out of the back office, at once and everywhere; roles in organisations stay. Again
    changes nothing but that it signs the person out once more.
    """
    person.is_superuser = False
    person.save(update_fields=["is_superuser"])
    SignInLink.objects.filter(person=person).delete()
    return end_sessions(person)


@transaction.atomic
def end_sessions(person: Person, *, but: str | None = None) -> Person:
    """Sign `person` out everywhere; the session `but` must be given its new hash."""
    sessions.end(OpenSession.objects.filter(person=person).exclude(key=but or ""))
    person.session_salt = new_session_key()
    person.save(update_fields=["session_salt"])
    return person
