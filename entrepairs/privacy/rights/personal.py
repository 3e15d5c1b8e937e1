"""What we hold of those who ask about their data."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Max, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from entrepairs.core.personal import Basis, End, Kind, Subject, declare, erasing, exempt
from entrepairs.core.traces import by
from entrepairs.privacy.models import (
    DataLink,
    DataVisit,
    JournalDone,
    RightsRequest,
)
from entrepairs.privacy.rights import journal

PROOF = timedelta(days=3 * 365)
A_DAY = timedelta(days=1)
THOSE_WHO_ASK = _("persons who ask about their data")
NOBODY = (_("nobody"),)


def of_address(rows: "QuerySet[Any]", subject: Subject) -> "QuerySet[Any]":
    return rows.filter(email=subject.email) if subject.email else rows.none()


def visits_of(subject: Subject) -> "QuerySet[DataVisit]":
    found = Q(pk__in=of_address(DataVisit.objects.all(), subject))
    if subject.person is not None:
        found |= Q(person=subject.person)
    return DataVisit.objects.filter(found)


def with_contact() -> "QuerySet[RightsRequest]":
    """Requests of which we still know who asked."""
    return RightsRequest.objects.exclude(email="", called="", phone="", person=None)


def ended_long_ago(moment: datetime) -> "QuerySet[RightsRequest]":
    return with_contact().filter(ended_on__lt=(moment - PROOF).date())


def blank(pks: Iterable[Any]) -> int:
    """The request stays, with its dates; who asked goes."""
    rows = with_contact().filter(pk__in=list(pks))
    return rows.update(email="", called="", phone="", person=None)


def requests_of(subject: Subject) -> "QuerySet[RightsRequest]":
    found = Q(pk__in=of_address(RightsRequest.objects.all(), subject))
    if subject.person is not None:
        found |= Q(person=subject.person.pk)
    return RightsRequest.objects.filter(found)


def lines_over(moment: datetime) -> "QuerySet[JournalDone]":
    return JournalDone.objects.filter(on__lt=(moment - journal.KEPT).date())


def drop_lines(pks: Iterable[Any]) -> int:
    """In the journal as in the table, those of the same days that nobody did too."""
    rows = JournalDone.objects.filter(pk__in=list(pks))
    last = rows.aggregate(last=Max("on"))["last"]
    if last is not None:
        journal.drop_until(last)
    return rows.delete()[0]


requests = declare(
    Kind(
        name="privacy.requests",
        model="privacy.RightsRequest",
        fields=(
            *("kind", "channel", "state", "receipt"),
            *("person", "called", "email", "phone", "proposed_by", "agreed_by"),
            *("received_on", "extended_on", "ended_on", "refusal", "notice_version"),
        ),
        title=_("Requests about data"),
        purpose=_("Answer you, and be able to show that we did."),
        whose=THOSE_WHO_ASK,
        data=_("what is asked, when, how to reach you, what became of it"),
        basis=Basis.OBLIGATION,
        seen_by=(_("the data-protection contact of the organisation"),),
        source=_("you yourself"),
        since=_("the answer"),
        keep=PROOF,
        end=End.BLANK,
        network="network",
        about=requests_of,
        traces=(
            by("privacy.RightsRequest", "proposed_by", dated="received_on"),
            by("privacy.RightsRequest", "agreed_by", dated="received_on"),
        ),
        due=ended_long_ago,
        dispose=blank,
    )
)
done = declare(
    Kind(
        name="privacy.journal",
        model="privacy.JournalDone",
        fields=("line", "on"),
        title=_("Journal of erasures"),
        purpose=_("Erase once more what a backup that is put back would bring back."),
        whose=_("persons who had their data erased or took back an agreement"),
        data=_("the day, a scrambled mark of the address and of the account, no name"),
        basis=Basis.OBLIGATION,
        seen_by=NOBODY,
        source=_("you yourself"),
        since=_("the erasure"),
        keep=journal.KEPT,
        end=End.ERASE,
        about=lambda subject: JournalDone.objects.none(),
        due=lines_over,
        dispose=drop_lines,
        spared=_("Without it, a backup that is put back would bring your data back."),
    )
)
links = declare(
    Kind(
        name="privacy.links",
        model="privacy.DataLink",
        fields=(
            *("email", "language", "digest", "expires_at", "used_at"),
            "notice_version",
        ),
        title=_("Links to one's own data"),
        purpose=_("Show what we hold only to whoever reads the mails of an address."),
        whose=THOSE_WHO_ASK,
        data=_("e-mail address, a digest of the link"),
        basis=Basis.OBLIGATION,
        seen_by=NOBODY,
        source=_("you yourself"),
        since=_("the end of the link"),
        keep=A_DAY,
        end=End.ERASE,
        network="network",
        about=lambda subject: of_address(DataLink.objects.all(), subject),
        due=lambda moment: DataLink.objects.filter(expires_at__lt=moment - A_DAY),
        dispose=erasing(DataLink),
    )
)
visits = declare(
    Kind(
        name="privacy.visits",
        model="privacy.DataVisit",
        fields=("person", "email", "digest", "expires_at", "used_at"),
        title=_("Half an hour before one's own data"),
        purpose=_("Let you read, take along or erase without an account."),
        whose=THOSE_WHO_ASK,
        data=_("e-mail address or account, a digest of the page's address"),
        basis=Basis.OBLIGATION,
        seen_by=NOBODY,
        source=_("you yourself"),
        since=_("the end of the half hour"),
        keep=A_DAY,
        end=End.ERASE,
        network="network",
        about=visits_of,
        due=lambda moment: DataVisit.objects.filter(expires_at__lt=moment - A_DAY),
        dispose=erasing(DataVisit),
    )
)
exempt(
    "privacy.RightsRequest",
    "places",
    because="names of tables, keys and fields that somebody must look at; no words",
)
