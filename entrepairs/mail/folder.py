"""Without a mail server: each mail a file that mail programs can open."""

import os
import time
from collections.abc import Callable, Sequence
from email.parser import BytesHeaderParser
from email.policy import default
from email.utils import getaddresses
from pathlib import Path
from secrets import token_hex

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from entrepairs.core.text import fold_email


class EmailBackend(BaseEmailBackend):
    """Writes `EMAIL_FILE_PATH/<moment>-<random>.eml`, in the order of sending."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        folder = Path(settings.EMAIL_FILE_PATH)  # type: ignore[misc]
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        for message in email_messages:
            write(folder, message)
        return len(email_messages)


def write(folder: Path, message: EmailMessage) -> Path:
    """At once: nobody ever reads half of it."""
    moment = time.strftime("%Y%m%d-%H%M%S", time.gmtime())
    file = folder / f"{moment}-{time.time_ns() % 10**9:09}-{token_hex(2)}.eml"
    draft = file.with_suffix(".part")
    descriptor = os.open(draft, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as opened:
        opened.write(message.message().as_bytes().replace(b"\n", b"\r\n"))
    return draft.replace(file)


def forget(email: str) -> int:
    """Delete the files of mails to the address; how many."""
    wanted = fold_email(email)
    return _delete(lambda file: wanted in _recipients(file)) if wanted else 0


def forget_older(moment: float) -> int:
    """Delete the files written before `moment`, in seconds since 1970; how many."""
    return _delete(lambda file: file.stat().st_mtime < moment)


def _delete(is_over: Callable[[Path], bool]) -> int:
    path = getattr(settings, "EMAIL_FILE_PATH", None)
    files = [file for file in Path(path).glob("*.eml") if is_over(file)] if path else []
    for file in files:
        file.unlink(missing_ok=True)
    return len(files)


def _recipients(file: Path) -> set[str | None]:
    with file.open("rb") as opened:
        told = BytesHeaderParser(policy=default).parse(opened)
    lines = [
        str(line) for name in ("To", "Cc", "Bcc") for line in told.get_all(name, [])
    ]
    return {fold_email(address) for _name, address in getaddresses(lines)}
