"""What the map draws: answers grouped by the cell of the grid they stand in."""

from math import ceil, log

from entrepairs.core.geography import Box, position_of_grid
from entrepairs.directory import memory
from entrepairs.directory.question import Cluster, Question, with_vocabulary
from entrepairs.directory.reading import settle
from entrepairs.directory.selection import (
    Piece,
    Selection,
    cells,
    finest_shift,
    joined,
    rows,
)

MOST = 300  # spots on a map
WHOLE = 9  # without a box all is asked for, and nobody sees all from nearer
CELLS_IN_ONE = 4  # of the next coarser grid
REMEMBER = 600


def clusters(
    question: Question, *, zoom: int, language: str = "fr", country: str = "BE"
) -> list[Cluster]:
    """One spot per cell of about 64 pixels at `zoom`, at most `MOST`."""
    question = with_vocabulary(question)
    edition = question.edition
    key = ("clusters", edition, language, country, question.key, zoom)
    if edition and (found := memory.recall(key)) is not None:
        return list(found)
    question, reading = settle(question, language=language, country=country)
    drawn = _drawn(question, reading.selection, zoom)
    if edition:
        memory.keep(key, drawn, seconds=REMEMBER)
    return drawn


def _drawn(question: Question, selection: Selection, zoom: int) -> list[Cluster]:
    shift = finest_shift(zoom if question.box else min(zoom, WHOLE))
    if question.box:
        while cells(question.box, shift) > MOST:
            shift += 1
    drawn = _draw(selection, shift)
    while len(drawn) > MOST:
        shift += max(ceil(log(len(drawn) / MOST, CELLS_IN_ONE)), 1)
        drawn = _draw(selection, shift)
    return drawn


def _draw(selection: Selection, shift: int) -> list[Cluster]:
    statement = joined(
        " ",
        [
            Piece(
                "SELECT c.n, c.x, c.y, c.left_x, c.right_x, c.top_y, c.bottom_y,"
                " l.name, l.slug, l.latitude, l.longitude FROM (SELECT count(*) AS n,"
                " avg(l.x) AS x, avg(l.y) AS y, min(l.x) AS left_x,"
                " max(l.x) AS right_x, min(l.y) AS top_y,"
                " max(l.y) AS bottom_y, min(l.entry_id) AS one FROM"
            ),
            selection.source,
            Piece("WHERE l.x IS NOT NULL AND"),
            selection.where,
            Piece(
                f"GROUP BY l.x >> {shift:d}, l.y >> {shift:d}) c"
                " LEFT JOIN directory_listing l ON c.n = 1 AND l.entry_id = c.one"
                " ORDER BY c.top_y, c.left_x, c.one"
            ),
        ],
    )
    return [_cluster(*row) for row in rows(statement)]


def _cluster(
    count: int,
    x: float,
    y: float,
    left: int,
    right: int,
    top: int,
    bottom: int,
    name: str | None,
    slug: str | None,
    latitude: float | None,
    longitude: float | None,
) -> Cluster:
    if latitude is not None and longitude is not None:
        return Cluster(latitude, longitude, 1, name or "", slug or "")
    centre = position_of_grid(float(x) + 0.5, float(y) + 0.5)
    north_west = position_of_grid(left, top)
    south_east = position_of_grid(right + 1, bottom + 1)
    box = Box(
        north_west.longitude,
        south_east.latitude,
        south_east.longitude,
        north_west.latitude,
    )
    return Cluster(centre.latitude, centre.longitude, count, box=box)
