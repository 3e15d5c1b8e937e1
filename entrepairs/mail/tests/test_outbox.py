import email
from datetime import timedelta
from email import policy
from threading import Thread

import pytest
from django.db import connection, transaction
from django.template import Template
from django.utils import timezone

from entrepairs.mail import actions, writing
from entrepairs.mail.models import MailState, OutgoingMail
from entrepairs.mail.tests.smtp import smtp
from entrepairs.organisations.models import Network

__all__ = ["smtp"]

pytestmark = pytest.mark.django_db

TEMPLATE = """{% block subject %}Bonjour {{ name }}{% endblock %}
{% block text %}Bonjour {{ name }},

Voyez https://exemple.example/a?b=1&c=2.
{% endblock %}"""


@pytest.fixture(autouse=True)
def template(monkeypatch):
    class Loaded:
        template = Template(TEMPLATE)

    monkeypatch.setattr(writing, "get_template", lambda name: Loaded)


def queue(to="anne@exemple.example", name="Anne"):
    network = Network.objects.get(host=None)
    return actions.queue(
        "x/mail/hello.txt",
        to=to,
        network=network,
        language="fr",
        context={"name": name},
    )


def read(raw):
    return email.message_from_string(raw, policy=policy.default)


def test_a_mail_goes_once_and_its_content_is_forgotten(smtp):
    mail = queue()

    went = [actions.send_due(), actions.send_due()]

    mail.refresh_from_db()
    assert went == [1, 0]
    assert len(smtp.taken) == 1
    assert mail.state == MailState.SENT
    assert (mail.to, mail.subject, mail.text) == ("", "", "")


def test_nothing_is_sent_for_what_was_rolled_back(smtp):
    try:
        with transaction.atomic():
            queue()
            raise RuntimeError
    except RuntimeError:
        pass

    assert actions.send_due() == 0


def test_a_mail_has_text_and_html_and_asks_for_no_answer(smtp):
    queue()
    actions.send_due()

    mail = read(smtp.taken[0])
    text = mail.get_body(("plain",)).get_content()
    html = mail.get_body(("html",)).get_content()
    assert mail["Auto-Submitted"] == "auto-generated"
    assert "https://exemple.example/a?b=1&c=2." in text
    assert 'href="https://exemple.example/a?b=1&amp;c=2"' in html
    assert "<img" not in html


@pytest.mark.parametrize("end", ["\r\nBcc: tous@exemple.example", "\u2028x", "\x00y"])
def test_a_line_end_in_a_name_adds_no_header_and_stops_nobody(smtp, end):
    queue(name=f"Anne{end}")
    queue(to="bart@exemple.example", name="Bart")

    assert actions.send_due() == 2
    assert all(read(raw)["Bcc"] is None for raw in smtp.taken)
    assert len(read(smtp.taken[0]).get_all("To")) == 1


def test_a_refused_address_does_not_stop_the_others(smtp):
    refused, other = queue(to="refused@exemple.example"), queue()

    actions.send_due()

    refused.refresh_from_db()
    other.refresh_from_db()
    assert (refused.state, other.state) == (MailState.FAILED, MailState.SENT)
    assert "refused@" not in refused.reason


def test_a_busy_server_is_asked_again_later(smtp):
    mail = queue(to="busy@exemple.example")

    actions.send_due()

    mail.refresh_from_db()
    assert mail.state == MailState.QUEUED
    assert mail.due_at > timezone.now()


def test_a_server_that_is_down_for_hours_gets_all_mails_once_later(smtp, settings):
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, 9
    mails = [queue(), queue()]
    actions.send_due()
    OutgoingMail.objects.update(created_at=timezone.now() - timedelta(hours=6))
    assert OutgoingMail.objects.overdue().count() == 2

    settings.EMAIL_PORT = port
    OutgoingMail.objects.update(due_at=timezone.now())

    assert actions.send_due() == len(mails) == len(smtp.taken)


def test_a_line_that_breaks_after_the_data_is_not_blindly_repeated(smtp):
    smtp.breaks_after_data = True
    mail = queue()

    actions.send_due()
    actions.send_due()

    mail.refresh_from_db()
    assert mail.state == MailState.UNCERTAIN
    assert len(smtp.taken) == 1


def test_what_a_dying_worker_left_is_shown_to_a_person_who_may_send_it_again(smtp):
    mail = queue()
    OutgoingMail.objects.update(
        state=MailState.SENDING, tried_at=timezone.now() - timedelta(hours=1)
    )

    actions.send_due()

    mail.refresh_from_db()
    assert mail.state == MailState.UNCERTAIN
    assert not smtp.taken
    actions.send_again(mail)
    assert actions.send_due() == 1


def test_settled_mails_are_erased_after_a_month():
    old, waiting, late = queue(), queue(), queue()
    long_ago, lately = (timezone.now() - timedelta(days=days) for days in (31, 29))
    OutgoingMail.objects.update(created_at=long_ago)
    for mail, sent_at in ((old, long_ago), (late, lately)):
        rows = OutgoingMail.objects.filter(pk=mail.pk)
        rows.update(state=MailState.SENT, sent_at=sent_at)

    actions.forget_old()

    assert set(OutgoingMail.objects.all()) == {waiting, late}


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_three_workers_at_once_send_each_mail_once(smtp):
    for number in range(30):
        queue(to=f"p{number}@exemple.example")

    def work():
        try:
            actions.send_due()
        finally:
            connection.close()

    threads = [Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(smtp.taken) == 30
    assert OutgoingMail.objects.filter(state=MailState.SENT).count() == 30
