"""What was worked out from the listings, kept while they stay the same."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from functools import wraps
from threading import Lock
from time import monotonic
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse

from entrepairs.core.htmx import VARY
from entrepairs.core.http import Request
from entrepairs.core.language import current

STATE = "SELECT count(*), max(id), sum(stamp) FROM directory_edition"
PAGE_FRESH_FOR = 30  # seconds; what is around the list may change behind an edition
EDITION = "directory_edition"  # attribute of a request
PATH_LENGTH = 300  # longer ones are seldom asked twice


class Memory:
    """The `size` values asked for last, in this process."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._kept: OrderedDict[Hashable, tuple[float, Any]] = OrderedDict()
        self._lock = Lock()

    def recall(self, key: Hashable) -> Any:
        """What was kept under `key`, `None` if nothing or too old."""
        with self._lock:
            until, value = self._kept.get(key, (0.0, None))
            if until < monotonic():
                self._kept.pop(key, None)
                return None
            self._kept.move_to_end(key)
            return value

    def keep(self, key: Hashable, value: Any, *, seconds: float) -> None:
        with self._lock:
            self._kept[key] = monotonic() + seconds, value
            self._kept.move_to_end(key)
            while len(self._kept) > self._size:
                self._kept.popitem(last=False)

    def forget(self) -> None:
        """Start anew, for measurements."""
        with self._lock:
            self._kept.clear()


_answers = Memory(512)
_pages = Memory(64)
recall, keep = _answers.recall, _answers.keep


def forget() -> None:
    _answers.forget()
    _pages.forget()


def edition() -> str:
    """Tells one state of the listings from another; empty before the first change."""
    with connection.cursor() as cursor:
        cursor.execute(STATE)
        count, last, stamps = cursor.fetchone()
    return f"{count}.{last}.{stamps}" if count else ""


def edition_of(request: HttpRequest) -> str:
    """As `edition`; for a page that `remembered_page` keeps without asking again."""
    return getattr(request, EDITION, "") or edition()


def remembered(key: Hashable, make: Callable[[], Any], *, seconds: float) -> Any:
    """`make()`, or what it gave for the same key in the last `seconds`."""
    if (value := recall(key)) is None:
        value = make()
        keep(key, value, seconds=seconds)
    return value


View = Callable[..., HttpResponse]


def remembered_page(view: View) -> View:
    """
    Make a page once for all visitors, who have no cookie and so see the same; anew at
    once when a team changes, after `PAGE_FRESH_FOR` when anything else does.
    """

    @wraps(view)
    def wrapped(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        path = request.build_absolute_uri()
        now = "" if request.COOKIES or len(path) > PATH_LENGTH else edition()
        if not now:
            return view(request, *args, **kwargs)
        setattr(request, EDITION, now)
        asked = tuple(request.headers.get(name) for name in (*VARY, "HX-Target"))
        key = (now, path, request.method, current(), asked)
        if (kept := _pages.recall(key)) is not None:
            content, headers = kept
            return HttpResponse(content, headers=headers)
        response = view(request, *args, **kwargs)
        if response.status_code == 200 and not response.cookies:
            kept = response.content, dict(response.headers)
            _pages.keep(key, kept, seconds=PAGE_FRESH_FOR)
        return response

    return wrapped
