"""What keeps the database in shape."""

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from django_tasks import task

from entrepairs.core.schedule import every

DAY = 24 * 60


@every(minutes=DAY)
@task()
def tend_database() -> None:
    """Every night; what writes much at once calls `count_again` itself."""
    statement = "PRAGMA optimize" if connection.vendor == "sqlite" else "ANALYZE"
    with connection.cursor() as cursor:
        cursor.execute(statement)


@every(minutes=DAY)
@task()
def forget_done_tasks() -> None:
    """Drop what was done more than two weeks ago from the queue."""
    call_command("prune_db_task_results", verbosity=0)


@every(minutes=60)
@task()
def forget_expired() -> None:
    """Empty the caches' tables of what is over; Django waits until they are full."""
    for cache in settings.CACHES.values():
        if str(cache["BACKEND"]).endswith("DatabaseCache"):
            drop_expired(str(cache["LOCATION"]))


def drop_expired(table: str) -> None:
    now = timezone.now().replace(microsecond=0)
    over = connection.ops.adapt_datetimefield_value(now)
    name = connection.ops.quote_name(table)
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {name} WHERE expires < %s", [over])  # noqa: S608  # a name of ours
