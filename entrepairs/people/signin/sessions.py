"""Where one is signed in: told to the person, ended by the person, one by one."""

import re
import time
from datetime import date
from typing import Any

from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from entrepairs.people.models import Membership, OpenSession, Person, today

OPENED = "opened_at"  # seconds; what is written into a session renews it, not this
SEEN = "seen_on"
UNTIL = "rights_until"  # the last day of what the person may do
BROWSERS = (
    ("Edge", r"\bEdg(?:e|A|iOS)?/"),
    ("Opera", r"\bOPR/|\bOpera\b"),
    ("Samsung Internet", r"\bSamsungBrowser/"),
    ("Firefox", r"\b(?:Firefox|FxiOS)/"),
    ("Chrome", r"\b(?:Chrome|CriOS|Chromium)/"),
    ("Safari", r"\bSafari/"),
)
SYSTEMS = (
    ("iPhone", r"\biPhone\b"),
    ("iPad", r"\biPad\b"),
    ("Android", r"\bAndroid\b"),
    ("Windows", r"\bWindows\b"),
    ("Mac", r"\bMac OS X\b|\bMacintosh\b"),
    ("ChromeOS", r"\bCrOS\b"),
    ("Linux", r"\bLinux\b"),
)


def device_of(user_agent: str) -> str:
    """`Firefox, Windows`: enough to recognise one's own, no more. Perhaps nothing."""
    families = (_first(BROWSERS, user_agent), _first(SYSTEMS, user_agent))
    return ", ".join(filter(None, families))


def _first(families: tuple[tuple[str, str], ...], text: str) -> str:
    return next((name for name, mark in families if re.search(mark, text)), "")


@transaction.atomic
def remember(request: HttpRequest, person: Person) -> OpenSession:
    """Write down the session just opened. Its key is the one it has now."""
    if not request.session.session_key:
        request.session.save()
    request.session[OPENED] = int(time.time())
    request.session[SEEN] = timezone.localdate().isoformat()
    request.session[UNTIL] = _last_day(person)
    device = device_of(request.headers.get("User-Agent", ""))
    return OpenSession.objects.update_or_create(
        key=request.session.session_key,
        defaults={"person": person, "device": device},
    )[0]


def _last_day(person: Person) -> str:
    """When the first of the roles of today ends; nothing when none does."""
    held = Membership.objects.filter(person=person).current().exclude(to_on=None)
    day = held.order_by("to_on").values_list("to_on", flat=True).first()
    return day.isoformat() if day else ""


def is_over(request: HttpRequest, person: Person) -> bool:
    """
    Whether it was opened too long ago, or a role with which it was opened has ended
    since: one signs in anew. What was prolonged meanwhile counts with its new day.
    """
    if _is_old(request.session):
        return True
    until = request.session.get(UNTIL, "")
    if not until or today() <= date.fromisoformat(until):
        return False
    held = Membership.objects.filter(person=person, withdrawn_at=None)
    if held.filter(to_on__gte=until, to_on__lt=today()).exists():
        return True
    request.session[UNTIL] = _last_day(person)
    return False


def _is_old(kept: Any) -> bool:
    now = int(time.time())
    return now - int(kept.get(OPENED, now)) > settings.SESSION_COOKIE_AGE


def keep_day(request: HttpRequest) -> None:
    """Note that it was used today: once a day, not at each page."""
    day = timezone.localdate()
    if request.session.get(SEEN) == day.isoformat():
        return
    request.session[SEEN] = day.isoformat()
    request.session.setdefault(OPENED, int(time.time()))
    OpenSession.objects.filter(key=request.session.session_key).update(seen_on=day)


def open_of(person: Person) -> list[OpenSession]:
    """Those that still let somebody in."""
    rows = list(OpenSession.objects.visible_to(person))
    hashes = {person.get_session_auth_hash(), *person.get_session_auth_fallback_hash()}
    running = Session.objects.filter(expire_date__gt=timezone.now())
    found = running.in_bulk([row.key for row in rows])
    kept = {key: session.get_decoded() for key, session in found.items()}
    return [row for row in rows if _lets_in(kept.get(row.key, {}), hashes)]


def _lets_in(kept: Any, hashes: set[str]) -> bool:
    return kept.get("_auth_user_hash") in hashes and not _is_old(kept)


@transaction.atomic
def end(rows: Any) -> int:
    """End these sessions at once. Again: nothing. Returns how many there were."""
    keys = [row.key for row in rows]
    Session.objects.filter(pk__in=keys).delete()
    return int(OpenSession.objects.filter(key__in=keys).delete()[0])


@transaction.atomic
def forget_ended() -> int:
    """Drop the notes on sessions that are over, and the sessions themselves."""
    SessionStore.clear_expired()
    alive = Session.objects.values("session_key")
    return int(OpenSession.objects.exclude(key__in=alive).delete()[0])
