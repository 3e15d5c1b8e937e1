"""A team confirms its entry by a mailed link, without an account."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from entrepairs.core import links
from entrepairs.core.errors import Refused
from entrepairs.directory import actions, mails
from entrepairs.directory.models import Entry, Source, VerificationLink
from entrepairs.mail.models import OutgoingMail

TERM = timedelta(days=60)


def issue_link(entry: Entry) -> str:
    """
    The token of a new link, told only once. Those given before stop working, and so
    does this one when the entry's address changes or it is no longer public.
    """
    link = VerificationLink(entry=entry, sent_to=entry.email)
    earlier = VerificationLink.objects.filter(entry=entry)
    return links.issue(link, term=TERM, replaces=earlier)


@transaction.atomic
def ask(entry: Entry, *, address: Callable[[str], str]) -> OutgoingMail:
    """
    Mail the team a link to confirm its entry, in the language of its text; `address`
    makes the full link of a token.

    Raises `Refused` when the entry has no e-mail.
    """
    if not entry.email:
        raise Refused(_("This entry has no e-mail: call the team, or write to it."))
    language = mails.language_of(entry)
    with override(language):
        link = address(issue_link(entry))
    return mails.still_right(entry, language=language, address=link, days=TERM.days)


def address_of(entry: Entry, token: str) -> str:
    """The full link, at the host of the team's network: never at one that was asked."""
    site = urlsplit(settings.WAGTAILADMIN_BASE_URL)
    if host := entry.team.organisation.network.host:
        port = f":{site.port}" if site.port else ""
        site = site._replace(netloc=f"{host}{port}")
    path = reverse("directory:verify", args=[token])
    return f"{site.scheme}://{site.netloc}{path}"


@transaction.atomic
def ask_if_stale(entry_id: int) -> bool:
    """
    Mark one entry that nobody checked for a year, and ask its team by mail if it has an
    address and no link that still works. Tells whether it was due.
    """
    if not actions.ask_to_verify(entry_id):
        return False
    entry = Entry.objects.get(pk=entry_id)
    is_asked = VerificationLink.objects.open().filter(entry=entry).exists()
    if entry.email and not is_asked:
        ask(entry, address=partial(address_of, entry))
    return True


@transaction.atomic
def confirm(token: str) -> Entry:
    """
    Use the link up: the team says that its entry is right, today. `Refused` when the
    link no longer works.
    """
    link = links.use(VerificationLink, token)
    return actions.verify(link.entry, by=Source.TEAM)
