import re
from datetime import timedelta
from email import message_from_bytes, policy

import pytest
from django.core import mail as djangos
from django.utils import timezone

from entrepairs.mail import actions
from entrepairs.mail.actions import Budget
from entrepairs.mail.models import MailState, OutgoingMail
from entrepairs.mail.reasons import Reason
from entrepairs.organisations.models import Network

pytestmark = pytest.mark.django_db
EVENT = "Groupe de parole santé mentale"
TELLING = ("pair-aid", "santé mentale", EVENT)


@pytest.fixture
def network():
    network = Network.objects.get(host=None)
    network.sender_name = "Réseau de pair-aidance"
    network.sender_email = "bonjour@pair-aidance.example"
    network.neutral_name, network.neutral_email = "Secrétariat", "info@exemple.example"
    network.save()
    return network


def queue(network, to="anne@exemple.example", **options):
    values = {"team": EVENT, "address": "https://exemple.example/a/", "days": 60}
    return actions.queue(
        "directory/mail/still_right.txt",
        to=to,
        network=network,
        language="fr",
        context=values,
        **options,
    )


def sent():
    raw = djangos.outbox[-1].message().as_bytes()
    return raw, message_from_bytes(raw, policy=policy.default)


def test_nothing_in_the_inbox_tells_what_a_discreet_mail_is_about(network):
    queue(network, discreet=True)
    actions.send_due()

    raw, mail = sent()
    text = mail.get_body(("plain",)).get_content()
    html = mail.get_body(("html",)).get_content()
    shown = [
        *(str(value) for value in mail.values()),
        raw.decode().split("\n\n")[0],
        " ".join(text.split())[:200],  # what programs show before opening
        re.search("<title>(.*)</title>", html)[1],
        " ".join(re.sub("<[^>]+>", " ", html).split())[:200],
    ]
    assert not [word for word in TELLING for line in shown if word in line.lower()]
    assert mail["From"] == "Secrétariat <info@exemple.example>"
    assert EVENT in text  # it is all there, further down


def test_other_mails_say_who_writes(network):
    queue(network)
    actions.send_due()

    _raw, mail = sent()
    assert mail["From"].addresses[0].username == "bonjour"
    assert EVENT in str(mail["Subject"])


def test_a_stranger_gets_five_unrequested_mails_a_day_however_many_ask(network):
    mails = [
        queue(network, budget=Budget(asked_from=f"10.0.{number % 50}.1"))
        for number in range(200)
    ]

    assert OutgoingMail.objects.count() == 5
    assert [mail is not None for mail in mails[:6]] == [True] * 5 + [False]
    assert queue(network, to="bart@exemple.example", budget=Budget(asked_from="x"))


def test_spellings_of_one_address_have_one_budget(network):
    for to in ("Anne@exemple.example", "ANNE@EXEMPLE.EXAMPLE", "anne@exemple.example."):
        queue(network, to=to, budget=Budget(asked_from="a", a_day=2))

    assert OutgoingMail.objects.count() == 2


def test_one_network_address_asks_for_a_few_mails_to_many(network):
    for number in range(50):
        queue(network, to=f"p{number}@exemple.example", budget=Budget(asked_from="a"))

    assert OutgoingMail.objects.count() == 20


def test_the_budget_is_there_again_the_next_day(network, monkeypatch):
    budget = Budget(asked_from="a", a_day=1)
    queue(network, budget=budget)
    tomorrow = timezone.now().timestamp() + 86_400

    monkeypatch.setattr("entrepairs.core.limits.time", lambda: tomorrow)

    assert queue(network, budget=budget)


def test_what_was_asked_for_has_no_budget(network):
    assert all(queue(network) for _ in range(10))


def test_a_code_that_would_come_too_late_is_dropped(network):
    mail = queue(network, until=timezone.now() - timedelta(minutes=1))

    assert actions.send_due() == 0
    mail.refresh_from_db()
    assert (mail.state, mail.reason) == (MailState.FAILED, Reason.LATE)
    assert (mail.to, mail.text) == ("", "")


@pytest.mark.parametrize("limit", [1, 3])
def test_the_provider_gets_no_more_than_it_takes_in_a_minute(network, settings, limit):
    settings.MAILS_A_MINUTE = limit
    for _ in range(5):
        queue(network)

    first, at_once = actions.send_due(), actions.send_due()
    earlier = timezone.now() - timedelta(seconds=61)
    OutgoingMail.objects.exclude(tried_at=None).update(tried_at=earlier)
    later = actions.send_due()

    assert (first, at_once, later) == (limit, 0, min(limit, 5 - limit))


def test_tries_before_a_clock_went_back_hold_nobody_up(settings, network):
    settings.MAILS_A_MINUTE = 1
    queue(network)
    queue(network)
    actions.send_due()
    to_come = timezone.now() + timedelta(days=3)
    OutgoingMail.objects.exclude(tried_at=None).update(tried_at=to_come)

    assert actions.send_due() == 1


def test_what_waits_cannot_be_read_in_the_database(network):
    from django.db import connection

    queue(network)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM mail_outgoingmail")
        kept = str(cursor.fetchall())

    assert "anne@" not in kept and EVENT not in kept and "/a/" not in kept


@pytest.mark.parametrize(
    "name",
    [
        "Anne\r\nBcc: tous@exemple.example",
        "Anne\nBcc: tous@exemple.example",
        "Anne\u2028Bcc: tous@exemple.example",
        "Anne\x85Bcc: tous@exemple.example",
        "Anne%0aBcc: tous@exemple.example",
        "Anne\x0b\x0c\x1b",
    ],
)
@pytest.mark.parametrize("field", ["sender_name", "neutral_name", "name", "team"])
def test_a_line_end_in_any_field_adds_no_header(network, field, name):
    values = {"team": "Sambre", "address": "https://exemple.example/", "days": 60}
    if field == "team":
        values["team"] = name
    else:
        setattr(network, field, name)
        network.save()
    actions.queue(
        "directory/mail/still_right.txt",
        to="anne@exemple.example",
        network=network,
        language="fr",
        context=values,
        discreet=field == "neutral_name",
    )

    assert actions.send_due() == 1
    raw, mail = sent()
    assert mail["Bcc"] is None and not mail.defects
    assert b"\nbcc" not in raw.split(b"\n\n")[0].lower()
