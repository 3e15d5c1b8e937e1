"""Writes places in batches; what two sources tell of one place becomes one row."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import TypeVar

from entrepairs.core.geography import Position, km_between
from entrepairs.core.language import CODES
from entrepairs.places.models import Place, PlaceKind, PlaceName, Postcode
from entrepairs.places.names import LONGEST, folded_names

BATCH = 500
SAME_WITHIN_KM = 10  # two places of one name this near are one place
AREAS = (PlaceKind.COUNTRY, PlaceKind.REGION, PlaceKind.PROVINCE)
SETTLED = (PlaceKind.COMMUNE, PlaceKind.LOCALITY)
# A later source of a higher rank names the place anew; the row stays the same.
RANKS = {"pc": 1, "gn": 2, "nis": 3}
UPDATED = (
    *("code", "kind", "parent", "region", "province", "latitude", "longitude"),
    *("population", "time_zone", *(f"name_{code}" for code in CODES)),
)
T = TypeVar("T")


@dataclass(slots=True)
class Draft:
    """What one source tells of one place. `area` is the code of the smallest area."""

    code: str
    kind: str
    country: str
    names: dict[str, str]
    others: Iterable[str] = ()
    position: Position | None = None
    area: str = ""
    parent: str = ""
    postcodes: tuple[str, ...] = ()
    population: int = 0
    time_zone: str = ""

    @property
    def folded(self) -> list[str]:
        """The main names; a name is what two sources share."""
        return folded_names(self.names.values())


@dataclass(slots=True)
class Tally:
    """What a load did."""

    created: int = 0
    changed: int = 0
    names: int = 0
    postcodes: int = 0

    @property
    def anything(self) -> bool:
        return bool(self.created or self.changed or self.names or self.postcodes)


@dataclass(slots=True)
class Batch:
    """The places a batch may be about, and those it makes."""

    by_code: dict[str, Place]
    by_name: dict[tuple[str, str], list[Place]]
    served: set[tuple[int, str]]
    created: list[Place] = field(default_factory=list)
    changed: dict[int, Place] = field(default_factory=dict)


def batched(rows: Iterable[T], size: int = BATCH) -> Iterator[list[T]]:
    source = iter(rows)
    while batch := list(islice(source, size)):
        yield batch


def rank(code: str) -> int:
    return RANKS.get(code.partition(":")[0], 0)


class Gazetteer:
    """Adds drafts to the places we have; use one per load, in a transaction."""

    def __init__(self) -> None:
        self.tally = Tally()
        areas = Place.objects.filter(kind__in=AREAS)
        self.areas = {area.code: area for area in areas}
        self.area_keys = {area.pk for area in self.areas.values()}

    def add(self, drafts: list[Draft]) -> None:
        """Write one batch; 6 to 9 queries whatever its size."""
        batch = self._recall(drafts)
        parents = self._parents(drafts, batch)
        placed = [(self._settle(draft, batch, parents), draft) for draft in drafts]
        Place.objects.bulk_create(batch.created, batch_size=BATCH)
        changed = list(batch.changed.values())
        Place.objects.bulk_update(changed, UPDATED, batch_size=100)
        self.tally.created += len(batch.created)
        self.tally.changed += len(changed)
        self._write_names(placed)
        self._write_postcodes(placed)

    def _recall(self, drafts: list[Draft]) -> Batch:
        codes = [draft.code for draft in drafts]
        by_code = {place.code: place for place in Place.objects.filter(code__in=codes)}
        by_name: dict[tuple[str, str], list[Place]] = defaultdict(list)
        known = {place.pk: place for place in by_code.values()}
        folded = {name for draft in drafts for name in draft.folded}
        # By name alone: told the countries too, SQLite walks through all their places.
        rows = PlaceName.objects.filter(folded__in=folded).select_related("place")
        for row in rows.order_by("place_id"):
            if row.place.kind in SETTLED:
                place = known.setdefault(row.place_id, row.place)
                by_name[place.country, row.folded].append(place)
        codes = [code for draft in drafts for code in draft.postcodes]
        served = Postcode.objects.filter(place__in=known, code__in=codes)
        return Batch(by_code, by_name, set(served.values_list("place", "code")))

    def _parents(self, drafts: list[Draft], batch: Batch) -> dict[str, Place]:
        wanted = {draft.parent for draft in drafts if draft.parent} - self.areas.keys()
        found = Place.objects.filter(code__in=wanted)
        return {**self.areas, **{place.code: place for place in found}}

    def _settle(self, draft: Draft, batch: Batch, parents: dict[str, Place]) -> Place:
        place = batch.by_code.get(draft.code) or self._same_place(draft, batch)
        if place is None:
            place = Place(code=draft.code, kind=draft.kind, country=draft.country)
            batch.created.append(place)
            self._improve(place, draft, parents)
        else:
            before = [getattr(place, name) for name in _COMPARED]
            self._improve(place, draft, parents)
            if place.pk and before != [getattr(place, name) for name in _COMPARED]:
                batch.changed[place.pk] = place
        batch.by_code[place.code] = place
        for name in draft.folded:
            if place not in (same := batch.by_name[draft.country, name]):
                same.append(place)
        return place

    def _same_place(self, draft: Draft, batch: Batch) -> Place | None:
        """The place of this name nearby, one that has the postcode before all."""
        found: list[tuple[bool, float, int, Place]] = []
        for name in draft.folded:
            for place in batch.by_name[draft.country, name]:
                km = _apart(place, draft, self.areas)
                if km is not None and not _told_apart(place, draft):
                    served = {(place.pk, code) for code in draft.postcodes}
                    found.append((not served & batch.served, km, len(found), place))
        return min(found)[3] if found else None

    def _improve(self, place: Place, draft: Draft, parents: dict[str, Place]) -> None:
        """Fill what is empty; a source of higher rank also says code, kind, names."""
        better = rank(draft.code) > rank(place.code)
        if better:
            place.code, place.kind = draft.code, draft.kind
        for language, name in draft.names.items():
            if name and (better or not getattr(place, f"name_{language}")):
                setattr(place, f"name_{language}", name[:LONGEST])
        if place.latitude is None and draft.position:
            place.latitude, place.longitude = draft.position
        place.population = place.population or draft.population
        place.time_zone = place.time_zone or draft.time_zone
        self._put_under(place, draft, parents)

    def _put_under(self, place: Place, draft: Draft, parents: dict[str, Place]) -> None:
        area = self.areas.get(draft.area)
        if area and not self._is_settled(place):
            region, province = area_pair(area)
            place.region_id = region or place.region_id
            place.province_id = province or place.province_id
        if place.parent_id is None:
            parent = parents.get(draft.parent) or area
            place.parent_id = parent.pk if parent else None

    def _is_settled(self, place: Place) -> bool:
        """Whether its municipality tells the province, or it is one that has one."""
        if place.kind == PlaceKind.COMMUNE:
            return bool(place.province_id)
        return place.parent_id is not None and place.parent_id not in self.area_keys

    def _write_names(self, placed: list[tuple[Place, Draft]]) -> None:
        wanted = {
            (place.pk, name): None
            for place, draft in placed
            for name in folded_names([*draft.names.values(), *draft.others])
        }
        places = {pk for pk, _name in wanted}
        known = PlaceName.objects.filter(place__in=places).values_list
        for pair in known("place_id", "folded"):
            wanted.pop(pair, None)
        rows = [PlaceName(place_id=pk, folded=name) for pk, name in wanted]
        PlaceName.objects.bulk_create(rows, batch_size=BATCH)
        self.tally.names += len(rows)

    def _write_postcodes(self, placed: list[tuple[Place, Draft]]) -> None:
        wanted = {
            (place.pk, draft.country, code): None
            for place, draft in placed
            for code in draft.postcodes
        }
        places = {key[0] for key in wanted}
        known = Postcode.objects.filter(place__in=places).values_list
        for triple in known("place_id", "country", "code"):
            wanted.pop(triple, None)
        rows = [
            Postcode(place_id=pk, country=country, code=code)
            for pk, country, code in wanted
        ]
        Postcode.objects.bulk_create(rows, batch_size=BATCH)
        self.tally.postcodes += len(rows)


_COMPARED = tuple(
    f"{name}_id" if name in {"parent", "region", "province"} else name
    for name in UPDATED
)


def area_pair(area: Place) -> tuple[int | None, int | None]:
    """The keys of the region and the province that an area is, or lies in."""
    if area.kind == PlaceKind.PROVINCE:
        return area.region_id, area.pk
    return (area.pk, None) if area.kind == PlaceKind.REGION else (None, None)


def _told_apart(place: Place, draft: Draft) -> bool:
    """One source never names one place twice."""
    level = rank(draft.code)
    return level > 1 and rank(place.code) == level and place.code != draft.code


def _apart(place: Place, draft: Draft, areas: dict[str, Place]) -> float | None:
    """Distance in km when it is near enough; `None` when they are two places."""
    here = place.position
    if here is not None and draft.position is not None:
        km = km_between(here, draft.position)
        return km if km <= SAME_WITHIN_KM else None
    area = areas.get(draft.area)
    if area is None:
        return None
    region, province = area_pair(area)
    if province and place.province_id:
        same = province == place.province_id
    else:
        same = region is not None and region == place.region_id
    # Without a position, a municipality before a hamlet, a big one before a small.
    hamlet = place.kind == PlaceKind.LOCALITY
    return 1e3 * hamlet + 1e2 / (1 + place.population) if same else None
