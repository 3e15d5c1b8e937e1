"""Into the outbox, in the transaction of the change that a mail tells of."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, overload

from entrepairs.core.limits import allow
from entrepairs.core.text import fold_email
from entrepairs.mail.models import OutgoingMail
from entrepairs.mail.writing import Letter, write
from entrepairs.organisations.models import Network

DAY, HOUR = 24 * 60 * 60, 60 * 60


@dataclass(frozen=True, kw_only=True)
class Budget:
    """
    How many mails that nobody signed in asked for go to one address, and how many one
    network address may ask for. All such mails of all kinds count together.
    """

    asked_from: str  # `client_address(request)`
    a_day: int = 5  # to one address
    an_hour: int = 20  # asked for from one network address

    def allows(self, to: str) -> bool:
        """Count one more. Addresses are kept as digests, until the term is over."""
        folded = fold_email(to) or ""
        to_it = allow("mail-to", folded, limit=self.a_day, seconds=DAY)
        asked = allow("mail-from", self.asked_from, limit=self.an_hour, seconds=HOUR)
        return to_it and asked


@overload
def queue(
    template: str,
    *,
    to: str,
    network: Network,
    language: str,
    context: Mapping[str, Any] | None = None,
    about: str = "",
    discreet: bool = False,
    until: datetime | None = None,
) -> OutgoingMail: ...
@overload
def queue(
    template: str,
    *,
    to: str,
    network: Network,
    language: str,
    budget: Budget,
    context: Mapping[str, Any] | None = None,
    about: str = "",
    discreet: bool = False,
    until: datetime | None = None,
) -> OutgoingMail | None: ...
def queue(
    template: str,
    *,
    to: str,
    network: Network,
    language: str,
    budget: Budget | None = None,
    context: Mapping[str, Any] | None = None,
    about: str = "",
    discreet: bool = False,
    until: datetime | None = None,
) -> OutgoingMail | None:
    """
    Put a mail into the outbox; it goes once the caller's transaction has committed.

    `template` holds the blocks `subject` and `text`, and is declared in `mails.py`
    with its variables. `about` names a record (`directory.entry:12`) whose page tells
    the mail's state. `discreet`: nothing in an inbox tells what it is about. After
    `until` it is dropped. None when the budget is spent: say nothing of it.
    """
    letter = write(
        template,
        language=language,
        network=network,
        context=context or {},
        discreet=discreet,
    )
    if budget is not None and not budget.allows(to):
        return None
    return store(
        letter,
        to=to,
        network=network,
        language=language,
        kind=kind_name(template),
        about=about,
        discreet=discreet,
        until=until,
    )


def store(letter: Letter, *, network: Network, **fields: Any) -> OutgoingMail:
    sender = network.sender_email
    if fields.get("discreet"):
        sender = network.neutral_email or sender
    domain = sender.rpartition("@")[2]
    return OutgoingMail.objects.create(
        network=network,
        subject=letter.subject,
        text=letter.text,
        message_id=f"<{uuid.uuid4()}@{domain}>",
        **fields,
    )


def kind_name(template: str) -> str:
    """`directory/mail/still_right.txt` is `directory.still_right`."""
    return template.removesuffix(".txt").replace("/mail/", ".")
