"""Who agreed to what, in which words, and when they changed their mind."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from entrepairs.core.language import Language
from entrepairs.core.notices import Noticed
from entrepairs.core.sealed import SealedEmailField
from entrepairs.organisations.models import Network, Organisation
from entrepairs.people.models import Person

ROLES = "people.roles"  # the kind


class ConsentChannel(models.TextChoices):
    SITE = "site", _("on the site")
    MAIL = "mail", _("by e-mail")
    PHONE = "phone", _("by telephone")
    POST = "post", _("by post")
    TALK = "talk", _("orally")
    PAPER = "paper", _("in writing")


class ConsentQuerySet(models.QuerySet["Consent"]):
    def visible_to(self, user: Any) -> "ConsentQuerySet":
        """One's own."""
        return self.filter(person=user) if user.is_authenticated else self.none()

    def standing(self) -> "ConsentQuerySet":
        """Given and not taken back."""
        return self.filter(withdrawn_at=None)

    def of(self, *, person: Person | None, email: str) -> "ConsentQuerySet":
        """Those of a person or of an address."""
        found = Q(pk__in=[])
        if person is not None:
            found |= Q(person=person)
        if email:
            found |= Q(email=email)
        return self.filter(found)


class Consent(Noticed):
    """A yes, with the sentence that was read; kept as proof after it is withdrawn."""

    kind = models.CharField(max_length=80)  # what it allows, as declared
    network = models.ForeignKey(Network, models.PROTECT, related_name="+")
    # Where it is said to one organisation only, as for a role there.
    organisation = models.ForeignKey(
        Organisation, models.CASCADE, null=True, blank=True, related_name="+"
    )
    person = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    email = SealedEmailField(_("e-mail"), blank=True, default="")
    sentence = models.TextField()
    language = models.CharField(max_length=2, choices=Language)
    given_at = models.DateTimeField()
    given_by = models.CharField(max_length=5, choices=ConsentChannel)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.CharField(max_length=5, choices=ConsentChannel, blank=True)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        ordering = ["-given_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="privacy_consent_withdrawn_after_given",
                condition=Q(withdrawn_at=None) | Q(withdrawn_at__gte=F("given_at")),
            ),
            models.CheckConstraint(
                name="privacy_consent_withdrawn_somehow",
                condition=Q(withdrawn_at=None, withdrawn_by="")
                | Q(withdrawn_at__isnull=False) & ~Q(withdrawn_by=""),
            ),
            models.UniqueConstraint(
                name="privacy_consent_one_standing_per_person",
                fields=["kind", "network", "person"],
                condition=Q(withdrawn_at=None, person__isnull=False, organisation=None),
            ),
            models.UniqueConstraint(
                name="privacy_consent_one_standing_per_address",
                fields=["kind", "network", "email"],
                condition=Q(withdrawn_at=None, organisation=None) & ~Q(email=""),
            ),
            models.UniqueConstraint(
                name="privacy_consent_one_standing_per_house",
                fields=["kind", "organisation", "person"],
                condition=Q(
                    withdrawn_at=None, person__isnull=False, organisation__isnull=False
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} #{self.pk}"
