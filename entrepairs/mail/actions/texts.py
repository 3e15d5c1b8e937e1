"""Texts of mails, as editors change them. Every version is kept."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from entrepairs.mail.actions.queueing import store
from entrepairs.mail.kinds import MailKind
from entrepairs.mail.models import MailText, OutgoingMail
from entrepairs.mail.texts import check_words
from entrepairs.mail.writing import Letter, quiet
from entrepairs.organisations.models import Network


@transaction.atomic
def change_text(
    kind: MailKind, *, network: Network, language: str, subject: str, text: str, by: Any
) -> MailText:
    """
    The words of `kind` in one language from now on; mails in the outbox stay.

    Raises `Refused`, with the names, when a variable is unknown or a needed one misses.
    """
    check_words(kind, subject, text)
    return MailText.objects.create(
        network=network,
        kind=kind.name,
        language=language,
        subject=subject.strip(),
        text=text.replace("\r\n", "\n").strip(),
        written_by=by,
    )


@transaction.atomic
def back_to_the_house(
    kind: MailKind, *, network: Network, language: str, by: Any
) -> MailText | None:
    """The text that comes with the program counts again; nothing when it did."""
    newest = MailText.objects.of(network, kind.name).filter(language=language).first()
    if newest is None or not newest.text:
        return None
    return MailText.objects.create(
        network=network, kind=kind.name, language=language, written_by=by
    )


def send_trial(
    letter: Letter, *, to: str, network: Network, language: str, discreet: bool = False
) -> OutgoingMail:
    """The letter to whoever writes it, marked as a trial; as discreet as they wish."""
    if discreet:
        with override(language):
            letter = quiet(letter)
    subject = _("[Trial] %(subject)s") % {"subject": letter.subject}
    return store(
        Letter(subject[:200], letter.text),
        to=to,
        network=network,
        language=language,
        kind="mail.trial",
        discreet=discreet,
    )
