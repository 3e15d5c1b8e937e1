"""Why a mail did not go, in plain words; from a server only its numbers are kept."""

import re

from django.db import models
from django.utils.translation import gettext_lazy as _

ENHANCED = re.compile(r"(?<![\w.])[245]\.\d{1,3}\.\d{1,3}(?!\w|\.\d)", re.ASCII)


class Reason(models.TextChoices):
    FULL = "full", _("mailbox full")
    UNKNOWN = "unknown", _("address unknown")
    CLOSED = "closed", _("mailbox closed")
    DOMAIN = "domain", _("no such mail server")
    TOO_BIG = "too_big", _("too big for the mailbox")
    POLICY = "policy", _("the other server takes it for unwanted")
    REFUSED = "refused", _("refused without a reason")
    BUSY = "busy", _("the other server is busy")
    AWAY = "away", _("our mail server does not answer")
    BARRED = "barred", _("our mail server takes nothing from us")
    BROKEN = "broken", _("the line broke after the text was handed over")
    INTERRUPTED = "interrupted", _("interrupted while it was being sent")
    IMPOSSIBLE = "impossible", _("nothing can be sent to this address")
    SEALED = "sealed", _("our key for it is missing, or it was changed")
    RESTORED = "restored", _("it waited in a backup that was put back")
    LATE = "late", _("it would have come too late")


OF_ENHANCED = {  # RFC 3463: class and detail
    "1.2": Reason.DOMAIN,
    "2.1": Reason.CLOSED,
    "2.2": Reason.FULL,
    "2.3": Reason.TOO_BIG,
    "3.4": Reason.TOO_BIG,
    "4.4": Reason.DOMAIN,
}
OF_CLASS = {"1": Reason.UNKNOWN, "4": Reason.BUSY, "7": Reason.POLICY}
OF_CODE = {  # RFC 5321
    550: Reason.UNKNOWN,
    551: Reason.UNKNOWN,
    552: Reason.FULL,
    553: Reason.UNKNOWN,
    554: Reason.POLICY,
}


def enhanced_code(text: str | bytes) -> str:
    """`5.2.2` of a server's answer, or nothing."""
    words = text.decode("ascii", "replace") if isinstance(text, bytes) else text
    found = ENHANCED.search(words)
    return found[0] if found else ""


def reason_of(code: int, enhanced: str = "") -> Reason:
    """What three digits, and perhaps the finer ones, say."""
    kind, _point, detail = enhanced.partition(".")
    found = OF_ENHANCED.get(detail) or OF_CLASS.get(detail.partition(".")[0])
    if found is None:
        found = OF_CODE.get(code)
    if code < 500 and kind != "5":
        return found if found == Reason.FULL else Reason.BUSY
    return found or Reason.REFUSED
