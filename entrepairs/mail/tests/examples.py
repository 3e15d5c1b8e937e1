"""Rows whose term starts at a given moment, for the tests of retention."""

import uuid

from entrepairs.mail.models import MailState, OutgoingMail
from entrepairs.organisations.models import Network


def a_mail(start):
    return OutgoingMail.objects.create(
        network=Network.objects.get(host=None),
        kind="mail.trial",
        to="anne@exemple.example",
        language="fr",
        subject="Bonjour",
        text="Bonjour",
        message_id=f"<{uuid.uuid4()}@exemple.example>",
        state=MailState.FAILED,
        settled_at=start,
    )


EXAMPLES = {"mail.outbox": a_mail}
