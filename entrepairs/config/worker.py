"""The worker: does the queued tasks, and queues the periodic sweeps when due."""

import threading

from django.core.management import call_command

from entrepairs.core import schedule


def run() -> None:
    """Until SIGTERM. A task under way is finished first."""
    # A daemon: it holds nothing that an end could break.
    threading.Thread(target=schedule.run, name="schedule", daemon=True).start()
    call_command("db_worker", queue_name="*", reload=False, verbosity=0)
