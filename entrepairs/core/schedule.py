"""
Periodic sweeps. An app declares them in its `tasks.py`:

    @every(minutes=60)
    @task()
    def forget_used_links() -> None: ...

A sweep does whatever is due, so that running it twice or late does no harm: that is
why nothing here is remembered between starts.
"""

import logging
import time
from collections.abc import Callable
from typing import Any, Protocol, TypeVar

from django.db import close_old_connections
from django.utils.module_loading import autodiscover_modules

logger = logging.getLogger(__name__)

FIRST_AFTER = 30.0  # seconds, so that starting up comes first
LOOK_EVERY = 10.0


class Sweep(Protocol):
    """What `django_tasks.task` makes of a function."""

    def enqueue(self) -> Any: ...


SweepT = TypeVar("SweepT", bound=Sweep)

_minutes: dict[Sweep, int] = {}


def every(*, minutes: int) -> Callable[[SweepT], SweepT]:
    """Queue the task this often while a worker runs."""

    def declare(sweep: SweepT) -> SweepT:
        _minutes[sweep] = minutes
        return sweep

    return declare


def sweeps() -> dict[Sweep, int]:
    """All that the apps declared, with the minutes between two runs."""
    autodiscover_modules("tasks")
    return dict(_minutes)


def run(sleep: Callable[[float], None] = time.sleep) -> None:
    """Queue each sweep when it is due, for ever. `sleep` may raise to end it."""
    plan = sweeps()
    due = dict.fromkeys(plan, time.monotonic() + FIRST_AFTER)
    while True:
        now = time.monotonic()
        for sweep, minutes in plan.items():
            if due[sweep] <= now:
                due[sweep] = now + minutes * 60
                _enqueue(sweep)
        sleep(LOOK_EVERY)


def _enqueue(sweep: Sweep) -> None:
    close_old_connections()
    try:
        sweep.enqueue()
    except Exception:  # one that fails must not stop the others
        logger.exception("A periodic sweep could not be queued")
    finally:
        close_old_connections()
