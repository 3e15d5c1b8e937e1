"""
How long it takes to erase one person, on SQLite in a file.

    python bench/erasing.py [--rows 1000] [--others 100]

The person has so many linked rows, of all sorts: looks, versions written and versions
that name the address, roles, links, sessions, rows of spreadsheets. Each other person
has a hundredth of them. Prints how long reading all of it takes, and erasing it: of
five such persons, the median.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ALLOWED = 1.0  # seconds
EMAIL = "bench{}@example.org"
TIMES = 5  # persons, of whom the median is told
SORTS = 7


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000)
    parser.add_argument("--others", type=int, default=100)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "entrepairs.config.settings",
            "PYTHONPATH": str(ROOT),
            "ENTREPAIRS_DATA": folder,
            "ENTREPAIRS_HTTPS": "0",
            "DATABASE_URL": "",
        }
        migrate = [sys.executable, "-m", "entrepairs", "migrate", "-v0"]
        quiet = subprocess.DEVNULL
        subprocess.run(migrate, env=environment, check=True, stdout=quiet)
        numbers = [str(asked.rows), str(asked.others)]
        inside = [sys.executable, __file__, "--inside", *numbers]
        return subprocess.run(inside, env=environment, check=False).returncode


def inside(rows: int, others: int) -> int:
    import django

    django.setup()
    from entrepairs.organisations.actions import network_for
    from entrepairs.people.models import Person
    from entrepairs.privacy.rights import erasing, gathering

    for number in range(others):
        fill(Person.objects.create_user(f"other{number}@example.org"), rows // 100)
    network, times, is_well = network_for(""), [], True
    for number in range(TIMES):
        email = EMAIL.format(number)
        fill(Person.objects.create_user(email, called="Bench"), rows)
        subject = gathering.subject_of(email=email)
        began = time.monotonic()
        held = sum(one.count for one in gathering.held(subject, network))
        read, began = time.monotonic() - began, time.monotonic()
        erasing.erase(subject, network=network)
        times.append((time.monotonic() - began, read))
        is_well &= held >= rows and not erasing.plan(subject)
    took, read = sorted(times)[TIMES // 2]
    verdict = "ok" if is_well and took <= ALLOWED else "WRONG"
    print(
        f"{held:,} rows of one person: read in {read:.2f} s, erased in {took:.2f} s"
        f" (at most {ALLOWED:.0f}), the median of {TIMES} persons;"
        f" load {os.getloadavg()[0]:.0f} on {os.cpu_count()} cores {verdict}",
        flush=True,
    )
    return int(verdict != "ok")


def fill(person, rows: int) -> None:
    """As many of each sort."""
    each = range(-(-rows // SORTS))
    for model, told in {**of_people(person), **of_papers(person)}.items():
        model.objects.bulk_create(model(**told(n)) for n in each)


def of_people(person):
    from django.utils import timezone

    from entrepairs.organisations.actions import network_for
    from entrepairs.organisations.models import Organisation
    from entrepairs.people.models import Look, Membership, OpenSession, SignInLink

    house, _ = Organisation.objects.get_or_create(
        slug="bench", defaults={"network": network_for(""), "name": "Bench"}
    )
    now = timezone.now()
    own = {"person": person}
    look = {**own, "what": "list", "day": now.date(), "organisation": house}
    role = {**own, "organisation": house, "role": "peer"}
    return {
        Membership: lambda n: role,
        Look: lambda n: look,
        SignInLink: lambda n: {**own, "digest": f"{person.pk}-{n}", "expires_at": now},
        OpenSession: lambda n: {**own, "key": f"{person.pk}-{n}"},
    }


def of_papers(person):
    from django.contrib.contenttypes.models import ContentType
    from django.utils import timezone
    from wagtail.models import ModelLogEntry, Revision

    from entrepairs.importing.models import Row, Run
    from entrepairs.organisations.actions import network_for
    from entrepairs.organisations.models import Network

    network, now = network_for(""), timezone.now()
    kind = ContentType.objects.get_for_model(Network)
    run = Run.objects.create(kind="teams", network=network, file_name="x", digest="x")
    of = {"content_type": kind, "object_id": str(network.pk), "user": person}
    version = {**of, "base_content_type": kind, "object_str": "x", "created_at": now}
    entry = {**of, "label": "x", "action": "wagtail.edit", "timestamp": now}
    long = "Une équipe qui écoute. " * 100
    return {
        Revision: lambda n: {
            **version,
            "content": {"body": f"{long} {person.email if n % 2 else ''}"},
        },
        ModelLogEntry: lambda n: entry,
        Row: lambda n: {
            "run": run,
            "number": n,
            "cells": [person.email, "x" if n % 2 else "anna@example.org"],
        },
    }


if __name__ == "__main__":
    if sys.argv[1:2] == ["--inside"]:
        sys.exit(inside(*map(int, sys.argv[2:4])))
    sys.exit(main())
