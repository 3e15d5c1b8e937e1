"""A team confirms its entry by a mailed link, without an account."""

from collections.abc import Callable
from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from entrepairs.core.errors import Refused
from entrepairs.core.tokens import digest_of, new_token
from entrepairs.directory import actions, mails
from entrepairs.directory.models import Entry, Source, VerificationLink
from entrepairs.mail.models import OutgoingMail

TERM = timedelta(days=60)


@transaction.atomic
def issue_link(entry: Entry) -> str:
    """
    The token of a new link, told only once. Those given before stop working, and so
    does this one when the entry's address changes or it is no longer public.
    """
    now = timezone.now()
    VerificationLink.objects.filter(Q(entry=entry) | Q(expires_at__lt=now)).delete()
    token = new_token()
    VerificationLink.objects.create(
        entry=entry,
        digest=digest_of(token),
        sent_to=entry.email,
        expires_at=now + TERM,
    )
    return token


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


def entry_of(token: str) -> Entry | None:
    """The entry a link is about, while the link works. Changes nothing."""
    links = VerificationLink.objects.open().select_related("entry__team__organisation")
    link = links.filter(digest=digest_of(token)).first()
    return link.entry if link else None


@transaction.atomic
def confirm(token: str) -> Entry:
    """
    Use the link up: the team says that its entry is right, today.

    Raises `Refused`, in the same words, when the link is forged, used, replaced or
    too old. Of two who press at once, one succeeds.
    """
    digest = digest_of(token)
    links = VerificationLink.objects.select_for_update(of=("self",), no_key=True)
    link = links.filter(digest=digest).first()
    # Ask again in a new statement: the one that waited for the lock saw the past.
    if not link or not VerificationLink.objects.open().filter(pk=link.pk).exists():
        raise Refused(_("This link no longer works."))
    link.used_at = timezone.now()
    link.save(update_fields=["used_at"])
    return actions.verify(link.entry, by=Source.TEAM)
