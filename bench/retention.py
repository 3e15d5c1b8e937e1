"""
How long the nightly retention keeps others from writing, on SQLite.

    python bench/retention.py [--rows 1000000]

Makes so many rows that are over and as many again that are not, of two kinds, runs the
retention, and has another process ask for the write lock all the time. Prints the
longest transaction, the longest wait of the other, and the time it took in all.
"""

import argparse
import multiprocessing
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ALLOWED = 0.2  # seconds that the write lock is held, at most
COUNT = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {}) "


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "entrepairs.config.settings",
            "PYTHONPATH": str(ROOT),
            "ENTREPAIRS_DATA": folder,
            "ENTREPAIRS_HTTPS": "0",
            "DATABASE_URL": "",
        }
        migrate = [sys.executable, "-m", "entrepairs", "migrate", "-v0"]
        subprocess.run(migrate, env=environment, check=True)
        inside = [sys.executable, __file__, "--inside", str(asked.rows)]
        return subprocess.run(inside, env=environment, check=False).returncode


def inside(rows: int) -> int:
    import django

    django.setup()
    from entrepairs.core.personal import kind_named
    from entrepairs.privacy.models import Threshold

    failed = False
    for name, fill in (("people.links", fill_links), ("importing.rows", fill_rows)):
        fill(rows)
        Threshold.objects.create(kind=name, rows=10 * rows, percent=100)
        failed |= measure(kind_named(name), rows)
    return int(failed)


def execute(statement: str, rows: int) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(COUNT.format(rows) + statement)


def fill_links(rows: int) -> None:
    """Half over, half not, mixed."""
    from entrepairs.people.models import Person

    person = Person.objects.create_user("bench@example.org").pk
    execute(
        "INSERT INTO people_signinlink (person_id, digest, expires_at)"
        f" SELECT {person}, hex(randomblob(32)),"
        " iif(i % 2, '2020-01-01 00:00:00', '2999-01-01 00:00:00') FROM n",
        2 * rows,
    )


def fill_rows(rows: int) -> None:
    from datetime import UTC, datetime

    from entrepairs.importing.models import Run
    from entrepairs.organisations.models import Network

    network = Network.objects.get(host=None)
    old, new = (
        Run.objects.create(kind="teams", network=network, file_name="x", digest="x")
        for _ in range(2)
    )
    Run.objects.filter(pk=old.pk).update(created_at=datetime(2020, 1, 1, tzinfo=UTC))
    execute(
        "INSERT INTO importing_row (run_id, sheet, number, cells, verdict, is_forced,"
        " reasons, warnings, title, outcome, trace)"
        f' SELECT iif(i % 2, {old.pk}, {new.pk}), 0, i, \'["Camille", "7000 Mons"]\','
        " '', 0, '[]', '[]', 'Camille', '', '{}' FROM n",
        2 * rows,
    )


def measure(kind, rows: int) -> bool:
    from django.db import connection
    from django.utils import timezone

    from entrepairs.privacy import retention

    held: list[float] = []
    choose = retention.next_size

    def noted(size: int, took: float) -> int:
        held.append(took)
        return choose(size, took)

    retention.next_size = noted
    connection.close()
    with connection.cursor() as cursor:
        # A checkpoint keeps nobody from writing: the other process does it meanwhile.
        cursor.execute("PRAGMA wal_autocheckpoint=0")
    parent, child = multiprocessing.Pipe()
    path = str(connection.settings_dict["NAME"])
    other = multiprocessing.Process(target=ask_to_write, args=(path, child))
    other.start()
    parent.recv()
    night, began = retention.Night(timezone.now()), time.monotonic()
    for _size in retention.end(kind, night):
        pass
    took = time.monotonic() - began
    parent.send("enough")
    waits = parent.recv()
    other.join()
    retention.next_size = choose
    ended = night.counts[kind.name]["ended"]
    longest = max(held)
    verdict = "ok" if longest <= ALLOWED and ended == rows else "WRONG"
    print(
        f"{kind.name}: {ended:,} of {2 * rows:,} rows ended in {took:.1f} s"
        f" ({ended / took:,.0f} a second), {len(held):,} transactions;"
        f" longest write lock {longest * 1000:.0f} ms,"
        f" 99th percentile {percentile(held) * 1000:.0f} ms (at most"
        f" {ALLOWED * 1000:.0f}), {sum(took > ALLOWED for took in held)} longer;"
        f" load {os.getloadavg()[0]:.0f} on {os.cpu_count()} cores; another writer"
        f" waited {max(waits) * 1000:.0f} ms at most in {len(waits):,} tries {verdict}",
        flush=True,
    )
    return verdict != "ok"


def percentile(values: list[float]) -> float:
    return sorted(values)[int(len(values) * 0.99)]


def ask_to_write(path: str, pipe) -> None:
    """Another process that wants the lock, again and again."""
    connection = sqlite3.connect(path, timeout=30, isolation_level=None)
    waits = []
    pipe.send("ready")
    while not pipe.poll():
        began = time.monotonic()
        connection.execute("BEGIN IMMEDIATE")
        waits.append(time.monotonic() - began)
        connection.execute("ROLLBACK")
        if len(waits) % 20 == 0:
            connection.execute("PRAGMA wal_checkpoint(PASSIVE)")
        time.sleep(0.02)
    pipe.send(waits)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--inside"]:
        sys.exit(inside(int(sys.argv[2])))
    sys.exit(main())
