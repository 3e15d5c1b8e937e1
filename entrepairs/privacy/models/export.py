"""Files with personal data that somebody took along: for a reason, for a day."""

from datetime import timedelta
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from entrepairs.core.sealed import SealedTextField
from entrepairs.organisations.models import Organisation
from entrepairs.people.models import Person
from entrepairs.people.models.membership import houses_of
from entrepairs.people.roles import Right, Role

LASTS = timedelta(hours=24)
LOGGED = timedelta(days=365)


def tomorrow() -> Any:
    return timezone.now() + LASTS


class ExportFormat(models.TextChoices):
    ODS = "ods", _("workbook (ODS)")
    CSV = "csv", _("table (CSV)")


class ExportQuerySet(models.QuerySet["Export"]):
    def visible_to(self, user: Any) -> "ExportQuerySet":
        """The log: for who may take lists along, and for who reads the access log."""
        if not user.is_authenticated:
            return self.none()
        mine = houses_of(user, Right.EXPORT_PEOPLE)
        read = houses_of(user, Right.READ_ACCESS_LOG)
        places = models.Q(organisation__in=mine) | models.Q(organisation__in=read)
        return self.filter(places)

    def open(self) -> "ExportQuerySet":
        """Whose file can still be fetched."""
        return self.filter(expires_at__gt=timezone.now()).exclude(content="")

    def over(self) -> "ExportQuerySet":
        """Whose file is still there, and should not be."""
        return self.filter(expires_at__lte=timezone.now()).exclude(content="")


class Export(models.Model):
    """The line of the log stays a year; the file, sealed, a day."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    role = models.CharField(max_length=14, choices=Role, blank=True)
    reason = models.CharField(_("what for"), max_length=300)
    format = models.CharField(_("format"), max_length=3, choices=ExportFormat)
    has_addresses = models.BooleanField(default=False)
    persons = models.PositiveIntegerField()
    made_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField(default=tomorrow)
    # In base64; emptied once it is over.
    content = SealedTextField(_("the file itself"), blank=True)

    objects = ExportQuerySet.as_manager()

    class Meta:
        verbose_name = _("file with personal data")
        verbose_name_plural = _("files with personal data")
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"#{self.pk}"

    @property
    def is_open(self) -> bool:
        return bool(self.content) and self.expires_at > timezone.now()
