"""Taxonomies: stable codes, labels in four languages, and a bit each for counting."""

from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from entrepairs.core.errors import Refused
from entrepairs.core.language import Labelled
from entrepairs.directory.models.edition import Edition

BITS = 63  # of a signed 64-bit whole number, so that no mask is negative


class TermQuerySet(models.QuerySet["Any"]):
    def active(self) -> "TermQuerySet":
        return self.filter(is_active=True)

    @transaction.atomic
    def delete(self) -> tuple[int, dict[str, int]]:
        _free_bits(self)
        deleted = super().delete()
        Edition.mark()
        return deleted

    delete.alters_data = True  # type: ignore[attr-defined]
    delete.queryset_only = True  # type: ignore[attr-defined]


class Term(Labelled):
    """
    One choice of a taxonomy.

    `bit` is its place in the masks of `Listing`: given once, never changed or reused
    while the row lives. A taxonomy holds at most `BITS` choices. What an entry tells
    is not deleted.
    """

    order = models.PositiveSmallIntegerField(_("order"), default=500)
    is_active = models.BooleanField(_("offered"), default=True)
    bit = models.PositiveSmallIntegerField(unique=True, editable=False)

    objects = TermQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["order", "label_fr"]

    def clean(self) -> None:
        if self.bit is None and type(self)._default_manager.count() >= BITS:
            raise ValidationError(
                _("This list is full: it holds %(count)d choices. Edit one of them."),
                params={"count": BITS},
            )

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.bit is None:
            rows = type(self)._default_manager.values_list("bit", flat=True)
            self.bit = min(set(range(BITS)) - set(rows))
        super().save(*args, **kwargs)
        Edition.mark()

    @transaction.atomic
    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        _free_bits([self])
        deleted = super().delete(*args, **kwargs)
        Edition.mark()
        return deleted

    @property
    def mask(self) -> int:
        return 1 << int(self.bit)


class Sector(Term):
    """Where a team works; two levels."""

    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        limit_choices_to={"parent": None},
        verbose_name=_("part of"),
    )

    class Meta(Term.Meta):
        verbose_name = _("sector")
        verbose_name_plural = _("sectors")


class PublicServed(Term):
    class Meta(Term.Meta):
        verbose_name = _("public served")
        verbose_name_plural = _("publics served")


class ActivityGroup(models.TextChoices):
    PEOPLE = "people", _("With people")
    TEAM = "team", _("With the team")
    ORGANISATION = "organisation", _("In the organisation")
    OUTSIDE = "outside", _("Outside")


class PeerActivity(Term):
    """What the peers of a team do."""

    group = models.CharField(_("group"), max_length=12, choices=ActivityGroup)

    class Meta(Term.Meta):
        verbose_name = _("activity of the peers")
        verbose_name_plural = _("activities of the peers")


class EngagementForm(Term):
    """How peers are involved: contracts, volunteering, jobism."""

    is_paid = models.BooleanField(_("paid"), default=True)

    class Meta(Term.Meta):
        verbose_name = _("form of involvement")
        verbose_name_plural = _("forms of involvement")


class LivedExperienceDomain(Term):
    """Domains in which a team calls on lived experience; never tied to a person."""

    class Meta(Term.Meta):
        verbose_name = _("domain of lived experience")
        verbose_name_plural = _("domains of lived experience")


class SpokenLanguage(Term):
    class Meta(Term.Meta):
        verbose_name = _("language spoken")
        verbose_name_plural = _("languages spoken")


class AccessFeature(Term):
    """Wheelchair, lift, quiet room, by video, induction loop, sign language…"""

    class Meta(Term.Meta):
        verbose_name = _("accessibility feature")
        verbose_name_plural = _("accessibility features")


TERMS: dict[str, type[Term]] = {
    "sectors": Sector,
    "publics": PublicServed,
    "activities": PeerActivity,
    "forms": EngagementForm,
    "domains": LivedExperienceDomain,
    "languages": SpokenLanguage,
    "access": AccessFeature,
}
"""By the name of the field on `Entry` and of the mask on `Listing`."""


def _free_bits(terms: Iterable[Term]) -> None:
    """
    Take the bits of these out of all listings: the next term gets them.

    Raises `Refused` if an entry tells one of them.
    """
    entries = apps.get_model("directory", "Entry").objects
    listings = apps.get_model("directory", "Listing").objects
    for term in terms:
        taxonomy = next(name for name, model in TERMS.items() if type(term) is model)
        if entries.filter(**{taxonomy: term}).exists():
            raise Refused(
                _("Entries use it. Untick “offered”: nobody can choose it any more.")
            )
        held = listings.annotate(held=F(taxonomy).bitand(term.mask)).filter(held__gt=0)
        held.update(**{taxonomy: F(taxonomy) - term.mask})
