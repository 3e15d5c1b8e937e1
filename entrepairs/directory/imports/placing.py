"""From what a row says of its address to a place we know."""

import re
from collections import defaultdict
from collections.abc import Mapping
from difflib import get_close_matches
from functools import lru_cache
from typing import NamedTuple

from entrepairs.core.geography import Position, km_between
from entrepairs.core.text import fold
from entrepairs.directory.imports.words import COUNTRIES
from entrepairs.importing.mapping import key_of
from entrepairs.places.lookup import locate, suggest
from entrepairs.places.models import Place, PlaceKind

ALIKE = 0.6  # of the names of two places
WORD_ALIKE = 0.8  # of one word of a name
MOST_ALIKE = 3  # told
NEAR_KM = 25  # a position farther from any place we know is told nothing by it
SETTLED = (PlaceKind.COMMUNE, PlaceKind.LOCALITY)
BY_DIGITS = {4: ("BE", "LU", "CH"), 5: ("FR", "DE"), 6: ("NL",)}
_CEDEX = re.compile(r"\s*\bcedex\b.*$", re.IGNORECASE)
_PREFIX = re.compile(r"^(B|F|L|D|NL|CH|FR|BE|LU|DE)\s?-\s?(?=\d)", re.IGNORECASE)
_LEADING = re.compile(r"^((?:[A-Z]{1,2}-)?\d{4,5})\s+(\D.*)$")
_TRAILING = re.compile(
    r"^(.*?)[\s,–-]*\b((?:[A-Z]{1,2}-)?\d{4,5})\s+([^\d,]+(?:cedex\s*\d*)?)$",
    re.IGNORECASE | re.DOTALL,
)


class Address(NamedTuple):
    street: str
    postcode: str
    locality: str
    country: str  # as told, or by the shape of the postcode; may be empty


class Placed(NamedTuple):
    place: Place | None
    country: str
    commune_id: int | None  # that duplicates are sought in
    is_told: bool = False  # a person said so, as we did not know it


def address_of(street: str, postcode: str, locality: str, country: str) -> Address:
    """Takes apart `1030 Schaerbeek` and whole addresses in one cell."""
    if not postcode and (found := _LEADING.match(locality)):
        postcode, locality = found.groups()
    if not postcode and not locality and (found := _TRAILING.match(street)):
        street, postcode, locality = found.groups()
    prefix = _PREFIX.match(postcode)
    if prefix and not country:
        country = COUNTRIES.get(fold(prefix[1]), "")
    postcode = _PREFIX.sub("", postcode).strip().upper()
    locality = _CEDEX.sub("", locality).strip(" ,-")
    return Address(street.strip(" ,"), postcode, locality, country)


def as_written(address: Address) -> str:
    """What an address says of its place, in one line."""
    country = f"({address.country})" if address.country else ""
    place = f"{address.postcode} {address.locality}".strip()
    return f"{place} {country}".strip() if place else ""


def with_lost_zero(postcode: str, country: str) -> str:
    """A French postcode below 10000 that a spreadsheet took for a number."""
    if country == "FR" and re.fullmatch(r"\d{4}", postcode):
        return f"0{postcode}"
    return postcode


class Locator:
    """Finds places, and remembers the answers while one run lasts."""

    def __init__(self, country: str, told: Mapping[str, str] | None = None) -> None:
        self.country = country
        self.told = told or {}  # codes of places by the key of what was written
        self.find = lru_cache(maxsize=20_000)(self._find)
        self.alike = lru_cache(maxsize=2_000)(self._alike)
        self._near: dict[str, dict[tuple[int, int], list[int]]] = {}
        self._positions: dict[int, Position] = {}

    def _find(self, postcode: str, locality: str, country: str) -> Placed:
        """By postcode and name, then by name alone, in the likely countries."""
        for one in self._countries(postcode, country):
            code = with_lost_zero(postcode, one)
            found = locate(postcode=code, locality=locality, country=one)
            if found is None and locality and one == "FR":
                # CEDEX codes belong to a post office, and to no place.
                found = locate(postcode="", locality=locality, country=one)
            if found:
                return Placed(found, one, commune_of(found))
        key = key_of(as_written(Address("", postcode, locality, country)))
        if place := Place.objects.filter(code=self.told.get(key, "")).first():
            return Placed(place, place.country, commune_of(place), is_told=True)
        return Placed(None, country or self.country, None)

    def _alike(self, postcode: str, locality: str, country: str) -> list[Place]:
        """Places of nearly the same name, to be told to a person."""
        whole = fold(locality)
        words = [word for word in whole.split() if len(word) > 3]
        places = {
            fold(place.name): place
            for one in self._countries(postcode, country)
            for word in words
            for place in suggest(word[:3], country=one, limit=40)
            if place.kind in SETTLED and place.country == one
        }
        close = get_close_matches(whole, places, MOST_ALIKE, ALIKE)
        for word in words:  # Hellemmes-Lille is a part of Lille
            close += get_close_matches(word, places, 1, WORD_ALIKE)
        return [places[name] for name in dict.fromkeys(close)][:MOST_ALIKE]

    def _countries(self, postcode: str, country: str) -> list[str]:
        if country:
            return [country]
        digits = len(postcode.replace(" ", ""))
        likely = BY_DIGITS.get(digits, ()) if postcode[:1].isdigit() else ()
        own = [self.country] if not likely or self.country in likely else []
        return list(dict.fromkeys([*own, *likely]))

    def near(self, position: Position, country: str) -> Placed:
        """The nearest place, for rows that give a position only."""
        for one in dict.fromkeys((country, self.country, *("FR", "LU", "NL", "DE"))):
            if one and (found := self._nearest(position, one)):
                place = Place.objects.get(pk=found)
                return Placed(place, one, commune_of(place))
        return Placed(None, country or self.country, None)

    def _nearest(self, position: Position, country: str) -> int | None:
        cells = self._cells(country)
        y, x = _cell(position)
        around = [
            pk
            for row in (y - 1, y, y + 1)
            for column in (x - 1, x, x + 1)
            for pk in cells.get((row, column), ())
        ]
        if not around:
            return None
        km, best = min((km_between(position, self._positions[pk]), pk) for pk in around)
        return best if km <= NEAR_KM else None

    def _cells(self, country: str) -> dict[tuple[int, int], list[int]]:
        if country not in self._near:
            cells: dict[tuple[int, int], list[int]] = defaultdict(list)
            places = Place.objects.filter(
                country=country, kind__in=SETTLED, latitude__isnull=False
            )
            for pk, latitude, longitude in places.values_list(
                "pk", "latitude", "longitude"
            ).iterator():
                self._positions[pk] = Position(latitude or 0.0, longitude or 0.0)
                cells[_cell(self._positions[pk])].append(pk)
            self._near[country] = cells
        return self._near[country]


def _cell(position: Position) -> tuple[int, int]:
    """About 22 km by 14 km here."""
    return round(position.latitude * 5), round(position.longitude * 5)


def commune_of(place: Place) -> int:
    """The commune a locality belongs to, or the place itself."""
    if place.kind == PlaceKind.LOCALITY and place.parent_id is not None:
        parent = Place.objects.filter(pk=place.parent_id, kind=PlaceKind.COMMUNE)
        if parent.exists():
            return place.parent_id
    return int(place.pk)
