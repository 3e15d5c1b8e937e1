"""A team confirms its entry by a mailed link, without an account."""

from collections.abc import Callable
from datetime import timedelta

from django.db import transaction
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


@transaction.atomic
def confirm(token: str) -> Entry:
    """
    Use the link up: the team says that its entry is right, today. `Refused` when the
    link no longer works.
    """
    link = links.use(VerificationLink, token)
    return actions.verify(link.entry, by=Source.TEAM)
