"""What a person changes about themselves, one transaction each."""

from collections.abc import Callable
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from entrepairs.core.errors import Refused
from entrepairs.core.limits import allow
from entrepairs.core.links import issue, use
from entrepairs.core.notices import noted
from entrepairs.core.text import fold_email
from entrepairs.organisations.models import Network
from entrepairs.people import mails
from entrepairs.people.access import speak_to
from entrepairs.people.models import AddressLink, Person, SignInLink

TERM = timedelta(hours=24)
ASKS, ASKS_IN = 5, 24 * 3600  # changes of address one person may ask for, in seconds


@transaction.atomic
def describe(
    person: Person, *, called: str, language: str, channel: str, discreet_mails: bool
) -> Person:
    """How to call and to reach the person. The back office follows the language."""
    person.called, person.language, person.channel = called, language, channel
    person.discreet_mails = discreet_mails
    person.save(update_fields=["called", "language", "channel", "discreet_mails"])
    person.memberships.update(channel="")  # what the person says comes first
    speak_to(person)
    return person


@transaction.atomic
def ask_new_address(
    person: Person, new_email: str, *, network: Network, address: Callable[[str], str]
) -> None:
    """
    Mail a button to the new address; until it is pressed nothing changes.

    Known to somebody else or not, the answer is the same and takes as long: the mail
    is written all the same, then taken back.
    """
    wanted = fold_email(new_email) or ""
    if wanted == person.email:
        raise Refused(_("This is your address already."))
    if not allow("new-address", str(person.pk), limit=ASKS, seconds=ASKS_IN):
        raise Refused(_("You asked for this several times today. Try again tomorrow."))
    earlier = AddressLink.objects.filter(person=person)
    version = noted("people.new_addresses", network)
    link = AddressLink(person=person, new_email=wanted, notice_version=version)
    token = issue(link, term=TERM, replaces=earlier)
    with transaction.atomic():
        mails.address_to_confirm(
            person,
            new_email=wanted,
            network=network,
            address=address(token),
            hours=TERM // timedelta(hours=1),
        )
        if Person.objects.filter(email=wanted).exists():
            transaction.set_rollback(True)


@transaction.atomic
def change_address(token: str, *, network: Network) -> Person:
    """
    Make the link's address the person's; tell the old one. Links that sign in and
    went to the old one are dead.

    Raises `Refused` when the link is dead, or somebody has the address since.
    """
    link = use(AddressLink, token)
    person, old = link.person, link.person.email
    if Person.objects.filter(email=link.new_email).exclude(pk=person.pk).exists():
        raise Refused(_("This link no longer works."))
    person.email = link.new_email
    try:
        with transaction.atomic():
            person.save(update_fields=["email"])
    except IntegrityError:
        raise Refused(_("This link no longer works.")) from None
    link.delete()  # it holds an address
    SignInLink.objects.filter(person=person).delete()
    if old:
        mails.address_changed(person, old_email=old, network=network)
    return person
