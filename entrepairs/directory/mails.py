"""What the directory writes to teams."""

from django.utils.translation import gettext_lazy as _

from entrepairs.directory.models import Entry
from entrepairs.directory.models.entry import best_text
from entrepairs.mail import actions as outbox
from entrepairs.mail.kinds import LINK, MailKind, Variable, declare
from entrepairs.mail.models import OutgoingMail

STILL_RIGHT = declare(
    MailKind(
        "directory/mail/still_right.txt",
        title=_("Is your entry still right?"),
        when=_("a year after the last check, and when staff ask"),
        variables=(
            Variable("team", _("name of the team"), "Équipe mobile Sambre"),
            Variable("address", _("link to confirm"), LINK, is_needed=True),
            Variable("days", _("days the link works"), 60),
        ),
    )
)


def language_of(entry: Entry) -> str:
    """The language to write to a team in: that of its text, else of its network."""
    first = str(entry.team.organisation.network.languages[0])
    text = best_text(entry.texts.all(), language=first)
    return text.language if text else first


def still_right(
    entry: Entry, *, language: str, address: str, days: int
) -> OutgoingMail:
    """Ask a team whether its entry is still right. `address` is the full link."""
    return outbox.queue(
        STILL_RIGHT.template,
        to=entry.email,
        network=entry.team.organisation.network,
        language=language,
        context={"team": entry.team.name, "address": address, "days": days},
        about=f"directory.entry:{entry.pk}",
    )
