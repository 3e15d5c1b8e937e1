"""How the mails about a record fared; never their words."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from entrepairs.mail.kinds import kind_named
from entrepairs.mail.models import MailState, OutgoingMail
from entrepairs.ui import typography

MOST = 20


@dataclass(frozen=True)
class Story:
    """One mail: what it was, and each step with its moment, in a sentence."""

    title: str
    state: MailState
    told: str


def states_of(about: str) -> list[Story]:
    """The mails queued with this `about`, newest first. One query."""
    mails = OutgoingMail.objects.unopened().filter(about=about) if about else ()
    return [story_of(mail) for mail in mails[:MOST]]


def story_of(mail: OutgoingMail) -> Story:
    kind = kind_named(mail.kind)
    title = capfirst(str(kind.title)) if kind else _("Mail")
    return Story(title, MailState(mail.state), typography.unbroken(_steps(mail)))


def _steps(mail: OutgoingMail) -> str:
    first = mail.sent_at or mail.settled_at or mail.tried_at or mail.created_at
    steps = [_said(mail, first)]
    if mail.state == MailState.RETURNED and mail.settled_at:
        steps.append(_back(first, mail.settled_at))
    told = _("; ").join(steps)
    if not mail.reason:
        return told
    reason = mail.get_reason_display()
    return _("%(steps)s: %(reason)s") % {"steps": told, "reason": reason}


def _said(mail: OutgoingMail, moment: datetime) -> str:
    told = {"moment": typography.moment(moment)}
    if mail.sent_at:
        return _("sent on %(moment)s") % told
    words = {
        MailState.QUEUED: _("waiting since %(moment)s"),
        MailState.SENDING: _("being sent since %(moment)s"),
        MailState.FAILED: _("refused on %(moment)s"),
    }
    return words.get(MailState(mail.state), _("perhaps sent on %(moment)s")) % told


def _back(first: datetime, then: datetime) -> str:
    """Only the time when it is the same day."""
    one, other = timezone.localtime(first), timezone.localtime(then)
    if one.date() == other.date():
        return _("came back at %(moment)s") % {"moment": typography.clock(other.time())}
    return _("came back on %(moment)s") % {"moment": typography.moment(other)}
