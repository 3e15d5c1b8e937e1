"""
Whether the demonstration was made ready today, by this very code and for this very
database. Told without loading the apps, which is most of what a start costs.
"""

import hashlib
import os
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.utils import timezone

PACKAGE = Path(__file__).resolve().parent.parent


def token() -> str:
    """Changes with the day, the code, what is installed and the collected files."""
    total = hashlib.sha256(f"{timezone.localdate()} {sys.version}\n".encode())
    for line in (*sorted(_files()), *sorted(_installed()), _collected()):
        total.update(f"{line}\n".encode())
    return total.hexdigest()


def is_ready() -> bool:
    try:
        with warnings.catch_warnings(), connection.cursor() as cursor:
            warnings.simplefilter("ignore", RuntimeWarning)  # no apps yet: on purpose
            cursor.execute("SELECT ready_for FROM demo_demonstration")
            rows = cursor.fetchall()
    except DatabaseError:
        return False
    return [token()] == [mark for (mark,) in rows]


def _files() -> Iterator[str]:
    """Every file of the package but what Python makes of it."""
    for folder, folders, names in os.walk(PACKAGE):
        folders[:] = [name for name in folders if name != "__pycache__"]
        for name in names:
            file = Path(folder, name)
            status = file.stat()
            yield f"{file} {status.st_size} {status.st_mtime_ns}"


def _installed() -> Iterator[str]:
    """`django-5.2.1.dist-info` and its like: the name tells the version."""
    for folder in filter(os.path.isdir, sys.path):
        yield from (name for name in os.listdir(folder) if name.endswith("-info"))


def _collected() -> str:
    """The mark `readiness.collect_static` leaves, where files are collected at all."""
    mark: Path = settings.STATIC_ROOT / ".digest"
    return mark.read_text() if mark.exists() else f"live: {settings.LIVE_STATIC}"
