"""A question as SQL: which listings answer it, and how near the others come."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import asin, cos, degrees, pi, radians, sin
from typing import Any

from django.db import connection

from entrepairs.core.geography import (
    EARTH_RADIUS_KM,
    GRID_BITS,
    Box,
    Position,
    chord_squared,
    grid,
    unit_vector,
)
from entrepairs.directory.models import Life
from entrepairs.directory.question import FACETS, FLAGS, Question
from entrepairs.places.models import Place, PlaceKind
from entrepairs.search.query import Match

PAID = {"paid": ("paid", "both"), "unpaid": ("unpaid", "both"), "both": ("both",)}
AREA_COLUMNS = {PlaceKind.REGION: "region_id", PlaceKind.PROVINCE: "province_id"}
FLAG_COLUMNS = {"recruiting": "is_recruiting", "visits": "welcomes_visits"}


@dataclass(frozen=True)
class Piece:
    """A piece of SQL with its parameters. Never holds what a visitor typed."""

    sql: str
    params: tuple[Any, ...] = ()


def rows(piece: Piece) -> list[tuple[Any, ...]]:
    """What the database answers."""
    with connection.cursor() as cursor:
        cursor.execute(piece.sql, piece.params)
        found: list[tuple[Any, ...]] = cursor.fetchall()
        return found


def joined(separator: str, pieces: Sequence[Piece]) -> Piece:
    params = tuple(param for piece in pieces for param in piece.params)
    return Piece(separator.join(piece.sql for piece in pieces), params)


@dataclass(frozen=True)
class Selection:
    """A question whose words and place are understood. `l` is the listing."""

    question: Question
    match: Match | None = None
    place: Place | None = None

    @cached_property
    def facets(self) -> dict[str, Piece]:
        """The condition of each facet that narrows the answers, by its name."""
        question, vocabulary = self.question, self.question.vocabulary
        pieces = {"life": _life(question.chosen.get("life", ()))}
        for facet, codes in question.chosen.items():
            if facet in FACETS and vocabulary is not None:
                mask = vocabulary.mask(FACETS[facet], codes)
                pieces[facet] = Piece(f"(l.{FACETS[facet]} & %s) <> 0", (mask,))
            elif facet == "paid":
                shown = sorted({paid for code in codes for paid in PAID[code]})
                pieces[facet] = _among("l.paid", shown)
            elif facet in ("region", "province"):
                keys = sorted(question.areas[code] for code in codes)
                pieces[facet] = _among(f"l.{facet}_id", keys)
        for flag in FLAGS:
            if flag in question.flags:
                pieces[flag] = Piece(f"l.{FLAG_COLUMNS[flag]}")
        return pieces

    @cached_property
    def source(self) -> Piece:
        """What follows FROM."""
        if self.match is None:
            return Piece("directory_listing l")
        return Piece(
            f"({self.match.sql}) s"
            " JOIN directory_listing l ON l.entry_id = s.object_id",
            tuple(self.match.params),
        )

    @property
    def tier(self) -> Piece:
        return Piece("s.tier" if self.match is not None else "0")

    @property
    def is_by_distance(self) -> bool:
        return self.place is not None and self.place.kind not in (
            PlaceKind.COUNTRY,
            *AREA_COLUMNS,
        )

    @cached_property
    def centre(self) -> Position | None:
        return self.place.position if self.place and self.is_by_distance else None

    @cached_property
    def chord(self) -> Piece:
        """Squared chord to the centre: orders by distance without trigonometry."""
        if self.centre is None:
            return Piece("CAST(0 AS double precision)")
        x, y, z = unit_vector(self.centre)
        return Piece(
            "((l.ux - %s) * (l.ux - %s) + (l.uy - %s) * (l.uy - %s)"
            " + (l.uz - %s) * (l.uz - %s))",
            (x, x, y, y, z, z),
        )

    @cached_property
    def ground(self) -> tuple[Piece, ...]:
        """The conditions that no facet lifts: extent of the map, place, distance."""
        pieces = []
        if self.question.box is not None:
            pieces.append(_inside(self.question.box))
        if self.centre is not None:
            pieces.append(_inside(_around(self.centre, self.question.km)))
            limit = chord_squared(self.question.km)
            pieces.append(joined(" <= ", [self.chord, Piece("%s", (limit,))]))
        elif self.place is not None and self.place.kind in AREA_COLUMNS:
            column = AREA_COLUMNS[PlaceKind(self.place.kind)]
            pieces.append(Piece(f"l.{column} = %s", (self.place.pk,)))
        elif self.place is not None and self.place.kind == PlaceKind.COUNTRY:
            pieces.append(Piece("l.country = %s", (self.place.country,)))
        return tuple(pieces)

    @property
    def where(self) -> Piece:
        """All conditions."""
        return joined(" AND ", [*self.ground, *self.facets.values()])

    @property
    def order(self) -> Piece:
        """The order of the answers; ends on the key, so that it is always the same."""
        pieces = [] if self.match is None else [self.tier]
        if self.centre is not None:
            pieces.append(self.chord)
        return joined(", ", [*pieces, Piece("l.sort_name"), Piece("l.entry_id")])


def _life(codes: Sequence[str]) -> Piece:
    if codes:
        return _among("l.life", codes)
    return Piece("l.life <> %s", (Life.FORMER.value,))


def _among(column: str, values: Sequence[object]) -> Piece:
    return Piece(f"{column} IN ({', '.join(['%s'] * len(values))})", tuple(values))


def _inside(box: Box) -> Piece:
    left, top = grid(Position(box.north, box.west))
    right, bottom = grid(Position(box.south, box.east))
    return Piece(
        "l.x BETWEEN %s AND %s AND l.y BETWEEN %s AND %s", (left, right, top, bottom)
    )


def _around(centre: Position, km: float) -> Box:
    """A box that holds everything within `km` of `centre`."""
    angle = km / EARTH_RADIUS_KM
    south = centre.latitude - degrees(angle)
    north = centre.latitude + degrees(angle)
    ring = cos(radians(centre.latitude))
    if south <= -90 or north >= 90 or sin(angle) >= ring or angle >= pi / 2:
        return Box(-180, max(south, -90), 180, min(north, 90))
    width = degrees(asin(sin(angle) / ring))
    west, east = centre.longitude - width, centre.longitude + width
    if west < -180 or east > 180:
        west, east = -180, 180
    return Box(west, south, east, north)


def cells(box: Box, shift: int) -> int:
    """How many cells of the grid without its last `shift` bits `box` meets."""
    left, top = grid(Position(box.north, box.west))
    right, bottom = grid(Position(box.south, box.east))
    across = (right >> shift) - (left >> shift) + 1
    return across * ((bottom >> shift) - (top >> shift) + 1)


def finest_shift(zoom: int) -> int:
    """The bits to drop so that a cell is about 64 pixels wide at `zoom`."""
    return max(GRID_BITS - zoom - 2, 0)
