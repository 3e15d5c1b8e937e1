"""The mails of the demonstration, as files in its folder; nobody gets them."""

from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.utils import parsedate_to_datetime
from pathlib import Path

from django.conf import settings

SHOWN = 50


@dataclass(frozen=True)
class Sent:
    subject: str
    sender: str
    to: str
    at: datetime | None
    text: str
    language: str


def sent() -> list[Sent]:
    """The newest first; nothing where mails really go out."""
    folder = getattr(settings, "EMAIL_FILE_PATH", None)
    if not folder or not Path(folder).is_dir():
        return []
    files = sorted(
        Path(folder).glob("*.eml"), key=lambda f: f.stat().st_mtime_ns, reverse=True
    )
    return [_read(file.read_bytes()) for file in files[:SHOWN]]


def _read(raw: bytes) -> Sent:
    message = message_from_bytes(raw, policy=policy.default)
    body = message.get_body(("plain",))
    return Sent(
        subject=str(message["Subject"] or ""),
        sender=str(message["From"] or ""),
        to=str(message["To"] or ""),
        at=parsedate_to_datetime(message["Date"]) if message["Date"] else None,
        text=body.get_content().strip() if body else "",
        language=str(message["Content-Language"] or ""),
    )
