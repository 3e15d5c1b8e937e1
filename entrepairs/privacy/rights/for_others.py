"""
Erasing somebody who asked by letter or by telephone: never on the word of one of the
staff alone. Whoever has an address confirms by a link; else two of the staff agree.
"""

from collections.abc import Callable
from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from entrepairs.core.errors import Refused
from entrepairs.core.language import current
from entrepairs.core.links import issue
from entrepairs.core.personal import Subject
from entrepairs.organisations.models import Network
from entrepairs.people.models import Membership, Person
from entrepairs.privacy import mails
from entrepairs.privacy.models import (
    DataLink,
    RequestChannel,
    RequestState,
    RightsRequest,
)
from entrepairs.privacy.rights import erasing, gathering, requests

LINK_TERM = timedelta(days=7)


def subject_of(made: RightsRequest) -> Subject:
    return gathering.subject_of(person=made.person, email=made.email)


def confirming_address(made: RightsRequest) -> str:
    """
    Where the link goes; none when nobody but staff can tell. That which staff noted
    for an account without an address proves nothing.
    """
    if made.person is not None:
        return str(made.person.email or "")
    return str(made.email)


def check(made: RightsRequest) -> None:
    """Raises `Refused` when staff of this network may not have it erased."""
    is_proven = made.state == RequestState.CHECKED
    if not is_proven or not (made.person_id or made.email):
        raise Refused(
            _("First note whose data it is, or an address, and that it is really them.")
        )
    person = subject_of(made).person
    if person is None:
        return
    if person.is_superuser:
        raise Refused(
            _("This person keeps the site running: that must be taken back first.")
        )
    if roles_elsewhere(person, made.network):
        raise Refused(
            _(
                "This person also has a role in another network. They can have their "
                "data erased themselves, on the page “See or erase my data”."
            )
        )
    others = Person.objects.filter(email=made.email).exclude(pk=person.pk)
    if made.email and others.exists():
        raise Refused(_("The address of the request is that of another account."))


def roles_elsewhere(person: Person, network: Network) -> bool:
    here = Q(organisation__network=network) | Q(team__organisation__network=network)
    held = Membership.objects.filter(person=person).lasting()
    return held.exclude(pk__in=Membership.objects.filter(here).values("pk")).exists()


@transaction.atomic
def ask_to_confirm(made: RightsRequest, *, address: Callable[[str], str]) -> None:
    """
    Mail a link to the person, who erases by it. The one sent before stops working.

    Raises `Refused` when there is no address, or when it may not be.
    """
    made = requests.locked(made)
    check(made)
    email = confirming_address(made)
    if not email:
        raise Refused(_("There is no address to write to."))
    person = subject_of(made).person
    language = person.language if person else current()
    link = DataLink(email=email, network=made.network, language=language, request=made)
    earlier = DataLink.objects.filter(request=made)
    token = issue(link, term=LINK_TERM, replaces=earlier)
    mails.confirm_erasure(
        to=email,
        network=made.network,
        language=language,
        address=address(token),
        days=LINK_TERM.days,
    )


@transaction.atomic
def agree(made: RightsRequest, *, person: Person) -> RightsRequest | None:
    """
    The first one proposes, another one agrees: then it is erased, and the receipt is
    returned. Raises `Refused` when the same one comes twice, or when it may not be.
    """
    made = requests.locked(made)
    check(made)
    if confirming_address(made):
        raise Refused(_("This person has an address: they confirm it themselves."))
    if made.proposed_by is None:
        made.proposed_by = person
        made.save(update_fields=["proposed_by"])
        return None
    if made.proposed_by == person:
        raise Refused(_("Somebody else who answers requests must agree."))
    made.agreed_by = person
    made.save(update_fields=["agreed_by"])
    return erase(made, subject_of(made))


@transaction.atomic
def erase(made: RightsRequest, subject: Subject) -> RightsRequest:
    """The request is answered and the person erased, both or none. The receipt."""
    requests.answer(made)
    channel = RequestChannel(made.channel)
    return erasing.erase(subject, network=made.network, channel=channel)
