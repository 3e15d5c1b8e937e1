"""The `entrepairs` command: ours first, Django's commands behind it."""

import os
import sys
from collections.abc import Callable

HELP = """\
entrepairs demo         a fictional instance to try things out, with all in it
entrepairs serve        the web server and the worker, until Ctrl-C
entrepairs migrate      make or update the tables; before the first serve
entrepairs check        what is missing to serve, one line each
entrepairs admin-link   a link that signs an administrator in once
entrepairs places …     fill the gazetteer
entrepairs rotate-keys  replace the keys that seal addresses
entrepairs retention    what has outlived its purpose; --apply ends it
entrepairs person-data  all that is held about an address
entrepairs erase        erase what is held about an address, with --apply
entrepairs import FILE  read a spreadsheet into the directory
entrepairs reindex      make the search index anew
entrepairs help         all commands, also Django’s and Wagtail’s
"""


STARTING = "Entrepairs is getting ready; the first time takes a minute or two.\n"


def serve() -> int:
    from entrepairs.config import readiness

    sys.stdout.write(STARTING)
    sys.stdout.flush()
    readiness.collect_static()
    if unapplied := readiness.unapplied_migrations():
        sys.stderr.write(
            f"The database misses {unapplied} changes. Run: entrepairs migrate\n"
        )
        return 1
    if reason := readiness.unopenable() or readiness.wrong_journal_key():
        sys.stderr.write(f"{reason}\n")
        return 1
    readiness.replay_erasures()
    readiness.load_application()
    return supervise()


def demo() -> int:
    """Everything a first look needs, then `serve`. Quick when all is as it was."""
    from entrepairs.config import freshness, supervisor

    if busy := supervisor.busy_port():
        sys.stderr.write(busy)
        return 1
    if not freshness.is_ready() and (code := make_ready()):
        return code
    return supervise()


def make_ready() -> int:
    import django
    from django.core.management import CommandError

    from entrepairs.config import freshness

    sys.stdout.write(STARTING)
    sys.stdout.flush()
    django.setup()
    from entrepairs.config import readiness
    from entrepairs.demo.actions import note_ready

    try:
        readiness.load_demonstration()
    except CommandError as refusal:
        sys.stderr.write(f"{refusal}\n")
        return 1
    readiness.collect_static()
    readiness.load_application()
    note_ready(freshness.token())
    return 0


def supervise() -> int:
    """Become the parent of web server and worker, without what was loaded here."""
    sys.stdout.flush()
    words = [sys.executable, "-m", "entrepairs.config.supervisor"]
    os.execv(sys.executable, words)  # noqa: S606  # our own words


def work() -> int:
    from entrepairs.config import worker

    worker.run()
    return 0


def check() -> int:
    from entrepairs.config import readiness

    return readiness.report()


def migrate() -> int:
    from django.conf import settings
    from django.core.management import call_command

    settings.DATA.mkdir(parents=True, exist_ok=True)
    call_command("migrate")
    call_command("createcachetable")
    return 0


OURS: dict[str, Callable[[], int]] = {
    "serve": serve,
    "work": work,
    "check": check,
    "migrate": migrate,
}


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "entrepairs.config.settings")
    words = sys.argv[1:]
    if words in ([], ["--help"], ["-h"]):
        sys.stdout.write(HELP)
        return
    words[0] = words[0].replace("-", "_")  # `admin-link` is typed, Python needs `_`
    if words[0] == "demo":
        os.environ["ENTREPAIRS_DEMO"] = "1"
    if words[0] == "runserver":
        os.environ.setdefault("ENTREPAIRS_LIVE_STATIC", "1")
    if words == ["demo"]:
        sys.exit(demo())
    if len(words) == 1 and words[0] in OURS:
        import django

        django.setup()
        sys.exit(OURS[words[0]]())
    from django.core.management import execute_from_command_line

    execute_from_command_line(["entrepairs", *words])


if __name__ == "__main__":
    main()
