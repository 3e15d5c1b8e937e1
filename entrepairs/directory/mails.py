"""What the directory writes to teams."""

from entrepairs.directory.models import Entry
from entrepairs.directory.models.entry import best_text
from entrepairs.mail import actions as outbox
from entrepairs.mail.models import OutgoingMail


def language_of(entry: Entry) -> str:
    """The language to write to a team in: that of its text, else of its network."""
    first = str(entry.team.organisation.network.languages[0])
    text = best_text(entry.texts.all(), language=first)
    return text.language if text else first


def still_right(
    entry: Entry, *, language: str, address: str, days: int
) -> OutgoingMail:
    """Ask a team whether its entry is still right. `address` is the full link."""
    network = entry.team.organisation.network
    return outbox.queue(
        "directory/mail/still_right.txt",
        to=entry.email,
        network=network,
        language=language,
        context={
            "entry": entry,
            "address": address,
            "days": days,
            "phone": network.phone,
        },
    )
