"""From an entry to its listing: here it is decided what the public may know."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator

from entrepairs.core.geography import Position, grid, unit_vector
from entrepairs.core.text import fold
from entrepairs.directory.models import (
    TERMS,
    AddressPrecision,
    Entry,
    Life,
    Listing,
)
from entrepairs.places.models import Place, PlaceKind

Masks = dict[int, dict[str, int]]  # entry → taxonomy → bits
LOCATED = (
    *("country", "region_id", "province_id", "place_id"),
    *("latitude", "longitude", "x", "y"),
)
KNOWN_WHOLE = ("BE",)  # countries of which we know all municipalities

WRITTEN = [
    field.attname
    for field in Listing._meta.concrete_fields
    if not field.primary_key  # the entry
]


def project(entry_ids: Collection[int]) -> list[Listing]:
    """The listings of those entries that are public, unsaved."""
    entries = (
        Entry.objects.public()
        .filter(pk__in=entry_ids)
        .select_related("team__organisation")
        .prefetch_related(
            # Few of them, and shared by many entries.
            *("team__organisation__network", "main_sector", "place__parent__parent"),
        )
        .order_by("pk")
    )
    masks = _masks(entry_ids)
    return [_listing(entry, masks[entry.pk]) for entry in entries]


def displaced() -> Iterator[int]:
    """Public entries whose listing is not where the entry and its place now say."""
    entries = (
        Entry.objects.public()
        .filter(listing__isnull=False)
        .select_related(
            "listing", "team__organisation__network", "place__parent__parent"
        )
        .order_by("pk")
    )
    for entry in entries.iterator(chunk_size=500):
        now = Listing()
        _locate(now, entry)
        if any(getattr(now, at) != getattr(entry.listing, at) for at in LOCATED):
            yield entry.pk


def public_place(entry: Entry) -> Place | None:
    """Where visitors may know the team to be; nothing below the region if hidden."""
    if entry.place is None or entry.precision == AddressPrecision.HIDDEN:
        return None
    place: Place = entry.place
    if entry.precision == AddressPrecision.COMMUNE:
        return _municipality(place)
    return place


def public_position(entry: Entry) -> Position | None:
    place = public_place(entry)
    if entry.precision == AddressPrecision.EXACT and entry.exact_position:
        return entry.exact_position
    return place.position if place else None


def _municipality(place: Place) -> Place | None:
    """
    A locality's municipality. A locality that lies in none is told only abroad, where
    it may stand for its municipality: at home it is less than that.
    """
    while place.kind == PlaceKind.LOCALITY and place.parent is not None:
        if place.parent.kind not in (PlaceKind.LOCALITY, PlaceKind.COMMUNE):
            break
        place = place.parent
    is_less = place.kind == PlaceKind.LOCALITY and place.country in KNOWN_WHOLE
    return None if is_less else place


def _listing(entry: Entry, masks: dict[str, int]) -> Listing:
    team, organisation = entry.team, entry.team.organisation
    listing = Listing(
        entry=entry,
        slug=team.slug,
        name=team.name,
        sort_name=fold(team.name)[:200],
        organisation_name=organisation.name,
        organisation_slug=organisation.slug,
        network_id=organisation.network_id,
        life=entry.life,
        paid=entry.paid,
        peers=entry.peers,
        main_sector=entry.main_sector.code if entry.main_sector else "",
        is_recruiting=_is_recruiting(entry),
        welcomes_visits=entry.welcomes_visits,
        verified_on=entry.verified_on,
        published_at=entry.published_at or entry.created_at,
        updated_at=entry.updated_at,
        **masks,
    )
    _locate(listing, entry)
    return listing


def _is_recruiting(entry: Entry) -> bool:
    told = entry.recruiting_on is not None or entry.life == Life.LOOKING
    return told and entry.life != Life.FORMER


def _locate(listing: Listing, entry: Entry) -> None:
    place = entry.place
    listing.country = (
        place.country if place else entry.team.organisation.network.country
    )
    listing.region_id = _own_or(place, PlaceKind.REGION, "region_id")
    listing.place = public_place(entry)
    if entry.precision != AddressPrecision.HIDDEN:
        listing.province_id = _own_or(place, PlaceKind.PROVINCE, "province_id")
    if position := public_position(entry):
        listing.latitude, listing.longitude = position
        listing.x, listing.y = grid(position)
        listing.ux, listing.uy, listing.uz = unit_vector(position)


def _own_or(place: Place | None, kind: str, field: str) -> int | None:
    if place is None:
        return None
    key: int | None = place.pk if place.kind == kind else getattr(place, field)
    return key


def _masks(entry_ids: Collection[int]) -> Masks:
    masks: Masks = defaultdict(dict)
    for taxonomy in TERMS:
        for entry_id, bit in _bits(taxonomy, entry_ids):
            held = masks[entry_id].get(taxonomy, 0)
            masks[entry_id][taxonomy] = held | 1 << bit
    return masks


def _bits(taxonomy: str, entry_ids: Collection[int]) -> Iterator[tuple[int, int]]:
    """Entry and bit of each term told; sectors bring the sector they are part of."""
    relation = Entry._meta.get_field(taxonomy)
    through = relation.remote_field.through
    term = relation.m2m_reverse_field_name()
    rows = through.objects.filter(entry_id__in=entry_ids)
    yield from _whole(rows.values_list("entry_id", f"{term}__bit"))
    if taxonomy == "sectors":
        yield from _whole(rows.values_list("entry_id", f"{term}__parent__bit"))
        yield from _main_sectors(entry_ids)


def _main_sectors(entry_ids: Collection[int]) -> Iterator[tuple[int, int]]:
    """The main sector counts as told, ticked or not."""
    rows = Entry.objects.filter(pk__in=entry_ids, main_sector__isnull=False)
    for entry_id, bit, parent in rows.values_list(
        "pk", "main_sector__bit", "main_sector__parent__bit"
    ):
        yield entry_id, bit
        if parent is not None:
            yield entry_id, parent


def _whole(rows: Iterable[tuple[int, int | None]]) -> Iterator[tuple[int, int]]:
    return ((entry_id, bit) for entry_id, bit in rows if bit is not None)
