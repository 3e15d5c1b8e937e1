"""
What was erased is noted outside of the database, so that a backup that is put back
does not bring it back: before the site answers, what it says is done once more.

A line holds the number of the account, a keyed digest of the address and the day: no
name, no address. Keep it with other backups than the database's.
"""

import fcntl
import hmac
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.utils import timezone

from entrepairs.core.personal import Subject, kinds
from entrepairs.core.sealed import SealedEmailField
from entrepairs.people.models import Person
from entrepairs.privacy.models import JournalMark


@dataclass(frozen=True)
class Line:
    number: int
    what: str
    at: datetime
    person: int | None
    address: str  # digest, or nothing


def note(what: str, subject: Subject) -> int:
    """
    Add a line, on disk when this returns, and note in the database that it is done.

    Call it inside the transaction of the change: should that fail, the line stays and
    is done at the next start.
    """
    mark = locked_mark()
    file = place()
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor = os.open(file, os.O_CREAT | os.O_RDWR | os.O_APPEND, 0o600)
    with os.fdopen(descriptor, "r+") as opened:
        fcntl.flock(opened, fcntl.LOCK_EX)
        before = opened.read()
        if before and not before.endswith("\n"):  # a machine died while it wrote
            before += "\n"
            opened.write("\n")
        opened.write(_written(what, subject) + "\n")
        opened.flush()
        os.fsync(opened.fileno())
    number = before.count("\n") + 1
    if mark.line == number - 1:  # else what is waiting is done first, at the next start
        done(mark, number)
    return number


def done(mark: JournalMark, number: int) -> None:
    mark.line = number
    mark.save(update_fields=["line"])


def locked_mark() -> JournalMark:
    """The one mark, held until the transaction ends: lines are done in their order."""
    JournalMark.objects.get_or_create(pk=1)
    marks = JournalMark.objects.select_for_update(of=("self",), no_key=True)
    return marks.get(pk=1)


def waiting() -> list[Line]:
    """What this database has not done, because it is older than the journal."""
    mark = JournalMark.objects.filter(pk=1).first()
    done = mark.line if mark else 0
    return [line for line in _lines() if line.number > done]


def subjects(lines: list[Line]) -> Iterator[Subject]:
    """Whom these lines are about, as far as this database knows them."""
    digests = {line.address for line in lines if line.address}
    known = _addresses(digests) if digests else {}
    for line in lines:
        known_then = Person.objects.filter(joined_at__lte=line.at)
        person = known_then.filter(pk=line.person or 0).first()
        email = known.get(line.address, "")
        if person is not None or email:
            yield Subject(person=person, email=email)


def place() -> Path:
    file: Path = settings.JOURNAL_FILE
    return file


def digest_of_address(email: str) -> str:
    key: str = settings.JOURNAL_KEY
    return hmac.new(key.encode(), email.encode(), sha256).hexdigest()


def _written(what: str, subject: Subject) -> str:
    told = {
        "what": what,
        "at": timezone.now().isoformat(),
        "person": subject.person.pk if subject.person is not None else None,
        "address": digest_of_address(subject.email) if subject.email else "",
    }
    return json.dumps(told)


def _lines() -> Iterator[Line]:
    try:
        text = place().read_text()
    except FileNotFoundError:
        return
    for number, line in enumerate(text.splitlines(), 1):
        try:
            told: dict[str, Any] = json.loads(line)
        except json.JSONDecodeError:  # half a line: its change was never made
            continue
        at = datetime.fromisoformat(told["at"])
        yield Line(number, told["what"], at, told["person"], told["address"])


def _addresses(digests: set[str]) -> dict[str, str]:
    """The addresses in the database that have one of these digests."""
    found = {}
    for email in _all_addresses():
        digest = digest_of_address(email)
        if digest in digests:
            found[digest] = email
    return found


def _all_addresses() -> set[str]:
    """Every sealed address of what the apps declared."""
    seen: set[str] = set()
    for kind in kinds():
        model = apps.get_model(kind.model)
        for name in kind.fields:
            if isinstance(model._meta.get_field(name), SealedEmailField):
                column = model._default_manager.values_list(name, flat=True)
                seen.update(email for email in column.iterator() if email)
    return seen
