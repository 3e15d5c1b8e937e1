"""What the database keeps beside its rows: statistics, and a log of changes."""

from django.db import connection
from django.db.models import Model


def count_again(*models: type[Model]) -> None:
    """
    Let the database look at these tables after much was written at once, also within
    the transaction that wrote it. Until then PostgreSQL takes them for empty, and
    walks through hundreds of thousands of rows once for each row of another table.
    """
    with connection.cursor() as cursor:
        for model in models:
            table = connection.ops.quote_name(model._meta.db_table)
            cursor.execute(f"ANALYZE {table}")


def empty_log() -> None:
    """SQLite keeps changes, so also what was erased, in a log until much is in it."""
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
