"""What each notice said, from when until when."""

from django.db import models

from entrepairs.core.language import Language
from entrepairs.organisations.models import Network


class NoticeTextQuerySet(models.QuerySet["NoticeText"]):
    def shown(self) -> "NoticeTextQuerySet":
        """Those of today."""
        return self.filter(replaced_at=None)


class NoticeText(models.Model):
    """
    A notice above a form, in one language, as it was shown. Records name its version,
    so it is kept as long as the site.
    """

    kind = models.CharField(max_length=80)
    network = models.ForeignKey(Network, models.CASCADE, related_name="+")
    version = models.CharField(max_length=12)
    language = models.CharField(max_length=2, choices=Language)
    text = models.TextField()
    shown_at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True)

    objects = NoticeTextQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "-pk"]
        constraints = [
            models.UniqueConstraint(
                name="privacy_noticetext_once",
                fields=["kind", "network", "version", "language"],
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.version} {self.language}"
