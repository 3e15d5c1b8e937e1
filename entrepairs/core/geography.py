"""Distances and the map's grid, in plain arithmetic that every database can do."""

from math import asin, atan, cos, degrees, exp, log, pi, radians, sin, sqrt, tan
from typing import NamedTuple

EARTH_RADIUS_KM = 6371.0088
MERCATOR_LIMIT = 85.0511
GRID_BITS = 24  # of the map's grid: about 2.4 m at the equator


class Position(NamedTuple):
    """Degrees, WGS 84."""

    latitude: float
    longitude: float


class Box(NamedTuple):
    """An extent of the map, in degrees; `west` may exceed `east` nowhere."""

    west: float
    south: float
    east: float
    north: float


def unit_vector(position: Position) -> tuple[float, float, float]:
    """The point on a sphere of radius 1; the chord between two tells their order."""
    latitude, longitude = radians(position.latitude), radians(position.longitude)
    ring = cos(latitude)
    return ring * cos(longitude), ring * sin(longitude), sin(latitude)


def chord_squared(km: float) -> float:
    """Squared chord on the unit sphere of a great-circle distance in km."""
    angle = min(km / EARTH_RADIUS_KM, pi)
    return (2 * sin(angle / 2)) ** 2


def km_of_chord_squared(chord2: float) -> float:
    """Great-circle distance in km of a squared chord on the unit sphere."""
    return 2 * EARTH_RADIUS_KM * asin(min(sqrt(max(chord2, 0.0)) / 2, 1.0))


def km_between(one: Position, other: Position) -> float:
    """Great-circle distance in km."""
    pairs = zip(unit_vector(one), unit_vector(other), strict=True)
    return km_of_chord_squared(sum((a - b) ** 2 for a, b in pairs))


def grid(position: Position) -> tuple[int, int]:
    """Web-Mercator cell of `GRID_BITS` bits, x eastward, y southward."""
    size = 1 << GRID_BITS
    latitude = max(min(position.latitude, MERCATOR_LIMIT), -MERCATOR_LIMIT)
    x = (position.longitude + 180) / 360
    y = (1 - log(tan(pi / 4 + radians(latitude) / 2)) / pi) / 2
    return min(max(int(x * size), 0), size - 1), min(max(int(y * size), 0), size - 1)


def position_of_grid(x: float, y: float) -> Position:
    """The position of a cell of `grid`, fractions allowed."""
    size = 1 << GRID_BITS
    latitude = degrees(2 * atan(exp(pi * (1 - 2 * y / size))) - pi / 2)
    return Position(latitude, x / size * 360 - 180)
