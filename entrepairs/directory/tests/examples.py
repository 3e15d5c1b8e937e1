"""A row of each kind whose term starts at the moment given."""

from entrepairs.directory.models import VerificationLink
from entrepairs.directory.tests.factories import EntryFactory


def a_link(start):
    return VerificationLink.objects.create(
        entry=EntryFactory(),
        sent_to="team@example.org",
        digest=f"{start.timestamp()}",
        expires_at=start,
    )


EXAMPLES = {"directory.links": a_link}
