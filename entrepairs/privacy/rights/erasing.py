"""Erasing somebody from all we hold, with a receipt and a line in the journal."""

import logging
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from entrepairs.core.personal import Kind, Subject, kinds
from entrepairs.organisations.models import Network
from entrepairs.people.models import today
from entrepairs.privacy.models import (
    RequestChannel,
    RequestKind,
    RequestState,
    RightsRequest,
)
from entrepairs.privacy.rights import journal

logger = logging.getLogger(__name__)

ERASURE = "erasure"
LAST = "people.account"  # the others are found by it


@dataclass(frozen=True)
class Planned:
    """What erasing would do to one kind of data."""

    kind: Kind
    keys: list[Any]

    @property
    def count(self) -> int:
        return len(self.keys)

    @property
    def stays(self) -> bool:
        """A law keeps it until its term."""
        return bool(self.kind.spared)


def plan(subject: Subject) -> list[Planned]:
    """What there is, and what of it stays. Changes nothing."""
    found = []
    for kind in sorted(kinds(), key=lambda kind: (kind.name == LAST, kind.name)):
        keys = list(kind.about(subject).values_list("pk", flat=True))
        if keys:
            found.append(Planned(kind, keys))
    return found


@transaction.atomic
def erase(
    subject: Subject, *, network: Network, channel: RequestChannel = RequestChannel.SITE
) -> RightsRequest:
    """
    Erase all but what a law keeps. The receipt that is returned tells nobody's name.

    Twice: there is nothing left, and there are two receipts.
    """
    _erase_rows(subject)
    journal.note(ERASURE, subject)
    day = today()
    return RightsRequest.objects.create(
        network=network,
        kind=RequestKind.ERASURE,
        channel=channel,
        state=RequestState.ANSWERED,
        received_on=day,
        ended_on=day,
    )


def _erase_rows(subject: Subject) -> int:
    ended = 0
    for planned in plan(subject):
        if not planned.stays:
            ended += planned.kind.dispose(planned.keys)
    return ended


@transaction.atomic
def replay() -> int:
    """
    Do what the journal says and this database has not: it comes from a backup.

    Returns how many lines that were. Twice: none.
    """
    mark = journal.locked_mark()
    lines = journal.waiting()
    for subject in list(journal.subjects(lines)):
        _erase_rows(subject)
    if lines:
        journal.done(mark, lines[-1].number)
        logger.warning("%s erasures of the journal were done once more", len(lines))
    return len(lines)
