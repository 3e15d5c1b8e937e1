"""
What the migrations put into the database, kept aside and put back after each test
that commits. Django empties all tables and reads a text anew, which takes seconds.
"""

import sqlite3
from collections.abc import Iterator
from typing import Any

from django.db import connection, transaction

Kept = sqlite3.Connection | dict[str, bytes]


def keep() -> Kept:
    """All rows as they are now, of all tables, ours and the index's."""
    connection.ensure_connection()
    if connection.vendor == "sqlite":
        kept = sqlite3.connect(":memory:", check_same_thread=False)
        connection.connection.backup(kept)
        return kept
    return {table: b"".join(_copied(table)) for table in _tables()}


def put_back(kept: Kept) -> None:
    """The rows as they were; sequences go on."""
    connection.ensure_connection()
    if isinstance(kept, sqlite3.Connection):
        kept.backup(connection.connection)
        return
    with transaction.atomic(), connection.cursor() as cursor:
        # No order of tables satisfies keys that point both ways.
        cursor.execute("SET LOCAL session_replication_role = replica")
        for table, rows in kept.items():
            cursor.execute(f"DELETE FROM {table}")  # noqa: S608 - a name of ours
            if rows:
                with cursor.copy(f"COPY {table} FROM STDIN") as copy:
                    copy.write(rows)


def end_others() -> None:
    """Sessions that a thread of a test left open: they would keep the database."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )


def _tables() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = 'public'"
        )
        return [row[0] for row in cursor.fetchall()]


def _copied(table: str) -> Iterator[Any]:
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY {table} TO STDOUT") as copy,
    ):
        yield from copy
