"""
What was erased or withdrawn is noted outside of the database, so that a backup that is
put back does not bring it back: before the site answers, it is done once more.

A line holds the day and keyed digests of the account and of the address: no name, no
address. The database notes by its number which line it has done, in the transaction of
the change. The first line tells by which key the digests were made.
"""

import fcntl
import hmac
import json
import os
import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, date, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from entrepairs.people.models import Person, today
from entrepairs.privacy.models import Consent, JournalDone

KEPT = timedelta(days=40)  # backups are kept for 35
ERASURE, WITHDRAWAL = "erasure", "withdrawal"


class WrongKey(ImproperlyConfigured):
    """The journal was written with another key. Tells what to do."""


@dataclass(frozen=True, kw_only=True)
class Line:
    id: str
    what: str
    on: date
    person: str = ""  # digest of the account, or nothing
    address: str = ""  # digest, or nothing
    # Of a withdrawal: what was agreed to, and to whom.
    kind: str = ""
    network: int | None = None
    organisation: int | None = None

    @property
    def about(self) -> tuple[Any, ...]:
        return self.what, self.kind, self.network, self.organisation


def note_erasure(*, person: Person | None, email: str) -> None:
    """
    Add a line, on disk when this returns, and note in the database that it is done.

    Call it inside the transaction of the change: should that fail, the line stays and
    is done at the next start.
    """
    _note(ERASURE, person, email)


def note_withdrawal(consent: Consent) -> None:
    """The same, for an agreement that was taken back."""
    _note(
        WITHDRAWAL,
        consent.person,
        consent.email,
        kind=consent.kind,
        network=consent.network_id,
        organisation=consent.organisation_id,
    )


def _note(what: str, person: Person | None, email: str, **more: Any) -> None:
    line = Line(
        id=secrets.token_hex(16),
        what=what,
        on=today(),
        person=digest_of_account(person) if person is not None else "",
        address=digest_of_address(email) if email else "",
        **more,
    )
    with _alone():
        check_key()
        _append(line)
    done([line])


def done(lines: Iterable[Line]) -> None:
    """This database does not do them again. Twice changes nothing."""
    rows = [JournalDone(line=line.id, on=line.on) for line in lines]
    JournalDone.objects.bulk_create(rows, ignore_conflicts=True)


def undone() -> list[Line]:
    """What this database has not done, oldest first."""
    known = set(JournalDone.objects.values_list("line", flat=True))
    return [line for line in lines() if line.id not in known]


def is_newer() -> bool:
    """The last line is not done: the database is older than the journal."""
    last = next(reversed(list(lines())), None)
    return last is not None and not JournalDone.objects.filter(line=last.id).exists()


def lines() -> Iterator[Line]:
    for told in _told():
        if "id" in told:
            yield Line(**{**told, "on": date.fromisoformat(told["on"])})


def drop_until(day: date) -> None:
    """Lines of that day and before go; nobody ever reads half of the file."""
    with _alone():
        kept = [line for line in lines() if line.on > day]
        draft = place().with_suffix(f".{os.getpid()}")
        descriptor = os.open(draft, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w") as opened:
            head = next(_told(), None) or {"key": fingerprint()}
            written = [json.dumps(head), *map(_written, kept)]
            opened.writelines(f"{one}\n" for one in written)
            opened.flush()
            os.fsync(opened.fileno())
        draft.replace(place())


def place() -> Path:
    file: Path = settings.JOURNAL_FILE
    return file


def fingerprint() -> str:
    return _digest("key")[:16]


def digest_of_address(email: str) -> str:
    return _digest(email)


def digest_of_account(person: Person) -> str:
    """Another for an account that got the same number later."""
    return _digest(f"account {person.pk} {person.joined_at.astimezone(UTC)}")


def check_key() -> None:
    """Raises `WrongKey` when no digest in the journal is of our key."""
    if problem := wrong_key():
        raise WrongKey(problem)


def wrong_key() -> str:
    """What is wrong with the key, and what to do; nothing when it is the right one."""
    first = next(_told(), {})
    if first.get("key", fingerprint()) == fingerprint():
        return ""
    key = settings.DATA / "keys" / "journal"
    return (
        f"{place()} was written with another key than the one in {key}: nobody could "
        f"tell what was erased. Put {key} back from your backup. If it is lost for "
        "good, move the journal away, and erase once more by hand what was erased "
        "since the backup."
    )


def _digest(text: str) -> str:
    key: str = settings.JOURNAL_KEY
    return hmac.new(key.encode(), text.encode(), sha256).hexdigest()


@contextmanager
def _alone() -> Iterator[None]:
    """Nobody else writes meanwhile, of this machine."""
    folder = place().parent
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    lock = place().with_suffix(".lock")
    descriptor = os.open(lock, os.O_CREAT | os.O_RDWR, 0o600)
    with os.fdopen(descriptor) as opened:
        fcntl.flock(opened, fcntl.LOCK_EX)
        yield


def _append(line: Line) -> None:
    descriptor = os.open(place(), os.O_CREAT | os.O_RDWR | os.O_APPEND, 0o600)
    with os.fdopen(descriptor, "rb+") as opened:
        size = opened.seek(0, os.SEEK_END)
        if not size:
            opened.write(json.dumps({"key": fingerprint()}).encode() + b"\n")
        else:
            opened.seek(size - 1)
            if opened.read() != b"\n":  # a machine died while it wrote
                opened.write(b"\n")
        opened.write(_written(line).encode() + b"\n")
        opened.flush()
        os.fsync(opened.fileno())


def _written(line: Line) -> str:
    told = {name: value for name, value in asdict(line).items() if value}
    return json.dumps({**told, "on": line.on.isoformat()})


def _told() -> Iterator[dict[str, Any]]:
    try:
        text = place().read_text()
    except FileNotFoundError:
        return
    for line in text.splitlines():
        try:
            yield json.loads(line)
        except json.JSONDecodeError:  # half a line: its change was never made
            continue
