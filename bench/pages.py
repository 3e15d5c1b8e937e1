"""
How many requests per second the demonstration's pages answer, beside an empty view of
the same server in the same run; and how many queries they take when nothing is kept.

    python bench/pages.py [--seconds 3]
"""

import argparse
import http.client
import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import closing
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
EMPTY = "/bench/empty/"
PAGES = {  # address: least ratio to the empty view, most queries
    "/fr/": (0.2, 8),
    "/fr/equipes/": (0.2, 8),
    "/fr/equipes/?sector=addictions": (0.2, 8),
}
ROUNDS = 3
CLIENTS = 4
QUERIES = """
import django; django.setup()
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from entrepairs.directory.models import Edition
client = Client(SERVER_NAME="127.0.0.1")
client.get(PAGE)
Edition.mark()
with CaptureQueriesContext(connection) as queries:
    response = client.get(PAGE)
assert response.status_code == 200, response.status_code
print(len(queries))
"""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=3)
    parser.add_argument("--port", type=int, default=8150)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "entrepairs.config.settings",
            "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "bench")]),
            "ENTREPAIRS_DATA": folder,
            "ENTREPAIRS_DEMO": "1",
        }
        prepare = "import django; django.setup()\n" + (
            "from entrepairs.config import readiness as r\n"
            "r.load_demonstration(); r.collect_static()"
        )
        run(prepare, environment)
        server = subprocess.Popen(
            [
                *(sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws"),
                *("--host", "127.0.0.1", "--port", str(asked.port)),
                *("--workers", "1", "--blocking-threads", "2", "--log-level", "error"),
                "empty:application",
            ],
            env=environment,
            start_new_session=True,
        )
        try:
            return report(asked, environment)
        finally:
            os.killpg(server.pid, signal.SIGKILL)  # its worker too
            server.wait()


def run(code: str, environment: dict[str, str]) -> str:
    command = [sys.executable, "-W", "ignore", "-c", code]
    return subprocess.run(
        command, env=environment, check=True, stdout=subprocess.PIPE, text=True
    ).stdout


def report(asked, environment) -> int:
    wait(asked.port)
    rates = dict.fromkeys((EMPTY, *PAGES), 0.0)
    for _ in range(ROUNDS):  # in turn, so that all meet the same neighbours
        for address in rates:
            found = rate(asked.port, address, asked.seconds)
            rates[address] = max(rates[address], found)
    print(f"empty view {rates[EMPTY]:.0f} requests/s")
    failed = False
    for address, (least, most) in PAGES.items():
        ratio = rates[address] / rates[EMPTY]
        queries = int(run(f"PAGE = {json.dumps(address)}\n{QUERIES}", environment))
        failed |= ratio < least or queries > most
        print(
            f"{address:32} {rates[address]:6.0f} requests/s, ratio {ratio:.2f}"
            f" (at least {least}), {queries} queries (at most {most})"
        )
    return int(failed)


def wait(port: int) -> None:
    for _ in range(100):
        try:
            once(port, EMPTY)
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise SystemExit("the server does not answer")


def once(port: int, address: str) -> None:
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=20)) as opened:
        ask(opened, address)


def ask(connection, address: str) -> None:
    connection.request("GET", address, headers={"Accept-Language": "fr"})
    response = connection.getresponse()
    response.read()
    assert response.status == 200, (address, response.status)


def rate(port: int, address: str, seconds: float) -> float:
    counts = [0] * CLIENTS
    once(port, address)
    until = time.monotonic() + seconds

    def client(number: int) -> None:
        with closing(http.client.HTTPConnection("127.0.0.1", port)) as connection:
            while time.monotonic() < until:
                ask(connection, address)
                counts[number] += 1

    threads = [threading.Thread(target=client, args=(n,)) for n in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts) / seconds


if __name__ == "__main__":
    sys.exit(main())
