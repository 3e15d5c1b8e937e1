"""
Whether signing in tells, by its time, that an address is known; and what many requests
leave behind.

    python bench/signing_in.py [--times 200] [--requests 10000]

Asks for codes for a known and an unknown address in turn, each time as a new browser of
a new network, with the cache's own table; prints the medians of both. Then one address
is asked for again and again, from a thousand networks.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
APART = 0.05  # of the median: what the two may differ by
KNOWN, UNKNOWN = "marie{}@person.example", "nobody{}@person.example"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=200)
    parser.add_argument("--requests", type=int, default=10_000)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "entrepairs.config.settings",
            "PYTHONPATH": str(ROOT),
            "ENTREPAIRS_DATA": folder,
            "ENTREPAIRS_HTTPS": "0",
            "ENTREPAIRS_LIVE_STATIC": "1",
        }
        migrate = [sys.executable, "-m", "entrepairs", "migrate"]
        quiet = subprocess.DEVNULL
        subprocess.run(migrate, env=environment, check=True, stdout=quiet)
        numbers = [str(asked.times), str(asked.requests)]
        inside = [sys.executable, __file__, "--inside", *numbers]
        return subprocess.run(inside, env=environment, check=False).returncode


def ask(email: str, network: str) -> float:
    """Seconds until the answer to one new browser."""
    from django.test import Client

    from entrepairs.core.guard import new_token

    fields = {"email": email, "form_token": new_token("sign-in")}
    client = Client(REMOTE_ADDR=network)
    start = time.perf_counter()
    client.post("/fr/connexion/", fields, headers={"Host": "localhost"})
    return time.perf_counter() - start


def inside(times: int, requests: int) -> int:
    import django

    django.setup()
    from entrepairs.mail.models import OutgoingMail
    from entrepairs.people.models import Person

    for number in range(times):
        Person.objects.create_user(KNOWN.format(number))
    spent: dict[str, list[float]] = {KNOWN: [], UNKNOWN: []}
    for number in range(-5, times):
        for address in (KNOWN, UNKNOWN) if number % 2 else (UNKNOWN, KNOWN):
            network = f"10.{address is KNOWN:d}.{number // 250 + 1}.{number % 250}"
            seconds = ask(address.format(max(number, 0)), network)
            if number >= 0:
                spent[address].append(seconds)
    known, unknown = (statistics.median(spent[name]) for name in (KNOWN, UNKNOWN))
    apart = abs(known - unknown) / known
    print(f"known {known * 1000:.2f} ms, unknown {unknown * 1000:.2f} ms: {apart:.1%}")

    OutgoingMail.objects.all().delete()
    start = time.perf_counter()
    for number in range(requests):
        ask(KNOWN.format(0), f"10.9.{number % 1000 // 250}.{number % 250}")
    mails = OutgoingMail.objects.count()
    each = (time.perf_counter() - start) / max(requests, 1) * 1000
    print(f"{requests} requests for one address: {mails} mails, {each:.1f} ms each")
    return int(apart > APART or mails > 15)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--inside"]:
        sys.exit(inside(*map(int, sys.argv[2:])))
    sys.exit(main())
