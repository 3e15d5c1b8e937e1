"""Links by which a team says, without an account, that its entry is still right."""

from django.db import models
from django.db.models import F
from django.utils import timezone

from entrepairs.directory.models.entry import PUBLIC_STATES, Entry


class VerificationLinkQuerySet(models.QuerySet["VerificationLink"]):
    def open(self) -> "VerificationLinkQuerySet":
        """Neither used nor expired; the entry public, and its address the same."""
        return self.filter(
            used_at=None,
            expires_at__gt=timezone.now(),
            sent_to=F("entry__email"),
            entry__state__in=PUBLIC_STATES,
        )


class VerificationLink(models.Model):
    """One entry, one use, a term. Only the token's digest is kept; no person in it."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    sent_to = models.EmailField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    objects = VerificationLinkQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.entry_id} ({self.expires_at:%Y-%m-%d})"
