"""Links that sign a person in, once."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from entrepairs.core.errors import Refused
from entrepairs.core.tokens import digest_of, new_token
from entrepairs.people.models import (
    OpenSession,
    Person,
    SignInLink,
    fold_email,
    new_session_key,
)
from entrepairs.people.signin import sessions


def issue_link(person: Person, *, minutes: int = 60) -> str:
    """The token of a new link for `person`. Nothing can tell it a second time."""
    token = new_token()
    expires_at = timezone.now() + timedelta(minutes=minutes)
    SignInLink.objects.create(
        person=person, digest=digest_of(token), expires_at=expires_at
    )
    return token


def is_open(token: str) -> bool:
    """Whether `open_link` would succeed now. Changes nothing."""
    return SignInLink.objects.open().filter(digest=digest_of(token)).exists()


@transaction.atomic
def open_link(token: str) -> Person:
    """
    Use the link up and return its person.

    Raises `Refused`, always in the same words, when it was forged, used, or has
    expired. Of two who open it at once, one succeeds.
    """
    links = SignInLink.objects.select_for_update(of=("self",), no_key=True)
    link = links.filter(digest=digest_of(token)).first()
    # Ask again in a new statement: the one that waited for the lock saw the past.
    if not link or not SignInLink.objects.open().filter(pk=link.pk).exists():
        raise Refused(_("This link no longer works."))
    link.used_at = timezone.now()
    link.save(update_fields=["used_at"])
    return link.person


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
def end_sessions(person: Person, *, but: str | None = None) -> Person:
    """Sign `person` out everywhere; the session `but` must be given its new hash."""
    sessions.end(OpenSession.objects.filter(person=person).exclude(key=but or ""))
    person.session_salt = new_session_key()
    person.save(update_fields=["session_salt"])
    return person
