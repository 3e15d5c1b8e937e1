"""Out of the outbox: never blindly repeated, never one that stops the others."""

import logging
import smtplib
from contextlib import suppress
from datetime import timedelta
from email.utils import formataddr
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.message import utf8_charset_qp
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from entrepairs.core.sealing import SealBroken
from entrepairs.core.text import for_the_wire
from entrepairs.mail.models import GIVE_UP_AFTER, MailState, OutgoingMail
from entrepairs.mail.reasons import Reason, enhanced_code, reason_of
from entrepairs.mail.writing import Letter, html_of, one_line
from entrepairs.organisations.models import Network

logger = logging.getLogger(__name__)
FIRST_WAIT = timedelta(minutes=2)
LONGEST_WAIT = timedelta(hours=2)
MINUTE = timedelta(minutes=1)
FOR_GOOD = 500  # codes from here on
EMPTY: dict[str, Any] = {"to": "", "subject": "", "text": ""}


class Away(Exception):
    """Our mail server does not answer: all mails wait."""


class Line:
    """The line to our mail server, opened when needed and after each break."""

    def __init__(self) -> None:
        self.connection: Any = None

    def open(self) -> Any:
        if self.connection is None:
            connection = get_connection()
            try:
                connection.open()
            except (OSError, smtplib.SMTPException) as problem:
                raise Away(type(problem).__name__) from problem
            self.connection = connection
        return self.connection

    def close(self) -> None:
        connection, self.connection = self.connection, None
        if connection is not None:
            with suppress(OSError, smtplib.SMTPException):
                connection.close()

    @property
    def handed_over(self) -> bool:
        return getattr(self.connection, "handed_over", True)


def send_due(*, most: int = 500) -> int:
    """Send what waits; returns how many went. Several workers may run at once."""
    mark_lost()
    drop_late()
    sent, line = 0, Line()
    try:
        for pk in list(OutgoingMail.objects.due().values_list("pk", flat=True)[:most]):
            line.open()  # before a mail is touched
            if not _may_send():
                break
            try:
                mail = _claim(pk)
            except SealBroken:
                _unreadable(pk)
                continue
            if mail is not None:
                sent += _deliver(mail, line)
    except Away as problem:
        logger.warning("the mail server is away (%s): mails wait", problem)
    finally:
        line.close()
    return sent


def mark_lost() -> int:
    """Show to a person what a dying worker left half sent; it is not sent again."""
    return OutgoingMail.objects.lost().update(
        state=MailState.UNCERTAIN,
        reason=Reason.INTERRUPTED,
        settled_at=timezone.now(),
    )


def drop_late() -> int:
    """A code that came after its term would only puzzle."""
    return OutgoingMail.objects.too_late().update(
        state=MailState.FAILED,
        reason=Reason.LATE,
        settled_at=timezone.now(),
        **EMPTY,
    )


@transaction.atomic
def send_again(mail: OutgoingMail) -> OutgoingMail:
    """A person decides that an uncertain or refused mail goes once more."""
    mails = OutgoingMail.objects.select_for_update(of=("self",), no_key=True)
    mail = mails.unopened().get(pk=mail.pk)
    judged = OutgoingMail.objects.unsettled().filter(pk=mail.pk)
    if judged.exists():
        mail.state, mail.due_at = MailState.QUEUED, timezone.now()
        mail.settled_at, mail.reason, mail.code = None, "", ""
        mail.save(update_fields=["state", "due_at", "settled_at", "reason", "code"])
    return mail


def _may_send() -> bool:
    """Whether the provider's limit lets one more go in this minute."""
    limit: int = settings.MAILS_A_MINUTE
    if not limit:
        return True
    now = timezone.now()  # what seems to come was tried before the clock went back
    tried = OutgoingMail.objects.filter(tried_at__range=(now - MINUTE, now))
    return bool(tried.count() < limit)


@transaction.atomic
def _claim(pk: int) -> OutgoingMail | None:
    """Take one mail for this worker. Committed before SMTP is spoken to."""
    if settings.MAILS_A_MINUTE:
        # One worker at a time passes here, so that the count below is exact.
        gate = Network.objects.select_for_update(of=("self",), no_key=True)
        gate.order_by("pk").first()
        if not _may_send():
            return None
    mails = OutgoingMail.objects.due().select_for_update(
        of=("self",), no_key=True, skip_locked=True
    )
    mail = mails.filter(pk=pk).first()
    if mail is None:
        return None
    mail.state, mail.tried_at = MailState.SENDING, timezone.now()
    mail.tries += 1
    mail.save(update_fields=["state", "tried_at", "tries"])
    return mail


def _unreadable(pk: int) -> None:
    """Its key is missing, or it was changed. A person may try again with the key."""
    waiting = OutgoingMail.objects.filter(pk=pk, state=MailState.QUEUED)
    waiting.update(
        state=MailState.FAILED,
        reason=Reason.SEALED,
        settled_at=timezone.now(),
    )
    logger.error("mail %s: cannot be opened", pk)


def _deliver(mail: OutgoingMail, line: Line) -> bool:
    """Whether the mail went. One that cannot go never stops the others."""
    try:
        return _hand_over(mail, line)
    except Exception as problem:  # noqa: BLE001
        logger.error("mail %s: %s", mail.pk, type(problem).__name__)
        if line.handed_over:
            _settle(mail, MailState.UNCERTAIN, Reason.BROKEN)
        else:
            _settle(mail, MailState.FAILED, Reason.IMPOSSIBLE)
        line.close()
        return False


def _hand_over(mail: OutgoingMail, line: Line) -> bool:
    try:
        _message(mail, line.connection).send()
    except smtplib.SMTPRecipientsRefused as problem:
        _answered(mail, *max(problem.recipients.values(), default=(FOR_GOOD, b"")))
    except smtplib.SMTPSenderRefused as problem:
        _wait(mail, Reason.BARRED, str(problem.smtp_code))
    except smtplib.SMTPDataError as problem:
        _answered(mail, problem.smtp_code, problem.smtp_error)
    except (OSError, smtplib.SMTPException):
        # The server may have taken it before the line broke.
        if line.handed_over:
            _settle(mail, MailState.UNCERTAIN, Reason.BROKEN)
        else:
            _wait(mail, Reason.AWAY)
    except (ValueError, UnicodeError):
        _settle(mail, MailState.FAILED, Reason.IMPOSSIBLE)
        return False  # it never left: the line is good
    else:
        _gone(mail)
        return True
    line.close()
    return False


def _message(mail: OutgoingMail, connection: Any) -> EmailMultiAlternatives:
    message = EmailMultiAlternatives(
        subject=mail.subject,
        body=mail.text,
        from_email=_sender(mail),
        to=[for_the_wire(mail.to)],
        connection=connection,
        headers={
            "Message-ID": mail.message_id,
            "Auto-Submitted": "auto-generated",
            "X-Auto-Response-Suppress": "All",
            "Content-Language": mail.language,
        },
    )
    # Short lines of plain ASCII: no server on the way has a reason to rewrite them.
    message.encoding = utf8_charset_qp
    letter = Letter(mail.subject, mail.text)
    message.attach_alternative(html_of(letter, language=mail.language), "text/html")
    return message


def _sender(mail: OutgoingMail) -> str:
    network = mail.network
    name, address = network.sender_name, network.sender_email
    if mail.discreet:
        with override(mail.language):
            name = network.neutral_name or _("Your messages")
        address = network.neutral_email or address
    return formataddr((one_line(name), address))


def _answered(mail: OutgoingMail, code: int, words: str | bytes) -> None:
    """The server said no: for good, or for now. Its words may hold the address."""
    enhanced = enhanced_code(words)
    reason, told = reason_of(code, enhanced), f"{code} {enhanced}".strip()
    if code >= FOR_GOOD:
        _settle(mail, MailState.FAILED, reason, told)
    else:
        _wait(mail, reason, told)


def _wait(mail: OutgoingMail, reason: Reason, code: str = "") -> None:
    """Try later, each time after a longer wait; give up after `GIVE_UP_AFTER`."""
    now = timezone.now()
    if now - mail.created_at > GIVE_UP_AFTER:
        _settle(mail, MailState.FAILED, reason, code)
        return
    mail.state, mail.due_at = MailState.QUEUED, now + _pause(mail.tries)
    mail.reason, mail.code = reason, code
    mail.save(update_fields=["state", "due_at", "reason", "code"])


def _pause(tries: int) -> timedelta:
    doublings = min(tries - 1, 10)
    return min(FIRST_WAIT * (1 << doublings), LONGEST_WAIT)


def _settle(
    mail: OutgoingMail, state: MailState, reason: Reason, code: str = ""
) -> None:
    mail.state, mail.reason, mail.code = state, reason, code
    mail.settled_at = timezone.now()
    mail.save(update_fields=["state", "reason", "code", "settled_at"])
    logger.warning("mail %s: %s (%s %s)", mail.pk, state, reason, code)


def _gone(mail: OutgoingMail) -> None:
    OutgoingMail.objects.filter(pk=mail.pk).update(
        state=MailState.SENT,
        sent_at=timezone.now(),
        reason="",
        code="",
        **EMPTY,
    )
