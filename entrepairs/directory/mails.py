"""What the directory writes to teams."""

from entrepairs.directory.models import Entry
from entrepairs.directory.models.entry import best_text
from entrepairs.mail import actions as outbox
from entrepairs.mail.models import OutgoingMail


def still_right(entry: Entry, *, address: str, days: int) -> OutgoingMail:
    """Ask a team whether its entry is still right. `address` is the full link."""
    network = entry.team.organisation.network
    text = best_text(entry.texts.all(), language=network.languages[0])
    return outbox.queue(
        "directory/mail/still_right.txt",
        to=entry.email,
        network=network,
        language=text.language if text else network.languages[0],
        context={
            "entry": entry,
            "address": address,
            "days": days,
            "phone": network.phone,
        },
    )
