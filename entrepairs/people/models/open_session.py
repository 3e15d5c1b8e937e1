"""Where a person is signed in, as far as the person needs to recognise it."""

from django.db import models
from django.utils import timezone

from entrepairs.people.models.person import Person


class OpenSessionQuerySet(models.QuerySet["OpenSession"]):
    def visible_to(self, user: Person) -> "OpenSessionQuerySet":
        """One's own, and nobody else's, whatever one's role."""
        return self.filter(person=user.pk)


class OpenSession(models.Model):
    """One browser of one person. Days, not hours; no network address at all."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    key = models.CharField(max_length=40, unique=True)
    device = models.CharField(max_length=60, blank=True)  # `Firefox, Windows`
    opened_on = models.DateField(default=timezone.localdate)
    seen_on = models.DateField(default=timezone.localdate)

    objects = OpenSessionQuerySet.as_manager()

    class Meta:
        ordering = ["-seen_on", "-pk"]

    def __str__(self) -> str:
        return self.device or f"#{self.pk}"
