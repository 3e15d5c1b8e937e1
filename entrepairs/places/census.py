"""How much of each country the gazetteer knows."""

from dataclasses import dataclass

from django.db.models import Count, Q

from entrepairs.places.models import Place, Postcode


@dataclass(frozen=True)
class Census:
    """`resolved` counts the postcodes that lead to a position."""

    country: str
    places: int
    postcodes: int
    resolved: int


def census() -> list[Census]:
    """One line per country that has a place, by its code; 2 queries."""
    placed = Q(place__latitude__isnull=False)
    codes = (
        Postcode.objects.order_by()
        .values("country")
        .annotate(
            postcodes=Count("code", distinct=True),
            resolved=Count("code", distinct=True, filter=placed),
        )
    )
    known = {row["country"]: (row["postcodes"], row["resolved"]) for row in codes}
    places = Place.objects.order_by("country").values("country")
    return [
        Census(row["country"], row["places"], *known.get(row["country"], (0, 0)))
        for row in places.annotate(places=Count("pk"))
    ]
