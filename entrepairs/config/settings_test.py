"""Settings of the tests: those of production, in memory, without the outside."""

import os
import tempfile
from pathlib import Path

os.environ.setdefault("ENTREPAIRS_DATA", tempfile.mkdtemp(prefix="entrepairs-test-"))
os.environ.setdefault("ENTREPAIRS_HTTPS", "0")
os.environ.setdefault("ENTREPAIRS_LIVE_STATIC", "1")

from entrepairs.config.settings import *  # noqa: F403
from entrepairs.config.settings import CACHES, DATABASES, INSTALLED_APPS, TEMPLATES

INSTALLED_APPS += ["django_linear_migrations"]  # one newest migration per app

ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost", ".localhost"]
DATABASES["default"].setdefault("TEST", {})
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["TEST"] = {
        "NAME": Path(os.environ["ENTREPAIRS_DATA"]) / "test.sqlite3"
    }
else:
    DATABASES["default"]["OPTIONS"].pop("pool", None)
IN_MEMORY = "django.core.cache.backends.locmem.LocMemCache"
CACHES = {
    name: {"BACKEND": IN_MEMORY, "LOCATION": name, "OPTIONS": {"MAX_ENTRIES": 100_000}}
    for name in CACHES
}
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = ""
