"""What keeps the database in shape."""

from django.core.management import call_command
from django.db import connection
from django_tasks import task

from entrepairs.core.schedule import every

DAY = 24 * 60


@every(minutes=DAY)
@task()
def tend_database() -> None:
    """Let the database look at its tables again, so that it chooses good plans."""
    statement = "PRAGMA optimize" if connection.vendor == "sqlite" else "ANALYZE"
    with connection.cursor() as cursor:
        cursor.execute(statement)


@every(minutes=DAY)
@task()
def forget_done_tasks() -> None:
    """Drop what was done more than two weeks ago from the queue."""
    call_command("prune_db_task_results", verbosity=0)
