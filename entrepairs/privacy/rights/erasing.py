"""Erasing somebody from all we hold, with a receipt and a line in the journal."""

from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from entrepairs.core.personal import Kind, Subject, kinds
from entrepairs.core.statistics import empty_log
from entrepairs.core.traces import Trace
from entrepairs.mail import folder
from entrepairs.organisations.models import Network
from entrepairs.people.models import today
from entrepairs.privacy.exports import close_files_with
from entrepairs.privacy.models import (
    RequestChannel,
    RequestKind,
    RequestState,
    RightsRequest,
)
from entrepairs.privacy.rights import journal
from entrepairs.privacy.rights.looking import places_naming
from entrepairs.privacy.rights.recognising import not_newer

LAST = "people.account"  # the others are found by it
BATCH = 5_000  # keys in one question to the database


@dataclass(frozen=True)
class Planned:
    """What erasing would do to one kind of data."""

    kind: Kind
    count: int
    trace: Trace | None = None  # rows of others, which stay without it

    @property
    def stays(self) -> bool:
        """A law keeps it until its term."""
        return self.trace is None and bool(self.kind.spared)


def plan(subject: Subject) -> list[Planned]:
    """What there is, and what of it stays. Changes nothing."""
    found = []
    for kind in _in_order():
        found.append(Planned(kind, kind.about(subject).count()))
        for trace in kind.traces:
            rows = trace.rows(subject)
            count = rows.count() if isinstance(rows, QuerySet) else len(rows)
            found.append(Planned(kind, count, trace))
    return [planned for planned in found if planned.count]


@transaction.atomic
def erase(
    subject: Subject, *, network: Network, channel: RequestChannel = RequestChannel.SITE
) -> RightsRequest:
    """
    Erase all but what a law keeps. The receipt that is returned tells nobody's name; it
    stays open while the address stands in published texts, which a person must mend.

    Twice: there is nothing left, and there are two receipts.
    """
    erase_rows(subject)
    journal.note_erasure(person=subject.person, email=subject.email)
    day, places = today(), places_naming(subject)
    return RightsRequest.objects.create(
        network=network,
        kind=RequestKind.ERASURE,
        channel=channel,
        state=RequestState.RECEIVED if places else RequestState.ANSWERED,
        received_on=day,
        ended_on=None if places else day,
        places=places,
    )


def erase_rows(subject: Subject, *, until: date | None = None) -> None:
    """
    All keys are read first: what goes last is what the others are found by. What was
    written after the day `until` stays.
    """
    close_files_with(subject)
    own = [
        (kind, list(_about(kind, subject, until).values_list("pk", flat=True)))
        for kind in _in_order()
        if not kind.spared
    ]
    for kind in _in_order():
        for trace in kind.traces:
            trace.clear(subject)
    transaction.on_commit(partial(folder.forget, subject.email))
    transaction.on_commit(empty_log)
    for kind, keys in own:
        for start in range(0, len(keys), BATCH):
            kind.dispose(keys[start : start + BATCH])


def _about(kind: Kind, subject: Subject, until: date | None) -> "QuerySet[Any]":
    rows = kind.about(subject)
    return rows if until is None else not_newer(rows, until)


def _in_order() -> list[Kind]:
    return sorted(kinds(), key=lambda kind: (kind.name == LAST, kind.name))
