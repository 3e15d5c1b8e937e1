"""
What keeps the house in order, run inside `.venv`: `test` runs the tests on each
database there is, `check` everything, `format` lets the formatters work,
`migrations` makes the migrations, `bench` measures.
"""

import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = ROOT / ".venv/bin"
DJANGO = [BIN / "python", "-m", "entrepairs"]
TESTING = {"DJANGO_SETTINGS_MODULE": "entrepairs.config.settings_test"}
IN_CI = os.environ.get("CI", "").lower() in ("1", "true", "yes")
LOCAL_POSTGRESQL = (
    "postgresql://127.0.0.1:5432/postgres",
    "postgresql://postgres@127.0.0.1:5432/postgres",
    "postgresql://postgres:postgres@127.0.0.1:5432/postgres",
    "postgresql:///postgres?host=/var/run/postgresql",
)


def call(*command: object, **variables: str) -> bool:
    """Run and show; whether it was green."""
    environment = {**os.environ, **variables}
    words = [str(word) for word in command]
    return subprocess.call(words, cwd=ROOT, env=environment) == 0


def templates() -> list[Path]:
    found = ROOT.glob("entrepairs/*/templates/**/*")
    return sorted(f for f in found if f.suffix in (".html", ".txt"))


def html(pages: list[Path]) -> list[Path]:
    """Without mails, whose spaces at the beginning of a line would be read."""
    return [page for page in pages if page.suffix == ".html"]


def postgresql() -> str:
    """The address of a PostgreSQL that lets us in, or nothing."""
    import getpass

    import psycopg

    asked = os.environ.get("TEST_DATABASE_URL", "")
    for address in (asked,) if asked else LOCAL_POSTGRESQL:
        if "@" not in address and "//1" in address:
            address = address.replace("//", f"//{getpass.getuser()}@")
        try:
            psycopg.connect(address, connect_timeout=2).close()
        except psycopg.Error:
            continue
        return address
    return ""


def test(*words: str) -> bool:
    workers = str(min(4, os.cpu_count() or 1))
    pytest = [BIN / "python", "-m", "pytest", "-rs", "-n", workers]
    pytest += ["--dist", "worksteal", *words]
    green = say("Tests on SQLite") and call(*pytest, DATABASE_URL="")
    if address := postgresql():
        green &= say("Tests on PostgreSQL") and call(*pytest, DATABASE_URL=address)
    elif IN_CI:
        green = not say("No PostgreSQL answers, and here one must.")
    else:
        say("Not run on PostgreSQL: none answers (TEST_DATABASE_URL=postgresql://…).")
    return green


def say(line: str) -> bool:
    print(f"\n== {line}", flush=True)
    return True


def steps() -> dict[str, list[object]]:
    pages = templates()
    return {
        "ruff": [BIN / "ruff", "check", "."],
        "ruff format": [BIN / "ruff", "format", "--check", "."],
        "types": [BIN / "mypy", "entrepairs"],
        "layers": [BIN / "lint-imports"],
        "templates, style": [BIN / "djade", "--check", "--target-version=5.2", *pages],
        "templates, indent": [BIN / "djhtml", "--check", "--tabwidth=2", *html(pages)],
        "spelling": [BIN / "typos"],
        "migrations": [*DJANGO, "makemigrations", "--check", "--dry-run"],
        "linear migrations": [*DJANGO, "check", "--tag", "models"],
        "catalogues": [BIN / "python", "tools/catalogues.py", "check"],
    }


def check() -> bool:
    red = []
    for name, command in steps().items():
        started = time.monotonic()
        say(name)
        if not call(*command, **TESTING):
            red.append(name)
        print(f"({time.monotonic() - started:.0f} s)", flush=True)
    if not test():
        red.append("tests")
    say(f"Red: {', '.join(red)}" if red else "All green.")
    return not red


def format_all() -> bool:
    pages = templates()
    call(BIN / "ruff", "check", "--fix", ".")
    call(BIN / "ruff", "format", ".")
    call(BIN / "djade", "--target-version=5.2", *pages)
    call(BIN / "djhtml", "--tabwidth=2", *html(pages))
    return True


def migrations(*words: str) -> bool:
    """With django-linear-migrations, which notes the newest of each app."""
    return call(*DJANGO, "makemigrations", *words, **TESTING)


def bench() -> bool:
    files = sorted((ROOT / "bench").glob("[a-z]*.py"))
    green = [call(BIN / "python", file) for file in files]
    return all(green)


def main() -> int:
    tasks = {
        "test": test,
        "check": check,
        "format": format_all,
        "migrations": migrations,
        "bench": bench,
    }
    word, *rest = sys.argv[1:] or [""]
    if word not in tasks:
        print(__doc__)
        return 2
    return 0 if tasks[word](*rest) else 1


if __name__ == "__main__":
    sys.exit(main())
