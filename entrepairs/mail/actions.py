"""The outbox: queued with the change, sent by a sweep, never blindly repeated."""

import logging
import smtplib
import uuid
from datetime import datetime, timedelta
from email.utils import formataddr
from typing import Any

from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import transaction
from django.db.models.functions import Coalesce
from django.utils import timezone

from entrepairs.mail.models import (
    GIVE_UP_AFTER,
    KEEP_STATE,
    MailState,
    OutgoingMail,
)
from entrepairs.mail.writing import Letter, html_of, one_line, write
from entrepairs.organisations.models import Network

logger = logging.getLogger(__name__)
FIRST_WAIT = timedelta(minutes=2)
LONGEST_WAIT = timedelta(hours=2)
REFUSED_FOR_GOOD = 500


def queue(
    template: str,
    *,
    to: str,
    network: Network,
    language: str,
    context: dict[str, Any] | None = None,
) -> OutgoingMail:
    """
    Put a mail into the outbox; it goes once the caller's transaction has committed.

    `template` holds the blocks `subject` and `text`. Nothing is sent for what is
    rolled back.
    """
    letter = write(template, language=language, network=network, context=context or {})
    domain = network.sender_email.rpartition("@")[2]
    return OutgoingMail.objects.create(
        network=network,
        kind=template.removesuffix(".txt").replace("/mail/", "."),
        to=to,
        language=language,
        subject=letter.subject,
        text=letter.text,
        message_id=f"<{uuid.uuid4()}@{domain}>",
    )


def send_due(*, most: int = 500) -> int:
    """Send what waits; returns how many went. Several workers may run at once."""
    mark_lost()
    sent = 0
    for pk in list(OutgoingMail.objects.due().values_list("pk", flat=True)[:most]):
        mail = _claim(pk)
        if mail is not None:
            sent += _deliver(mail)
    return sent


def mark_lost() -> int:
    """Show to a person what a dying worker left half sent; it is not sent again."""
    return OutgoingMail.objects.lost().update(
        state=MailState.UNCERTAIN, reason="interrupted"
    )


@transaction.atomic
def send_again(mail: OutgoingMail) -> OutgoingMail:
    """A person decides that an uncertain or refused mail goes once more."""
    mails = OutgoingMail.objects.select_for_update(of=("self",), no_key=True)
    mail = mails.get(pk=mail.pk)
    if mail.state in (MailState.UNCERTAIN, MailState.FAILED) and mail.text:
        mail.state, mail.due_at, mail.reason = MailState.QUEUED, timezone.now(), ""
        mail.save(update_fields=["state", "due_at", "reason"])
    return mail


def forget_old() -> int:
    """Erase what was sent, or tried for the last time, `KEEP_STATE` ago."""
    before = timezone.now() - KEEP_STATE
    settled = OutgoingMail.objects.exclude(
        state__in=(MailState.QUEUED, MailState.SENDING)
    ).alias(settled_at=Coalesce("sent_at", "tried_at", "created_at"))
    return settled.filter(settled_at__lt=before).delete()[0]


@transaction.atomic
def _claim(pk: int) -> OutgoingMail | None:
    """Take one mail for this worker. Committed before SMTP is spoken to."""
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


def _deliver(mail: OutgoingMail) -> bool:
    """Whether the mail went. One that cannot go never stops the others."""
    connection = get_connection()
    try:
        connection.open()
    except (OSError, smtplib.SMTPException) as problem:
        _wait(mail, problem)
        return False
    try:
        _message(mail, connection).send()
    except smtplib.SMTPRecipientsRefused as problem:
        codes = [code for code, _ in problem.recipients.values()]
        _refused(mail, problem, max(codes, default=REFUSED_FOR_GOOD))
    except (smtplib.SMTPSenderRefused, smtplib.SMTPDataError) as problem:
        _refused(mail, problem, problem.smtp_code)
    except (OSError, smtplib.SMTPException) as problem:
        # The server may have taken it before the line broke.
        _settle(mail, MailState.UNCERTAIN, problem)
    except (ValueError, UnicodeError) as problem:
        _settle(mail, MailState.FAILED, problem)
    else:
        _gone(mail)
        return True
    finally:
        connection.close()
    return False


def _message(mail: OutgoingMail, connection: Any) -> EmailMultiAlternatives:
    network = mail.network
    sender = formataddr((one_line(network.sender_name), network.sender_email))
    message = EmailMultiAlternatives(
        subject=mail.subject,
        body=mail.text,
        from_email=sender,
        to=[mail.to],
        connection=connection,
        headers={
            "Message-ID": mail.message_id,
            "Auto-Submitted": "auto-generated",
            "X-Auto-Response-Suppress": "All",
            "Content-Language": mail.language,
        },
    )
    letter = Letter(mail.subject, mail.text)
    message.attach_alternative(html_of(letter, language=mail.language), "text/html")
    return message


def _refused(mail: OutgoingMail, problem: Exception, code: int) -> None:
    if code >= REFUSED_FOR_GOOD:
        _settle(mail, MailState.FAILED, problem, str(code))
    else:
        _wait(mail, problem, str(code))


def _wait(mail: OutgoingMail, problem: Exception, detail: str = "") -> None:
    """Try later, each time after a longer wait; give up after `GIVE_UP_AFTER`."""
    now = timezone.now()
    if now - mail.created_at > GIVE_UP_AFTER:
        _settle(mail, MailState.FAILED, problem, detail)
        return
    mail.state, mail.due_at = MailState.QUEUED, now + _pause(mail.tries)
    mail.reason = _told(problem, detail)
    mail.save(update_fields=["state", "due_at", "reason"])


def _pause(tries: int) -> timedelta:
    doublings = min(tries - 1, 10)
    return min(FIRST_WAIT * (1 << doublings), LONGEST_WAIT)


def _settle(
    mail: OutgoingMail, state: MailState, problem: Exception, detail: str = ""
) -> None:
    mail.state, mail.reason = state, _told(problem, detail)
    mail.save(update_fields=["state", "reason"])
    logger.warning("mail %s: %s (%s)", mail.pk, state, mail.reason)


def _told(problem: Exception, detail: str) -> str:
    """The kind of trouble; never the server's words, which may hold the address."""
    return f"{type(problem).__name__} {detail}".strip()[:80]


def _gone(mail: OutgoingMail) -> None:
    sent_at: datetime = timezone.now()
    OutgoingMail.objects.filter(pk=mail.pk).update(
        state=MailState.SENT,
        sent_at=sent_at,
        to="",
        subject="",
        text="",
        reason="",
    )
