"""What the home page tells of the directory: how many teams, and what is new."""

from typing import Any

from django.db.models import Count

from entrepairs.directory.models import Life, Listing

NEWEST = 3


def of_home() -> dict[str, Any]:
    """Two queries: how many teams, and the newest teams that are at work."""
    current = Listing.objects.exclude(life=Life.FORMER)
    counts = current.aggregate(teams=Count("pk"))
    newest = current.select_related("place").order_by("-published_at", "-pk")[:NEWEST]
    return {"counts": counts, "newest": newest}
