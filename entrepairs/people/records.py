"""Putting right what an organisation knows of a person."""

from collections.abc import Callable

from django.db import transaction
from django.db.models import QuerySet

from entrepairs.organisations.models import Network, Organisation
from entrepairs.people import mails
from entrepairs.people.models import Membership, Person
from entrepairs.people.profile import ask_new_address
from entrepairs.people.rights import Rights


def _here(person: Person, house: Organisation) -> "QuerySet[Membership]":
    return Membership.objects.in_organisations([house.pk]).filter(person=person)


@transaction.atomic
def correct(held: Membership, *, called: str, channel: str) -> Membership:
    """
    The name and the channel in all roles of the person in this organisation; other
    organisations keep what they were told. The person is told of a change.
    """
    changed = (held.called, held.channel) != (called, channel)
    held.called, held.channel = called, channel
    if changed:
        _here(held.person, held.house).update(called=called, channel=channel)
        mails.record_corrected(held)
    return held


def may_add_address(rights: Rights, person: Person) -> bool:
    """
    Whether a first address may be given for the person: it signs in, so only whoever
    could give all that it opens.
    """
    if person.email or person.is_superuser or not person.is_active:
        return False
    rows = Membership.objects.filter(person=person).lasting()
    named = rows.select_related("organisation", "team__organisation")
    return all(rights.may_grant(row.as_role, row.house) for row in named)


@transaction.atomic
def offer_address(
    person: Person, email: str, *, network: Network, address: Callable[[str], str]
) -> None:
    """Mail a button to it. Known to somebody else or not, the answer is the same."""
    ask_new_address(person, email, network=network, address=address)
