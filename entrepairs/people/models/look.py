"""Who looked at whose data, in what function, on which day."""

from datetime import timedelta
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from entrepairs.organisations.models import Organisation
from entrepairs.people.models.membership import houses_of
from entrepairs.people.models.person import Person
from entrepairs.people.roles import Right, Role

KEPT = timedelta(days=365)


class What(models.TextChoices):
    """What of a person was seen."""

    RECORD = "record", _("opened your record")
    LIST = "list", _("saw you in a list")
    EXPORT = "export", _("took you along in a file")
    REQUEST = "request", _("answered a request about your data")
    BREACH = "breach", _("worked out whom a data breach touches")
    LOG = "log", _("read this log")


class LookQuerySet(models.QuerySet["Look"]):
    def visible_to(self, user: Any) -> "LookQuerySet":
        """What is about oneself; and what staff of one's organisation looked at."""
        if not user.is_authenticated:
            return self.none()
        houses = houses_of(user, Right.READ_ACCESS_LOG)
        return self.filter(models.Q(person=user) | models.Q(organisation__in=houses))


class Look(models.Model):
    """
    The first look of a day, of one viewer at one person, in one function.

    The viewer's name is not kept here: it goes with the viewer, the function stays.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="looks")
    viewer = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    organisation = models.ForeignKey(
        Organisation, models.CASCADE, null=True, related_name="+"
    )
    role = models.CharField(max_length=14, choices=Role, blank=True)
    what = models.CharField(max_length=7, choices=What)
    day = models.DateField()
    at = models.DateTimeField(default=timezone.now)

    objects = LookQuerySet.as_manager()

    class Meta:
        verbose_name = _("look at personal data")
        verbose_name_plural = _("looks at personal data")
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                name="people_look_once_a_day",
                fields=["person", "viewer", "organisation", "what", "day"],
                condition=models.Q(organisation__isnull=False),
            ),
            models.UniqueConstraint(
                name="people_look_once_a_day_without_house",
                fields=["person", "viewer", "what", "day"],
                condition=models.Q(organisation=None),
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "-at"], name="people_look_house")
        ]

    def __str__(self) -> str:
        return f"{self.what} #{self.pk}"

    @property
    def function(self) -> str:
        return str(self.get_role_display()) or str(_("technical administrator"))


class UnnamedStaff(models.Model):
    """Somebody whose name the log does not tell, because it would endanger them."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    since_on = models.DateField(default=timezone.localdate)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="people_unnamedstaff_once", fields=["person", "organisation"]
            )
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"
