"""Speaking with the mail server, and knowing how far the words came."""

import smtplib
from typing import Any

from django.core.mail.backends.smtp import EmailBackend as DjangosBackend


class Noting:
    """Of a line: whether the server was given a text since `begin`."""

    handed_over = False

    def begin(self) -> None:
        self.handed_over = False

    def data(self, msg: Any) -> Any:
        self.handed_over = True
        return super().data(msg)  # type: ignore[misc]


class PlainLine(Noting, smtplib.SMTP):
    """Not encrypted from the start; perhaps later (STARTTLS)."""


class EncryptedLine(Noting, smtplib.SMTP_SSL):
    """Encrypted from the start."""


class EmailBackend(DjangosBackend):
    @property
    def connection_class(self) -> Any:
        return EncryptedLine if self.use_ssl else PlainLine

    def _send(self, email_message: Any) -> Any:
        self.connection.begin()  # type: ignore[union-attr]
        return super()._send(email_message)  # type: ignore[misc]

    @property
    def handed_over(self) -> bool:
        """Whether the server may have taken the last text, whatever it answered."""
        return bool(self.connection and self.connection.handed_over)  # type: ignore[attr-defined]
