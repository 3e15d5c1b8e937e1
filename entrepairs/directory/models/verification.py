"""Links by which a team says, without an account, that its entry is still right."""

from typing import Self

from django.db import models
from django.db.models import F

from entrepairs.core.links import SecretLink, SecretLinkQuerySet
from entrepairs.directory.models.entry import PUBLIC_STATES, Entry


class VerificationLinkQuerySet(SecretLinkQuerySet["VerificationLink"]):
    def open(self) -> Self:
        """Also dead once the entry is not public or its address is another."""
        links = super().open()
        return links.filter(sent_to=F("entry__email"), entry__state__in=PUBLIC_STATES)


class VerificationLink(SecretLink):
    """About one entry; no person in it."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="+")
    sent_to = models.EmailField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = VerificationLinkQuerySet.as_manager()
