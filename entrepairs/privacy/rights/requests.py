"""Requests about data that a person answers, one month long; one transaction each."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from entrepairs.core.errors import Refused
from entrepairs.core.notices import noted
from entrepairs.organisations.models import Network
from entrepairs.people.memberships import holders
from entrepairs.people.models import today
from entrepairs.people.roles import Right
from entrepairs.privacy import mails
from entrepairs.privacy.models import (
    REMIND_AFTER,
    DataLink,
    DataVisit,
    RefusalReason,
    RequestChannel,
    RequestKind,
    RequestState,
    RightsRequest,
)

KIND = "privacy.requests"
WHOSE = ("person", "email")


@transaction.atomic
def receive(
    *,
    network: Network,
    kind: RequestKind,
    channel: RequestChannel,
    **told: object,  # person, called, email, phone, received_on
) -> RightsRequest:
    """From that day on the clock runs."""
    return RightsRequest.objects.create(
        network=network,
        kind=kind,
        channel=channel,
        notice_version=noted(KIND, network),
        **told,
    )


@transaction.atomic
def correct(request: RightsRequest, **told: object) -> RightsRequest:
    """
    What is noted of an open request. Whose it is must be proven anew when that changes.

    Raises `Refused` when it has ended.
    """
    request = locked(request)
    if not request.is_open:
        raise Refused(_("This request has ended."))
    is_other = any(told.get(who) != getattr(request, who) for who in WHOSE)
    for name, value in told.items():
        setattr(request, name, value)
    if is_other:
        request.state, request.proposed_by = RequestState.RECEIVED, None
        DataLink.objects.filter(request=request).delete()
        DataVisit.objects.filter(request=request).delete()
    request.save()
    return request


@transaction.atomic
def check_identity(request: RightsRequest) -> RightsRequest:
    """It is really them: an answer to the known address or number is proof enough."""
    request = locked(request)
    if request.state == RequestState.RECEIVED:
        request.state = RequestState.CHECKED
        request.save(update_fields=["state"])
    return request


@transaction.atomic
def answer(request: RightsRequest) -> RightsRequest:
    """
    Answered today, in time or late. Twice changes nothing.

    Raises `Refused` where nobody checked yet whose data would be given or erased.
    """
    request = locked(request)
    if request.must_be_checked:
        raise Refused(_("First check that it is really them, and note it here."))
    if request.is_open:
        request.state, request.ended_on = RequestState.ANSWERED, _end_of(request)
        request.save(update_fields=["state", "ended_on"])
    return request


@transaction.atomic
def refuse(request: RightsRequest, *, reason: RefusalReason) -> RightsRequest:
    request = locked(request)
    if request.is_open:
        request.state, request.ended_on = RequestState.REFUSED, _end_of(request)
        request.refusal = reason
        request.save(update_fields=["state", "ended_on", "refusal"])
    return request


@transaction.atomic
def extend(request: RightsRequest) -> RightsRequest:
    """
    Two more months, for a complex request; the person must be told why.

    Raises `Refused` after the first month, or the second time.
    """
    request = locked(request)
    if not request.may_be_extended:
        raise Refused(_("More time can be taken once, within the first month."))
    request.extended_on = today()
    request.save(update_fields=["extended_on"])
    return request


def remind_all() -> int:
    """
    Mail those who answer, 7, 20 and 27 days after a request; returns how many. An old
    letter begins with the last of what is due.
    """
    return sum(
        remind(pk, after=after)
        for after in reversed(REMIND_AFTER)
        for pk in RightsRequest.objects.to_remind(after).values_list("pk", flat=True)
    )


@transaction.atomic
def remind(pk: int, *, after: int) -> bool:
    """Whether it was still to be done. Never says what was asked, nor by whom."""
    due = RightsRequest.objects.to_remind(after).select_for_update(
        of=("self",), no_key=True, skip_locked=True
    )
    request = due.filter(pk=pk).first()
    if request is None:
        return False
    request.reminded_after = after
    request.save(update_fields=["reminded_after"])
    for person in holders(Right.ANSWER_REQUESTS, request.network):
        mails.request_waits(request, person=person)
    return True


def _end_of(request: RightsRequest) -> date:
    """Today; no request ends before it came, whatever the clock says."""
    return max(today(), request.received_on)


def locked(request: RightsRequest) -> RightsRequest:
    """As it is now; nobody else changes it until the transaction ends."""
    rows = RightsRequest.objects.select_for_update(of=("self",), no_key=True)
    return rows.get(pk=request.pk)
