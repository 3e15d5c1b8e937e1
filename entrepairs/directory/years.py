"""How many teams worked with peers, year after year, former ones included."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Case, Count, F, IntegerField, Q, Value, When
from django.db.models.functions import Coalesce, ExtractYear
from django.utils import timezone

from entrepairs.directory.models import Entry, Life

FIRST_YEAR = 2000  # what began earlier is counted from here


@dataclass(frozen=True)
class Year:
    year: int
    teams: int
    began: int
    ended: int


def teams_by_year() -> list[Year]:
    """
    Teams that worked with peers in each year, the latest first.

    Counts every entry that was ever published: from the year it tells (else the year
    it was published) to the year it became former. One query.
    """
    this_year = timezone.localdate().year
    ended = Coalesce(ExtractYear("life_on"), ExtractYear("updated_at"))
    spans = (
        Entry.objects.exclude(published_at=None)
        .annotate(
            first=Coalesce(F("since_year"), ExtractYear("published_at")),
            last=Case(
                When(Q(life=Life.FORMER), then=ended),
                default=Value(None),
                output_field=IntegerField(null=True),
            ),
        )
        .order_by()
        .values_list("first", "last")
        .annotate(teams=Count("pk"))
    )
    began: Counter[int] = Counter()
    ended_in: Counter[int] = Counter()
    for first, last, teams in spans:
        start = min(max(first, FIRST_YEAR), this_year)
        began[start] += teams
        if last is not None:
            ended_in[max(last, start)] += teams
    return _years(began, ended_in, this_year)


def _years(began: Counter[int], ended: Counter[int], this_year: int) -> list[Year]:
    rows: list[Year] = []
    running = 0
    for year in range(min(began, default=this_year), this_year + 1):
        running += began[year]
        rows.append(Year(year, running, began[year], ended[year]))
        running -= ended[year]
    return rows[::-1]
