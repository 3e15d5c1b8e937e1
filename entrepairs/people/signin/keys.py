"""Passkeys, authenticator app, recovery codes: what changes them."""

from typing import Any

from allauth.account.authentication import (
    AUTHENTICATION_METHODS_SESSION_KEY as SHOWN,
)
from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.base.internal.flows import delete_dangling_recovery_codes
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, validate_totp_code
from allauth.mfa.webauthn.internal.auth import WebAuthn
from django.contrib.auth import update_session_auth_hash
from django.db import transaction
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from entrepairs.core.errors import Refused
from entrepairs.people import actions
from entrepairs.people.models import OpenSession, Person
from entrepairs.people.signin import mails

MOST = 10  # passkeys of one person
Type = Authenticator.Type


def owned_by(person: Person) -> Any:
    return Authenticator.objects.filter(user=person)


def has_factor(person: Person) -> bool:
    return bool(owned_by(person).exclude(type=Type.RECOVERY_CODES).exists())


@transaction.atomic
def add_passkey(
    request: HttpRequest, person: Person, *, name: str, credential: dict[str, Any]
) -> Authenticator:
    """Raises `Refused` when there are too many already."""
    _hold(person)
    if owned_by(person).filter(type=Type.WEBAUTHN).count() >= MOST:
        raise Refused(_("Ten passkeys are enough: remove one first."))
    key: Authenticator = WebAuthn.add(person, name, credential).instance
    _added(request, person, key, what=_("A passkey was added."))
    return key


@transaction.atomic
def add_app(
    request: HttpRequest, person: Person, *, secret: str, code: str
) -> Authenticator:
    """Raises `Refused` when the code is not the one of `secret`."""
    _hold(person)
    if owned_by(person).filter(type=Type.TOTP).exists():
        raise Refused(_("An app is already in use: remove it first."))
    if not validate_totp_code(secret, code):
        raise Refused(_("This is not the code that the app shows now. Try the next."))
    key: Authenticator = TOTP.activate(person, secret).instance
    _added(request, person, key, what=_("An authenticator app was added."))
    return key


@transaction.atomic
def remove(request: HttpRequest, person: Person, key: Authenticator) -> None:
    """
    Sessions on other devices end: the key may have been in wrong hands. What was
    opened here with this key, or with any when it was the last, closes.
    """
    _hold(person)
    gone = key.pk
    key.delete()
    delete_dangling_recovery_codes(person)
    _end_others(request, person)
    _forget_shown(request, person, gone)
    mails.keys_changed(
        person,
        what=_("A passkey or an authenticator app was removed."),
        network=request.network,  # type: ignore[attr-defined]
    )


@transaction.atomic
def forget_all(person: Person, *, network: Any) -> int:
    """Passkeys, app and recovery codes; signs out everywhere. How many there were."""
    _hold(person)
    found = owned_by(person)
    count = int(found.exclude(type=Type.RECOVERY_CODES).count())
    found.delete()
    actions.end_sessions(person)
    mails.keys_changed(
        person, what=_("All your passkeys and apps were removed."), network=network
    )
    return count


@transaction.atomic
def renew_recovery_codes(request: HttpRequest, person: Person) -> list[str]:
    """Ten new ones; those of before are dead. Raises `Refused` without a factor."""
    _hold(person)
    if not has_factor(person):
        raise Refused(_("Set up a passkey or an app first."))
    owned_by(person).filter(type=Type.RECOVERY_CODES).delete()
    mails.keys_changed(
        person,
        what=_("New recovery codes were made."),
        network=request.network,  # type: ignore[attr-defined]
    )
    return list(RecoveryCodes.activate(person).get_unused_codes())


def recovery_codes(person: Person) -> list[str]:
    """Those not used yet."""
    kept = owned_by(person).filter(type=Type.RECOVERY_CODES).first()
    return list(kept.wrap().get_unused_codes()) if kept else []


def _added(
    request: HttpRequest, person: Person, key: Authenticator, *, what: Promise
) -> None:
    """Who adds the first one has just shown it; it comes with recovery codes."""
    RecoveryCodes.activate(person)
    record_authentication(request, person, "mfa", id=key.pk, type=key.type)
    network = request.network  # type: ignore[attr-defined]
    mails.keys_changed(person, what=what, network=network)


def _forget_shown(request: HttpRequest, person: Person, gone: int) -> None:
    """What was shown in this session with that key; with any, when none is left."""
    is_left = has_factor(person)
    request.session[SHOWN] = [
        record
        for record in get_authentication_records(request, person)
        if record["method"] != "mfa" or (is_left and record.get("id") != gone)
    ]


def _end_others(request: HttpRequest, person: Person) -> None:
    mine = request.session.session_key
    actions.end_sessions(person, but=mine)
    update_session_auth_hash(request, person)
    OpenSession.objects.filter(key=mine).update(key=request.session.session_key)


def _hold(person: Person) -> None:
    """Two changes at once follow one another."""
    Person.objects.select_for_update(of=("self",), no_key=True).get(pk=person.pk)
