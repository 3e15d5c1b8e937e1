"""Countries down to localities, the names people give them, and postcodes."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from entrepairs.core.geography import Position
from entrepairs.core.language import translated


class PlaceKind(models.TextChoices):
    COUNTRY = "country", _("country")
    REGION = "region", _("region")
    PROVINCE = "province", _("province")
    COMMUNE = "commune", _("municipality")
    LOCALITY = "locality", _("locality")


class Place(models.Model):
    """
    A named place. `code` never changes: `be`, `be-wal`, `be-hainaut`, `nis:53053`
    for a Belgian commune, `gn:2790869` for what only GeoNames knows.
    """

    code = models.CharField(_("code"), max_length=40, unique=True)
    kind = models.CharField(_("kind"), max_length=8, choices=PlaceKind)
    country = models.CharField(_("country"), max_length=2)  # ISO 3166, upper case
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children"
    )
    region = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+"
    )
    province = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+"
    )
    name_fr = models.CharField(_("name in French"), max_length=120)
    name_nl = models.CharField(_("name in Dutch"), max_length=120, blank=True)
    name_de = models.CharField(_("name in German"), max_length=120, blank=True)
    name_en = models.CharField(_("name in English"), max_length=120, blank=True)
    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    longitude = models.FloatField(_("longitude"), null=True, blank=True)
    population = models.PositiveIntegerField(_("population"), default=0)
    time_zone = models.CharField(_("time zone"), max_length=40, blank=True)

    class Meta:
        verbose_name = _("place")
        verbose_name_plural = _("places")
        ordering = ["name_fr", "pk"]
        constraints = [
            models.CheckConstraint(
                name="places_place_position_whole",
                condition=Q(latitude=None, longitude=None)
                | Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                violation_error_message=_("A position needs latitude and longitude."),
            )
        ]
        indexes = [models.Index(fields=["country", "kind"])]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name in the language of this request."""
        return translated(self, "name")

    @property
    def position(self) -> Position | None:
        if self.latitude is None or self.longitude is None:
            return None
        return Position(self.latitude, self.longitude)


class PlaceName(models.Model):
    """One way of writing a place's name, folded by `core.text.fold`."""

    place = models.ForeignKey(Place, models.CASCADE, related_name="names")
    folded = models.CharField(max_length=120, db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="places_placename_once", fields=["place", "folded"]
            )
        ]

    def __str__(self) -> str:
        return self.folded


class Postcode(models.Model):
    """A postcode and one of the places it serves; a code may serve several."""

    country = models.CharField(max_length=2)
    code = models.CharField(max_length=12, db_index=True)
    place = models.ForeignKey(Place, models.CASCADE, related_name="postcodes")

    class Meta:
        ordering = ["country", "code"]
        constraints = [
            models.UniqueConstraint(
                name="places_postcode_once", fields=["country", "code", "place"]
            )
        ]

    def __str__(self) -> str:
        return self.code
