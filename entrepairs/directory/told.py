"""All that is public of a team, gathered for its page, the API and the exports."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils import timezone

from entrepairs.core.language import in_order
from entrepairs.directory.models import AddressPrecision, Entry, EntryText, Listing
from entrepairs.directory.models.entry import freshness
from entrepairs.directory.tally import Spot
from entrepairs.places.models import Place


@dataclass(frozen=True)
class Told:
    """A listing with what lists leave out. `entry` is held back on purpose."""

    listing: Listing
    _entry: Entry
    texts: dict[str, EntryText]  # by language
    coverage: tuple[Place, ...]
    km: float | None = None

    @property
    def precision(self) -> str:
        return self._entry.precision

    @property
    def street(self) -> str:
        return self._entry.street if self._is_exact else ""

    @property
    def postcode(self) -> str:
        """Told with the street only: a postcode may be less than a municipality."""
        return self._entry.postcode if self._is_exact else ""

    @property
    def _is_exact(self) -> bool:
        return self._entry.precision == AddressPrecision.EXACT

    @property
    def phone(self) -> str:
        return self._entry.phone

    @property
    def email(self) -> str:
        return self._entry.email

    @property
    def website(self) -> str:
        return self._entry.website

    @property
    def opening_hours(self) -> str:
        return self._entry.opening_hours

    @property
    def since_year(self) -> int | None:
        return self._entry.since_year

    @property
    def recruiting_on(self) -> date | None:
        return self._entry.recruiting_on if self.listing.is_recruiting else None

    @property
    def welcomes_interns(self) -> bool:
        return self._entry.welcomes_interns

    @property
    def advises_teams(self) -> bool:
        return self._entry.advises_teams

    @property
    def source(self) -> str:
        return self._entry.source

    @property
    def verified_by(self) -> str:
        return self._entry.verified_by

    @property
    def freshness(self) -> str:
        return freshness(self.listing.verified_on, timezone.localdate())

    def text(self, language: str) -> EntryText | None:
        """In `language`, or the next that our readers read."""
        return next(
            (self.texts[code] for code in in_order(language) if code in self.texts),
            None,
        )


def tell(slug: str) -> Told | None:
    """One team by its address; nothing if it is not public."""
    listing = _rows().filter(slug=slug).first()
    return _gather([listing], {})[0] if listing else None


def tell_all(spots: Sequence[Spot], kms: dict[int, float] | None = None) -> list[Told]:
    """The teams at `spots` in their order, in three queries."""
    found = _rows().in_bulk([spot.entry_id for spot in spots])
    listings = [found[spot.entry_id] for spot in spots if spot.entry_id in found]
    return _gather(listings, kms or {})


def _rows() -> QuerySet[Listing]:
    return Listing.objects.select_related("entry", "place", "region", "province")


def _gather(listings: list[Listing], kms: dict[int, float]) -> list[Told]:
    keys = [listing.pk for listing in listings]
    texts: dict[int, dict[str, EntryText]] = defaultdict(dict)
    for text in EntryText.objects.filter(entry_id__in=keys):
        texts[text.entry_id][text.language] = text
    hidden = {
        listing.pk
        for listing in listings
        if listing.entry.precision == AddressPrecision.HIDDEN
    }
    coverage: dict[int, list[Place]] = defaultdict(list)
    links = Entry.coverage.through.objects.filter(entry_id__in=set(keys) - hidden)
    for link in links.select_related("place").order_by("place__name_fr", "place_id"):
        coverage[link.entry_id].append(link.place)
    return [
        Told(
            listing,
            listing.entry,
            texts[listing.pk],
            tuple(coverage[listing.pk]),
            kms.get(listing.pk),
        )
        for listing in listings
    ]
