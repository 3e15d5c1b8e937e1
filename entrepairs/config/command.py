"""The `entrepairs` command: ours first, Django's commands behind it."""

import os
import sys
from collections.abc import Callable

from django.core.management import CommandError, call_command, execute_from_command_line

HELP = """\
entrepairs demo         a fictional instance to try things out, with all in it
entrepairs serve        the web server and the worker, until Ctrl-C
entrepairs migrate      make or update the tables; before the first serve
entrepairs check        what is missing to serve, one line each
entrepairs admin-link   a link that signs an administrator in once
entrepairs places …     fill the gazetteer
entrepairs import FILE  read a spreadsheet into the directory
entrepairs reindex      make the search index anew
entrepairs help         all commands, also Django’s and Wagtail’s
"""


def serve() -> int:
    from entrepairs.config import readiness, supervisor

    readiness.collect_static()
    if unapplied := readiness.unapplied_migrations():
        sys.stderr.write(
            f"The database misses {unapplied} changes. Run: entrepairs migrate\n"
        )
        return 1
    return supervisor.run()


def demo() -> int:
    """Everything a first look needs, then `serve`."""
    from entrepairs.config import readiness, supervisor

    if busy := supervisor.busy_port():
        sys.stderr.write(busy)
        return 1
    try:
        readiness.load_demonstration()
    except CommandError as refusal:
        sys.stderr.write(f"{refusal}\n")
        return 1
    readiness.collect_static()
    return supervisor.run()


def work() -> int:
    from entrepairs.config import worker

    worker.run()
    return 0


def check() -> int:
    from entrepairs.config import readiness

    return readiness.report()


def migrate() -> int:
    from django.conf import settings

    settings.DATA.mkdir(parents=True, exist_ok=True)
    call_command("migrate")
    call_command("createcachetable")
    return 0


OURS: dict[str, Callable[[], int]] = {
    "serve": serve,
    "demo": demo,
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
    if len(words) == 1 and words[0] in OURS:
        import django

        django.setup()
        sys.exit(OURS[words[0]]())
    execute_from_command_line(["entrepairs", *words])


if __name__ == "__main__":
    main()
