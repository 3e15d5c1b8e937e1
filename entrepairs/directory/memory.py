"""What was worked out from the listings, kept while they stay the same."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from time import monotonic
from typing import Any

from django.db import connection

SIZE = 512
STATE = "SELECT count(*), max(id), sum(stamp) FROM directory_edition"

_kept: OrderedDict[Hashable, tuple[float, Any]] = OrderedDict()
_lock = Lock()


def edition() -> str:
    """Tells one state of the listings from another; empty before the first change."""
    with connection.cursor() as cursor:
        cursor.execute(STATE)
        count, last, stamps = cursor.fetchone()
    return f"{count}.{last}.{stamps}" if count else ""


def recall(key: Hashable) -> Any:
    """What was kept under `key`, `None` if nothing or too old."""
    with _lock:
        until, value = _kept.get(key, (0.0, None))
        if until < monotonic():
            _kept.pop(key, None)
            return None
        _kept.move_to_end(key)
        return value


def keep(key: Hashable, value: Any, *, seconds: float) -> None:
    with _lock:
        _kept[key] = monotonic() + seconds, value
        while len(_kept) > SIZE:
            _kept.popitem(last=False)


def remembered(key: Hashable, make: Callable[[], Any], *, seconds: float) -> Any:
    """`make()`, or what it gave for the same key in the last `seconds`."""
    if (value := recall(key)) is None:
        value = make()
        keep(key, value, seconds=seconds)
    return value


def forget() -> None:
    """Start anew, for measurements."""
    with _lock:
        _kept.clear()
