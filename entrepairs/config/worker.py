"""The worker: does the queued tasks, and queues the periodic sweeps when due."""

import gc
import threading

from django.core.management import call_command

from entrepairs.core import schedule


def run() -> None:
    """Until SIGTERM. A task under way is finished first."""
    gc.freeze()  # what is loaded now stays: looking it over took a fifth of an import
    # A daemon: it holds nothing that an end could break.
    threading.Thread(target=schedule.run, name="schedule", daemon=True).start()
    call_command("db_worker", queue_name="*", reload=False, verbosity=0)
