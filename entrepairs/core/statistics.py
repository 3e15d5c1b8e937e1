"""What the database must know of its tables to choose good plans."""

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
