"""
How much our answers cost above the plain SQL of the same question, in one run.

    python bench/speed.py [--teams 200000] [--postgresql URL] [--keep FOLDER]

Makes the teams, then asks the same questions in turn: through the application, its
memory emptied each time, and by hand-written SQL through the plain driver. Answers
must be equal. Prints the 95th percentiles, their ratio and what is allowed.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ALLOWED = {
    "sqlite": {"list": 2.0, "suggestions": 1.5, "map": 2.5},
    "postgresql": {"list": 1.5, "suggestions": 1.5, "map": 2.5},
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--teams", type=int, default=200_000)
    parser.add_argument("--questions", type=int, default=100)
    parser.add_argument("--postgresql", help="address of an empty database")
    parser.add_argument(
        "--keep", type=Path, help="keep the SQLite file here, or use it"
    )
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as passing:
        folder = asked.keep or Path(passing)
        failed = measure("sqlite", folder, "", asked)
        if asked.postgresql:
            failed |= measure("postgresql", folder, asked.postgresql, asked)
    return int(failed)


def measure(vendor: str, folder: Path, url: str, asked) -> bool:
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "entrepairs.config.settings",
        "PYTHONPATH": str(ROOT),
        "ENTREPAIRS_DATA": str(folder),
        "ENTREPAIRS_HTTPS": "0",
        "DATABASE_URL": url,
    }
    folder.mkdir(parents=True, exist_ok=True)

    def run(*words: str) -> str:
        command = [sys.executable, *words]
        return subprocess.run(
            command, env=environment, check=True, stdout=subprocess.PIPE, text=True
        ).stdout

    made = folder / f"{vendor}-{asked.teams}.made"
    if not made.exists():
        run("-m", "entrepairs", "migrate", "-v0")
        run("bench/generate.py", str(asked.teams))
        made.touch()
    found = json.loads(run("bench/questions.py", str(asked.questions)))
    failed = False
    print(f"{vendor}, {asked.teams:,} teams, {asked.questions} questions each:")
    for name, (ours, raw) in found.items():
        ratio, allowed = ours / raw, ALLOWED[vendor][name]
        failed |= ratio > allowed
        verdict = "ok" if ratio <= allowed else "TOO SLOW"
        print(
            f"  {name:12} p95 {ours:8.1f} ms, plain SQL {raw:8.1f} ms,"
            f" ratio {ratio:.2f} (at most {allowed}) {verdict}"
        )
    return failed


if __name__ == "__main__":
    sys.exit(main())
