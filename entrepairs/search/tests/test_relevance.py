import importlib.util
import sqlite3
import sys
from pathlib import Path

import pytest
from django.db import connection

from entrepairs.search import actions, engine, registry, thesaurus
from entrepairs.search.levels import levels
from entrepairs.search.understanding import cut, understand

FILE = Path(__file__).resolve().parents[3] / "bench" / "relevance.py"
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not FILE.exists(), reason="the bench is not here"),
]


@pytest.fixture
def bench():
    spec = importlib.util.spec_from_file_location("relevance_bench", FILE)
    module = sys.modules[spec.name] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    declared = registry.sources()
    for kind in declared:
        registry.forget(kind)
    module.fill()
    yield module
    registry.forget(module.KIND)
    for source in declared.values():
        registry.declare(source)


def test_the_first_answer_is_mostly_right(bench):
    given = bench.ask_all()

    first, three = bench.shares(list(given), given)

    assert len(given) >= 60
    assert first >= bench.FIRST
    assert three >= bench.AMONG_THREE


def test_each_answer_comes_once(bench):
    for query, given in bench.ask_all().items():
        assert len(given) == len(set(given)), query.text


@pytest.mark.postgresql
def test_both_databases_give_the_same_tiers(bench):
    if connection.vendor != "postgresql":
        pytest.skip("runs on PostgreSQL, and makes an SQLite index beside it")
    memory = sqlite_index(bench)

    for query in bench.queries():
        mended, units = understand(cut(query.text), thesaurus.current(), query.language)
        wanted = levels(units, query.language)
        sql, params = engine.ask(bench.KIND, wanted)
        with connection.cursor() as cursor:
            cursor.execute(sql, params)
            here = sorted(cursor.fetchall())
        sql, params = engine.ask(bench.KIND, wanted, sqlite=True)
        there = sorted(memory.execute(sql.replace("%s", "?"), params))

        assert here == there, mended
    memory.close()


def sqlite_index(bench):
    """The same tokens in an FTS5 table made by the same migration."""
    migration = importlib.import_module("entrepairs.search.migrations.0002_full_text")
    memory = sqlite3.connect(":memory:")
    memory.execute(next(s for s in migration.SQLITE if "fts5" in s))
    source = registry.sources()[bench.KIND]
    for carrier in source.queryset():
        columns, _ = actions.analyse(source.build(carrier))
        texts = [" ".join(sorted(column)) for column in columns]
        memory.execute(
            "INSERT INTO search_tokens (rowid, title, tags, body) VALUES (?, ?, ?, ?)",
            [engine.key(bench.KIND, carrier.pk), *texts],
        )
    return memory
