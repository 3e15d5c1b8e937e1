"""What the outbox holds of persons: an address and the words to it, until they went."""

from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from entrepairs.core.personal import (
    Basis,
    End,
    Kind,
    Subject,
    declare,
    erasing,
    exempt,
)
from entrepairs.mail.models import KEEP_STATE, OutgoingMail


def mails_to(subject: Subject) -> "QuerySet[OutgoingMail]":
    """Those that still wait or were refused; what went has no address any more."""
    if not subject.email:
        return OutgoingMail.objects.none()
    return OutgoingMail.objects.filter(to=subject.email)


def over(moment: datetime) -> "QuerySet[OutgoingMail]":
    return OutgoingMail.objects.settled_before(moment - KEEP_STATE)


outbox = declare(
    Kind(
        name="mail.outbox",
        model="mail.OutgoingMail",
        fields=("to", "subject", "text", "message_id"),
        title=_("Mails to you"),
        purpose=_("Send you what you asked for, once, and tell staff whether it went."),
        whose=_("persons and teams to whom the site writes"),
        data=_(
            "address, subject and text until the mail has gone; then its state only"
        ),
        basis=Basis.CONTRACT,
        seen_by=(_("nobody: staff see whether a mail went, never what is in it"),),
        recipients=(_("the mail server that the network uses"),),
        source=_("you, or what you did on the site"),
        since=_("the mail was sent, or tried for the last time"),
        keep=KEEP_STATE,
        end=End.ERASE,
        network="network",
        about=mails_to,
        due=over,
        dispose=erasing(OutgoingMail),
    )
)

exempt(
    "mail.MailText",
    *("text", "written_by"),
    because="words of the network to everybody; the name of who wrote them goes with"
    " the account (SET_NULL)",
)
