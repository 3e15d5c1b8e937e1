"""Links that let somebody in, once."""

from django.db import models
from django.utils import timezone

from entrepairs.people.models.person import Person


class SignInLinkQuerySet(models.QuerySet["SignInLink"]):
    def open(self) -> "SignInLinkQuerySet":
        """Not used, not expired, of somebody who may sign in."""
        now = timezone.now()
        return self.filter(used_at=None, expires_at__gt=now, person__is_active=True)


class SignInLink(models.Model):
    """A link that signs its person in once. Only its digest is kept."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    objects = SignInLinkQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.person} ({self.expires_at:%Y-%m-%d})"
