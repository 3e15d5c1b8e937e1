"""Asks the database of the settings; prints the 95th percentiles as JSON."""

import json
import random
import sys
import time
from statistics import quantiles

import django

django.setup()

from baseline import Baseline  # noqa: E402  # Django first
from django.db import connection  # noqa: E402
from django.http import QueryDict  # noqa: E402
from django.test import Client  # noqa: E402
from django.utils import translation  # noqa: E402

from entrepairs.directory import finder, memory, suggestions  # noqa: E402
from entrepairs.directory.question import parse  # noqa: E402
from entrepairs.places.models import Place  # noqa: E402

SEED = 7
ROUNDS = 3
WORDS = (
    "arrêter de boire", "accro aux jeux", "groupe de parole", "maison bleue",
    "addictions", "santé mentale", "logement", "hospitalisation", "rue",
    "équipe mobile", "crisisplan", "proches", "ervaringsdeskundige", "jeux",
)  # fmt: skip
FACETS = (
    "", "sector=addictions", "spoken=nl", "paid=paid",
    "sector=mental_health&spoken=fr",
    "sector=youth&sector=family&public=adults", "life=looking",
    "activity=talking_group",
    "paid=unpaid&visits=1", "access=wheelchair",
)  # fmt: skip
TYPED = ("re", "equ", "boi", "horiz", "maison", "le ca", "addic", "groupe d", "brug")


def boxes(chance, count):
    """Extents as a map shows them: a country, a province, a town."""
    centres = list(Place.objects.filter(kind="commune").order_by("-population")[:60])
    for number in range(count):
        zoom = (8, 9, 10, 11, 12)[number % 5]
        width = 360 / 2**zoom * 4  # four tiles across
        place = chance.choice(centres)
        west, south = place.longitude - width / 2, place.latitude - width / 4
        yield zoom, f"{west:.4f},{south:.4f},{west + width:.4f},{south + width / 2:.4f}"


def lists(chance, count):
    for _zoom, box in boxes(chance, count):
        facets = chance.choice(FACETS)
        yield f"q={chance.choice(WORDS)}&words=1&box={box}&{facets}".rstrip("&")


def maps(chance, count):
    for number, (zoom, box) in enumerate(boxes(chance, count)):
        words = f"&q={chance.choice(WORDS)}&words=1" if number % 3 == 0 else ""
        yield zoom, f"box={box}{words}"


# SQLite works in this thread, so that its own time tells all and neighbours nothing.
CLOCK = time.thread_time if connection.vendor == "sqlite" else time.perf_counter


def timed(ask):
    memory.forget()
    started = CLOCK()
    answer = ask()
    return (CLOCK() - started) * 1000, answer


def p95(times):
    return quantiles(times, n=20)[-1]


def compare(pairs):
    """Percentiles of ours and of the plain SQL, in turn; a first round warms up."""
    ours, raw = [], []
    for ask_us, ask_sql, is_same in pairs:
        assert is_same(ask_us(), ask_sql()), "the answers differ"
        rounds = [(timed(ask_us)[0], timed(ask_sql)[0]) for _ in range(ROUNDS)]
        ours.append(min(one for one, _other in rounds))
        raw.append(min(other for _one, other in rounds))
    return p95(ours), p95(raw)


def list_pairs(chance, count, baseline):
    for parameters in lists(chance, count):
        question = parse(QueryDict(parameters))

        def ask_us(parameters=parameters):
            return finder.find(parse(QueryDict(parameters)), language="fr")

        yield ask_us, baseline.list(question), baseline.is_same_list


def map_pairs(chance, count, baseline):
    client = Client(headers={"Accept-Language": "fr"}, SERVER_NAME="127.0.0.1")
    for zoom, parameters in maps(chance, count):

        def ask_us(zoom=zoom, parameters=parameters):
            return client.get(f"/api/teams/clusters?zoom={zoom}&{parameters}").json()

        question = parse(QueryDict(parameters))
        yield ask_us, baseline.map(question, zoom), baseline.is_same_map


def suggestion_pairs(chance, count, baseline):
    for number in range(count):
        typed = TYPED[number % len(TYPED)]

        def ask_us(typed=typed):
            return suggestions.of("q", typed, country="BE")

        yield ask_us, baseline.replay(ask_us), lambda ours, raw: True


def main(count: int) -> None:
    baseline = Baseline()
    measured = {"list": list_pairs, "suggestions": suggestion_pairs, "map": map_pairs}
    found = {}
    with translation.override("fr"):
        for name, pairs in measured.items():
            found[name] = compare(pairs(random.Random(SEED), count, baseline))
    print(json.dumps(found))


if __name__ == "__main__":
    main(int(sys.argv[1]))
