"""By an address or an account: from the question to half an hour with the answer."""

from collections.abc import Callable
from datetime import timedelta

from django.db import transaction

from entrepairs.core.links import issue, use
from entrepairs.core.notices import noted
from entrepairs.core.text import fold_email
from entrepairs.mail.actions import Budget
from entrepairs.organisations.models import Network
from entrepairs.people.models import Person
from entrepairs.privacy import mails
from entrepairs.privacy.models import DataLink, DataVisit, RightsRequest
from entrepairs.privacy.rights import erasing, for_others, gathering

LINK_TERM = timedelta(hours=24)
VISIT_TERM = timedelta(minutes=30)


@transaction.atomic
def ask(
    email: str,
    *,
    network: Network,
    language: str,
    address: Callable[[str], str],
    asked_from: str,
) -> None:
    """
    Mail a link to whoever has the address, known to us or not: one work, one answer.

    Those sent before stop working. When the budget is spent, the same is done and taken
    back: no mail goes, and no link dies.
    """
    folded = fold_email(email) or ""
    may_go = Budget(asked_from=asked_from).allows(folded)
    earlier = DataLink.objects.filter(email=folded, request=None)
    with transaction.atomic():
        version = noted("privacy.links", network)
        link = DataLink(
            email=folded, network=network, language=language, notice_version=version
        )
        token = issue(link, term=LINK_TERM, replaces=earlier)
        mails.your_data(
            to=folded,
            network=network,
            language=language,
            address=address(token),
            hours=LINK_TERM // timedelta(hours=1),
        )
        if not may_go:
            transaction.set_rollback(True)


@transaction.atomic
def open_link(token: str) -> str:
    """The token of a visit. Raises `Refused` when the link is dead."""
    link = use(DataLink, token)
    visit = DataVisit(network=link.network, email=link.email, request=link.request)
    link.delete()  # it holds an address
    return issue(visit, term=VISIT_TERM)


@transaction.atomic
def visit_of(person: Person, *, network: Network) -> str:
    """The token of a visit for somebody who has signed in."""
    return issue(DataVisit(network=network, person=person), term=VISIT_TERM)


@transaction.atomic
def erase(token: str) -> RightsRequest:
    """
    Whoever has the visit is erased, and the request answered that asked to confirm it.

    Returns the receipt. Raises `Refused` when the visit is over.
    """
    visit = use(DataVisit, token)
    subject = gathering.subject_of(person=visit.person, email=visit.email)
    if visit.request is None:
        return erasing.erase(subject, network=visit.network)
    return for_others.erase(visit.request, subject)


@transaction.atomic
def close(visit: DataVisit) -> None:
    """Before its half hour is over. Twice changes nothing."""
    DataVisit.objects.filter(pk=visit.pk).delete()
