"""
How often the first answer, or one of the first three, is right: labelled questions
over fictional services, on SQLite and on PostgreSQL.

    python bench/relevance.py [--failures] [postgresql://…]

Every third question is held out: it counts only in the last line of each table and
nothing may be tuned after it. `-` for the right answers means that none is right.
"""

import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
FOLDER = HERE / "relevance"
CODES = ("fr", "nl", "de", "en")
FIRST, AMONG_THREE = 0.80, 0.95
KIND = "bench"


@dataclass(frozen=True)
class Query:
    text: str
    language: str
    right: frozenset[str]
    is_held_out: bool


def rows(name):
    for line in (FOLDER / name).read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            yield [cell.strip() for cell in line.split(" | ")]


def parts(cell):
    return [part.strip() for part in cell.split(",") if part.strip()]


def queries():
    return [
        Query(text, language, frozenset(parts(right)) - {"-"}, number % 3 == 0)
        for number, (text, language, right) in enumerate(rows("queries.txt"), 1)
    ]


def drafts():
    """As the directory makes them: labels in four languages, codes, names of places."""
    from entrepairs.search.registry import Draft

    labels = {code: names for code, *names in rows("labels.txt")}
    found = {}
    for slug, language, name, places, codes, text in rows("services.txt"):
        tags = [(place, None) for place in parts(places)]
        for code in parts(codes):
            tags.append((code, None))
            tags += list(zip(labels[code], CODES, strict=True))
        found[slug] = Draft(title=name, tags=tags, body=[(text, language)], url=slug)
    return found


def fill():
    """Index the services, each carried by a place of its own."""
    from entrepairs.places.models import Place
    from entrepairs.search import actions, registry

    made = drafts()
    ids = {}
    for slug, draft in made.items():
        place, _ = Place.objects.get_or_create(
            code=f"bench:{slug}"[:40],
            defaults={"kind": "locality", "country": "BE", "name_fr": draft.title},
        )
        ids[place.pk] = draft
    registry.declare(
        registry.Source(
            kind=KIND,
            label=KIND,
            model=Place,
            build=lambda place: ids.get(place.pk),
            objects=lambda: Place.objects.filter(code__startswith="bench:"),
        )
    )
    for _ in actions.reindex(KIND):
        pass


def answers(query):
    """The slugs in order: by tier, then by name."""
    from entrepairs.search.query import search_all

    found = search_all(query.text, language=query.language, limit_each=100)
    return [hit.url for group in found if group.kind == KIND for hit in group.hits]


def is_right(query, given):
    """One of the right ones is there, or nothing where nothing is right."""
    return bool(query.right & set(given)) if query.right else not given


def shares(asked, given):
    """The shares of the first right, and of one right among the first three."""
    first = sum(is_right(q, given[q][:1]) for q in asked)
    three = sum(is_right(q, given[q][:3]) for q in asked)
    return first / len(asked), three / len(asked)


def ask_all():
    return {query: answers(query) for query in queries()}


def run():
    """What one database answers, one line per question."""
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from entrepairs.search import registry

    for kind in registry.sources():
        registry.forget(kind)
    fill()
    for query, given in ask_all().items():
        print(f"{query.text}\t{query.language}\t{','.join(given)}")


def of(database):
    """The answers of a process of its own on that database."""
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {
            "ENTREPAIRS_DATA": folder,
            "ENTREPAIRS_DEMO": "1",
            "DJANGO_SETTINGS_MODULE": "entrepairs.config.settings",
            "PYTHONPATH": str(HERE.parent),
            "DATABASE_URL": database,
        }
        told = subprocess.run(
            [sys.executable, __file__, "--run"],
            env=environment,
            check=True,
            capture_output=True,
            text=True,
        ).stdout
    lines = (line.split("\t") for line in told.splitlines() if "\t" in line)
    found = {(text, of): given.split(",") if given else [] for text, of, given in lines}
    return {query: found[query.text, query.language] for query in queries()}


def report(name, given, *, failures):
    tuned = [query for query in given if not query.is_held_out]
    held_out = [query for query in given if query.is_held_out]
    print(f"{name}\n{'questions':>24} {'first':>7} {'in three':>9}")
    for label, asked in (
        ("all", list(given)),
        ("tuned", tuned),
        ("held out", held_out),
    ):
        first, three = shares(asked, given)
        print(f"{label:>15} {len(asked):>8} {first:>7.1%} {three:>9.1%}")
    if failures:
        for query in tuned:
            if not is_right(query, given[query][:1]):
                print(
                    f"  {query.text!r}: {given[query][:4]}, not {sorted(query.right)}"
                )
    return shares(list(given), given)


def main(words):
    if "--run" in words:
        run()
        return 0
    failures = "--failures" in words
    databases = {"SQLite": ""}
    for word in words:
        if word.startswith("postgres"):
            databases["PostgreSQL"] = word
    given = {name: of(address) for name, address in databases.items()}
    reached = [report(n, g, failures=failures) for n, g in given.items()]
    if len(given) == 2:
        same = given["SQLite"] == given["PostgreSQL"]
        print(f"the same answers in the same order: {'yes' if same else 'NO'}")
        if not same:
            return 1
    return int(any(a < FIRST or b < AMONG_THREE for a, b in reached))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
