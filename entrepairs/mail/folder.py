"""Without a mail server: each mail a file that mail programs can open."""

import os
import time
from collections.abc import Sequence
from pathlib import Path
from secrets import token_hex

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend


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
