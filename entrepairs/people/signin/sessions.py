"""Where one is signed in: told to the person, ended by the person, one by one."""

import re
from datetime import date
from importlib import import_module
from typing import Any

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from entrepairs.people.models import Membership, OpenSession, Person

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


def is_over(request: HttpRequest) -> bool:
    """Whether a role with which it was opened has ended since: one signs in anew."""
    until = request.session.get(UNTIL, "")
    return bool(until) and timezone.localdate() > date.fromisoformat(until)


def keep_day(request: HttpRequest) -> None:
    """Note that it was used today: once a day, not at each page."""
    today = timezone.localdate()
    if request.session.get(SEEN) == today.isoformat():
        return
    request.session[SEEN] = today.isoformat()
    OpenSession.objects.filter(key=request.session.session_key).update(seen_on=today)


def open_of(person: Person) -> list[OpenSession]:
    """Those that still let somebody in."""
    rows = list(OpenSession.objects.visible_to(person))
    return [row for row in rows if _is_alive(row)]


def _is_alive(row: OpenSession) -> bool:
    hash_now = row.person.get_session_auth_hash()
    return bool(_store(row.key).get("_auth_user_hash") == hash_now)


@transaction.atomic
def end(rows: Any) -> int:
    """End these sessions at once. Again: nothing. Returns how many there were."""
    keys = [row.key for row in rows]
    for key in keys:
        _store(key).delete()
    return int(OpenSession.objects.filter(key__in=keys).delete()[0])


@transaction.atomic
def forget_ended() -> int:
    """Drop the notes on sessions that are over, and the sessions themselves."""
    engine = import_module(settings.SESSION_ENGINE)
    engine.SessionStore.clear_expired()
    alive = engine.SessionStore.get_model_class().objects.values("session_key")
    return int(OpenSession.objects.exclude(key__in=alive).delete()[0])


def _store(key: str) -> Any:
    return import_module(settings.SESSION_ENGINE).SessionStore(key)
