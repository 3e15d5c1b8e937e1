"""After a backup was put back: what was erased or withdrawn since is so once more."""

import logging

from django.db import transaction
from django.utils import timezone

from entrepairs.mail.actions import hold_all
from entrepairs.people import agreements
from entrepairs.privacy.models import ConsentChannel
from entrepairs.privacy.models.consent import ROLES
from entrepairs.privacy.rights import erasing, journal
from entrepairs.privacy.rights.journal import ERASURE, Line
from entrepairs.privacy.rights.recognising import Known

logger = logging.getLogger(__name__)


@transaction.atomic
def replay() -> int:
    """
    Do what the journal says and this database has not: it comes from a backup.

    Its mails that wait may have gone since; a person judges. Returns how many lines
    there were. Twice: none. Raises `WrongKey`.
    """
    journal.check_key()
    lines = journal.undone()
    if not lines:
        return 0
    if journal.is_newer():
        hold_all()
    due = _not_repeated(lines)
    known = Known(due)
    erasures = [line for line in due if line.what == ERASURE]
    subjects = [(line, one) for line in erasures for one in known.subjects(line)]
    _withdraw([line for line in due if line.what != ERASURE], known)
    for line, subject in subjects:
        erasing.erase_rows(subject, until=line.on)
    journal.done(lines)
    logger.warning("%s lines of the journal were done once more", len(lines))
    return len(lines)


def _not_repeated(lines: list[Line]) -> list[Line]:
    """Without those whose change failed and was made, and noted, later on."""
    waiting, later, due = {line.id for line in lines}, set(), []
    for line in reversed(list(journal.lines())):
        marks = {(line.about, mark) for mark in (line.person, line.address) if mark}
        if line.id not in waiting:
            later |= marks
        elif not marks & later:
            due.append(line)
    return due[::-1]


def _withdraw(lines: list[Line], known: Known) -> None:
    now = timezone.now()
    for line in lines:
        given = known.consents(line).filter(given_at__lte=now)
        for consent in given.filter(kind=ROLES):
            if consent.person and consent.organisation:
                agreements.end_without(consent.person, consent.organisation)
        given.update(withdrawn_at=now, withdrawn_by=ConsentChannel.SITE)
