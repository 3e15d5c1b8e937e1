"""A worker that is killed at any moment loses no mail and sends none twice."""

import os
import re
import signal
import subprocess
import sys
from collections import Counter
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from pathlib import Path
from threading import Event

import pytest
from django.db import connection
from django.utils import timezone

from entrepairs.mail import actions
from entrepairs.mail.actions.queueing import store
from entrepairs.mail.models import MailState, OutgoingMail
from entrepairs.mail.tests.smtp import smtp
from entrepairs.mail.writing import Letter
from entrepairs.organisations.models import Network

__all__ = ["smtp"]

pytestmark = pytest.mark.django_db(transaction=True)
ROOT = Path(__file__).resolve().parents[3]
# Loads the program once; each line it reads becomes a worker of its own.
WORK = """
import os, sys
import django
django.setup()
from entrepairs.mail.actions import send_due
for line in sys.stdin:
    pid = os.fork()
    if not pid:
        send_due()
        os._exit(0)
    print(pid, flush=True)
    print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), flush=True)
"""
# Where the worker is killed, and at which mail.
KILLS = [("MAIL", 1), ("DATA", 3), ("HALF", 2), ("TAKEN", 4), ("SAID", 2), ("RCPT", 5)]
MAILS = 40


def database():
    at = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{at['NAME']}"
    whose = f"{at['USER']}:{at['PASSWORD']}@{at['HOST']}:{at['PORT'] or 5432}"
    return f"postgresql://{whose}/{at['NAME']}"


@contextmanager
def workshop(smtp):
    """A process that starts workers; it speaks with this server and database."""
    host, port = smtp.server_address
    settings = {
        "DJANGO_SETTINGS_MODULE": "entrepairs.config.settings",
        "DATABASE_URL": database(),
        "ENTREPAIRS_MAIL": f"smtp://{host}:{port}?tls=none",
    }
    process = subprocess.Popen(
        [sys.executable, "-c", WORK],
        cwd=ROOT,
        env={**os.environ, **settings},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        yield process
        process.stdin.close()


def start(shop):
    shop.stdin.write("\n")
    shop.stdin.flush()
    return int(shop.stdout.readline())


def kill_at(smtp, shop, point, times):
    """Start a worker; it is dead when the server has reached `point` so often."""
    left, known, pid = [times], Event(), []

    def reached(where):
        if where == point:
            left[0] -= 1
            if left[0] == 0:
                known.wait(30)
                os.kill(pid[0], signal.SIGKILL)

    smtp.reached = reached
    pid.append(start(shop))
    known.set()
    ended = int(shop.stdout.readline())
    del smtp.reached
    assert ended == -signal.SIGKILL


def fill_outbox():
    network = Network.objects.get(host=None)
    for number in range(MAILS):
        store(
            Letter("Bonjour", "Bonjour\n"),
            to=f"p{number}@exemple.example",
            network=network,
            language="fr",
            kind="mail.trial",
        )


def test_killed_at_any_moment_a_worker_loses_nothing_and_repeats_nothing(smtp):
    fill_outbox()

    with workshop(smtp) as shop:
        for point, times in KILLS:
            kill_at(smtp, shop, point, times)
    an_hour_ago = timezone.now() - timedelta(hours=1)
    left = OutgoingMail.objects.filter(state=MailState.SENDING)
    left.update(tried_at=an_hour_ago)
    actions.send_due()

    to = re.compile(r"^To: (\S+)", re.MULTILINE)
    arrived = Counter(to.search(raw)[1] for raw in smtp.taken)
    states = Counter(OutgoingMail.objects.values_list("state", flat=True))
    uncertain = OutgoingMail.objects.unsettled()
    assert set(arrived.values()) == {1}
    assert set(states) == {MailState.SENT, MailState.UNCERTAIN}
    assert states.total() == MAILS
    assert uncertain.count() == states[MailState.UNCERTAIN] <= len(KILLS)
    never = {f"p{number}@exemple.example" for number in range(MAILS)} - set(arrived)
    assert never <= set(uncertain.values_list("to", flat=True))


def test_a_line_that_breaks_before_the_text_loses_and_repeats_nothing(smtp):
    fill_outbox()

    for point in ("MAIL", "RCPT"):
        smtp.breaks_at = point
        actions.send_due()
    smtp.breaks_at = ""
    OutgoingMail.objects.update(due_at=timezone.now())
    actions.send_due()

    assert len(smtp.taken) == MAILS
    assert not OutgoingMail.objects.exclude(state=MailState.SENT).exists()


def test_a_server_that_is_away_is_asked_once_and_touches_no_mail(smtp, settings):
    fill_outbox()
    settings.EMAIL_PORT = 9

    assert actions.send_due() == 0
    assert set(OutgoingMail.objects.values_list("tries", "state")) == {
        (0, MailState.QUEUED)
    }


def test_a_server_that_refuses_us_makes_all_wait_and_fails_none(smtp):
    fill_outbox()
    smtp.answers["MAIL"] = "530 authenticate first"

    actions.send_due()
    del smtp.answers["MAIL"]
    OutgoingMail.objects.update(due_at=timezone.now())

    assert actions.send_due() == MAILS == len(smtp.taken)


@pytest.mark.postgresql
def test_three_processes_at_once_send_each_mail_once(smtp):
    fill_outbox()

    with ExitStack() as stack:
        shops = [stack.enter_context(workshop(smtp)) for _ in range(3)]
        for shop in shops:
            start(shop)
        ends = [shop.stdout.readline().strip() for shop in shops]

    assert ends == ["0"] * 3
    to = re.compile(r"^To: (\S+)", re.MULTILINE)
    arrived = Counter(to.search(raw)[1] for raw in smtp.taken)
    assert len(arrived) == arrived.total() == MAILS
