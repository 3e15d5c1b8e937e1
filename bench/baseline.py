"""The same questions by hand-written SQL through the driver alone."""

from collections import Counter, defaultdict

from django.db import connection

from entrepairs.core.geography import Position, grid
from entrepairs.directory.question import FACETS, PER_PAGE
from entrepairs.directory.selection import PAID
from entrepairs.search import query

MASKS = tuple(FACETS.values())


class Baseline:
    def __init__(self) -> None:
        connection.ensure_connection()
        self.is_sqlite = connection.vendor == "sqlite"
        if self.is_sqlite:
            import sqlite3

            path = str(connection.settings_dict["NAME"])
            self.driver = sqlite3.connect(path, isolation_level=None)
            settings = connection.settings_dict["OPTIONS"]["init_command"]
            self.driver.executescript(settings)
        else:
            import psycopg

            told = connection.settings_dict
            self.driver = psycopg.connect(
                host=told["HOST"],
                port=told["PORT"],
                user=told["USER"],
                password=told["PASSWORD"],
                dbname=told["NAME"],
                autocommit=True,
                cursor_factory=psycopg.ClientCursor,
            )

    def run(self, sql, params):
        if self.is_sqlite:
            sql = sql.replace("%s", "?")
        return self.driver.execute(sql, params).fetchall()

    def list(self, question):
        """Its text is made before the clock runs; words are understood as ours."""
        sql, params = list_sql(question)

        def ask():
            counts, bits = Counter(), defaultdict(Counter)
            areas, page = {}, []
            for part, one, _two, text, n in self.run(sql, params):
                if part == 1:
                    page.append(one)
                elif part == 2:
                    areas[text] = n
                elif part == 3:
                    counts[text] += n
                else:
                    mask = one
                    while mask:
                        low = mask & -mask
                        bits[MASKS[part - 4]][low.bit_length() - 1] += n
                        mask ^= low
            marks = ",".join(["%s"] * len(page)) or "NULL"
            rows = self.run(
                "SELECT l.*, p.name_fr, t.summary FROM directory_listing l"
                " LEFT JOIN places_place p ON p.id = l.place_id"
                " LEFT JOIN directory_entrytext t ON t.entry_id = l.entry_id"
                f" AND t.language = 'fr' WHERE l.entry_id IN ({marks})",
                page,
            )
            by_key = {row[0]: row for row in rows}
            return [by_key[key] for key in page], page, counts, areas, bits

        return ask

    @staticmethod
    def is_same_list(ours, raw):
        _rows, page, counts, areas, bits = raw
        same = [hit.listing.pk for hit in ours.hits] == page
        same &= ours.count == counts["count"]
        for facet in ours.facets:
            for choice in facet.choices:
                for value in (choice, *choice.children):
                    same &= value.count == told(facet.name, value, counts, areas, bits)
        return same

    def map(self, question, zoom):
        sql, params = map_sql(question, zoom)
        return lambda: self.run(sql, params)

    @staticmethod
    def is_same_map(ours, raw):
        return sorted(s["count"] for s in ours) == sorted(row[0] for row in raw)

    def replay(self, ask):
        """The statements that `ask` sends, sent again by the driver."""
        sent = []

        def note(execute, sql, params, many, context):
            sent.append((sql, tuple(params or ())))
            return execute(sql, params, many, context)

        ask()
        with connection.execute_wrapper(note):
            ask()
        return lambda: [self.run(sql, params) for sql, params in sent]


def told(facet, value, counts, areas, bits):
    if facet in FACETS:
        from entrepairs.directory import vocabulary

        term = TERMS.setdefault("all", vocabulary.load()).get(FACETS[facet], value.code)
        return bits[FACETS[facet]][term.bit]
    if facet in ("region", "province"):
        return areas.get(f"{facet}:{value.code}", 0)
    return counts[f"{facet}:{value.code}"]


TERMS: dict = {}


def ground(question):
    """What no facet lifts: words and the extent of the map."""
    west, south, east, north = question.box
    left, top = grid(Position(north, west))
    right, bottom = grid(Position(south, east))
    box = "l.x BETWEEN %s AND %s AND l.y BETWEEN %s AND %s"
    params = [left, right, top, bottom]
    found = query.match("team", question.q, language="fr") if question.q else None
    if found is None:
        return f"directory_listing l WHERE {box}", "0", params
    return (
        f"({found.sql}) s JOIN directory_listing l ON l.entry_id = s.object_id"
        f" WHERE {box}",
        "s.tier",
        [*found.params, *params],
    )


def conditions(question):
    """Name and condition of each facet, the values written in."""
    life = question.chosen.get("life")
    among = ", ".join(f"'{code}'" for code in life or ())
    yield "life", f"life IN ({among})" if life else "life <> 'former'"
    for facet, codes in question.chosen.items():
        if facet in FACETS:
            mask = question.vocabulary.mask(FACETS[facet], codes)
            yield facet, f"{FACETS[facet]} & {mask} <> 0"
        elif facet == "paid":
            shown = {paid for code in codes for paid in PAID[code]}
            yield facet, "paid IN (" + ", ".join(f"'{p}'" for p in sorted(shown)) + ")"
    for flag in question.flags:
        column = {"visits": "welcomes_visits", "recruiting": "is_recruiting"}[flag]
        yield flag, column


def list_sql(question):
    source, tier, params = ground(question)
    held = dict(conditions(question))

    def others(facet):
        kept = [condition for name, condition in held.items() if name != facet]
        return " AND ".join(kept) or "1 = 1"

    every = " AND ".join(held.values())
    parts = [
        "SELECT * FROM (SELECT 1 AS part, entry_id AS one, tier AS two, '' AS text, 0"
        f" AS n FROM m WHERE {every} ORDER BY tier, sort_name, entry_id"
        f" LIMIT {PER_PAGE} OFFSET {(question.page - 1) * PER_PAGE}) page",
        f"SELECT 3, 0, 0, 'count', count(*) FROM m WHERE {every}",
        "SELECT 3, 0, 0, 'life:' || life, count(*) FROM m"
        f" WHERE {others('life')} GROUP BY life",
        f"SELECT 3, 0, 0, 'recruiting:1', count(*) FROM m"
        f" WHERE is_recruiting AND {others('recruiting')}",
        f"SELECT 3, 0, 0, 'visits:1', count(*) FROM m"
        f" WHERE welcomes_visits AND {others('visits')}",
    ]
    parts += [
        f"SELECT 3, 0, 0, 'paid:{code}', count(*) FROM m WHERE paid IN"
        f" ({', '.join(repr(paid) for paid in held_by)}) AND {others('paid')}"
        for code, held_by in PAID.items()
    ]
    parts += [
        f"SELECT 2, 0, 0, '{area}:' || p.code, g.n FROM (SELECT {area}_id AS id,"
        f" count(*) AS n FROM m WHERE {others(area)} GROUP BY {area}_id) g"
        " JOIN places_place p ON p.id = g.id"
        for area in ("region", "province")
    ]
    parts += [
        f"SELECT {4 + index}, {mask}, 0, '', count(*) FROM m"
        f" WHERE {others(facet)} GROUP BY {mask}"
        for index, (facet, mask) in enumerate(FACETS.items())
    ]
    columns = "entry_id, sort_name, life, paid, region_id, province_id, is_recruiting"
    columns = ", ".join(f"l.{name}" for name in columns.split(", "))
    masks = ", ".join(f"l.{mask}" for mask in MASKS)
    return (
        f"WITH m AS MATERIALIZED (SELECT {columns}, l.welcomes_visits, {masks},"
        f" {tier} AS tier FROM {source}) " + " UNION ALL ".join(parts),
        params,
    )


def map_sql(question, zoom):
    source, _tier, params = ground(question)
    every = " AND ".join(f"l.{held}" for _name, held in conditions(question))
    shift = max(24 - zoom - 2, 0)
    return (
        "SELECT c.n, c.x, c.y, c.x1, c.x2, c.y1, c.y2, l.name, l.slug, l.latitude,"
        " l.longitude FROM (SELECT count(*) AS n, avg(l.x) AS x, avg(l.y) AS y,"
        " min(l.x) AS x1, max(l.x) AS x2, min(l.y) AS y1, max(l.y) AS y2,"
        f" min(l.entry_id) AS one FROM {source} AND {every}"
        f" GROUP BY l.x >> {shift}, l.y >> {shift}) c"
        " LEFT JOIN directory_listing l ON c.n = 1 AND l.entry_id = c.one",
        params,
    )
