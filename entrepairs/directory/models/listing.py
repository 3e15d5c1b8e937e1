"""What visitors may know of a team: pages, map, API and exports read only this."""

from collections.abc import Collection

from django.db import models
from django.db.models import Q

from entrepairs.core.geography import Position
from entrepairs.directory.models.entry import Entry, Life, PaidStatus, PeerBand
from entrepairs.places.models import Place


class Listing(models.Model):
    """
    The public side of one published entry, made by `actions.publish_listing`.

    Holds nothing that is not public: for an address told by municipality the
    position is the municipality's; a hidden one has no position and no place below
    its region. Deleted when the entry stops being public. `x`, `y` are the cell of
    `core.geography.grid`; `ux`, `uy`, `uz` the unit vector that orders by distance.
    Each mask has a bit per `Term.bit`; sectors include the parents of the chosen.
    """

    entry = models.OneToOneField(
        Entry, models.CASCADE, primary_key=True, related_name="listing"
    )
    slug = models.CharField(max_length=120, unique=True)
    name = models.CharField(max_length=200)
    sort_name = models.CharField(max_length=200)  # folded
    organisation_name = models.CharField(max_length=200)
    organisation_slug = models.CharField(max_length=120, db_index=True)
    network_id = models.BigIntegerField()
    life = models.CharField(max_length=7, choices=Life)
    paid = models.CharField(max_length=6, choices=PaidStatus, blank=True)
    peers = models.CharField(max_length=7, choices=PeerBand, blank=True)

    country = models.CharField(max_length=2)
    region = models.ForeignKey(
        Place, models.SET_NULL, null=True, related_name="+", db_index=False
    )
    province = models.ForeignKey(
        Place, models.SET_NULL, null=True, related_name="+", db_index=False
    )
    place = models.ForeignKey(Place, models.SET_NULL, null=True, related_name="+")
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    x = models.IntegerField(null=True)
    y = models.IntegerField(null=True)
    ux = models.FloatField(null=True)
    uy = models.FloatField(null=True)
    uz = models.FloatField(null=True)

    sectors = models.BigIntegerField(default=0)
    publics = models.BigIntegerField(default=0)
    activities = models.BigIntegerField(default=0)
    forms = models.BigIntegerField(default=0)
    domains = models.BigIntegerField(default=0)
    languages = models.BigIntegerField(default=0)
    access = models.BigIntegerField(default=0)
    main_sector = models.CharField(max_length=40, blank=True)  # its code
    is_recruiting = models.BooleanField(default=False)
    welcomes_visits = models.BooleanField(default=False)

    verified_on = models.DateField(null=True)
    published_at = models.DateTimeField(db_index=True)
    updated_at = models.DateTimeField()

    phone: str  # of the entry, where `finder` reads it

    class Meta:
        ordering = ["sort_name", "entry_id"]
        indexes = [
            models.Index(fields=["sort_name", "entry"], name="directory_listing_name"),
            models.Index(
                fields=["x", "y"],
                name="directory_listing_grid",
                condition=Q(x__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def former(cls, ids: Collection[int]) -> set[int]:
        """Those of these teams that no longer work with peers. A query, if any."""
        if not ids:
            return set()
        rows = cls.objects.filter(pk__in=ids, life=Life.FORMER)
        return set(rows.values_list("pk", flat=True))

    @property
    def position(self) -> Position | None:
        if self.latitude is None or self.longitude is None:
            return None
        return Position(self.latitude, self.longitude)
