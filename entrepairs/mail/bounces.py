"""
Mails that came back: delivery status notifications (RFC 3464), read and never answered.

Whatever is no such notification, such as an automatic reply, is left alone: nothing is
ever written to whoever sent it, so no loop can begin.
"""

import email
from dataclasses import dataclass
from email import policy
from email.message import EmailMessage

from django.utils import timezone

from entrepairs.mail.models import MailState, OutgoingMail
from entrepairs.mail.reasons import enhanced_code, reason_of

BIGGEST = 1_000_000  # bytes of a notification that is read


@dataclass(frozen=True)
class Bounce:
    message_id: str  # of the mail that came back
    code: str  # `5.2.2`


def read(raw: bytes) -> Bounce | None:
    """The bounce that `raw` tells of, when it is one and for good."""
    message = email.message_from_bytes(raw[:BIGGEST], policy=policy.default)
    if message.get_content_type() != "multipart/report":
        return None
    report = str(message.get_param("report-type", "")).lower()
    if report != "delivery-status":
        return None
    code, message_id = "", ""
    for part in message.walk():
        kind = part.get_content_type()
        if kind == "message/delivery-status":
            code = code or _code_of(part)
        elif kind in ("message/rfc822", "text/rfc822-headers"):
            message_id = message_id or _message_id_of(part)
    return Bounce(message_id, code) if message_id and code else None


def _code_of(part: EmailMessage) -> str:
    """The finer code of the first recipient to whom it failed for good."""
    for block in part.iter_parts():
        if str(block.get("Action", "")).strip().lower() == "failed":
            return enhanced_code(str(block.get("Status", ""))) or "5.0.0"
    return ""


def _message_id_of(part: EmailMessage) -> str:
    if part.get_content_type() == "message/rfc822":
        inner = next(part.iter_parts(), None)
    else:
        inner = email.message_from_string(part.get_content(), policy=policy.default)
    return str(inner["Message-ID"] or "").strip() if inner is not None else ""


def take(raw: bytes) -> bool:
    """Note on the mail that came back why; whether there was one."""
    bounce = read(raw)
    if bounce is None:
        return False
    sent = OutgoingMail.objects.filter(
        message_id=bounce.message_id, state=MailState.SENT
    )
    return bool(
        sent.update(
            state=MailState.RETURNED,
            settled_at=timezone.now(),
            reason=reason_of(int(bounce.code[0]) * 100, bounce.code),
            code=bounce.code,
        )
    )
