import email
from datetime import timedelta
from email import policy
from threading import Thread

import pytest
from django.db import connection, transaction
from django.template import Template
from django.utils import timezone

from entrepairs.core import schedule
from entrepairs.mail import actions, writing
from entrepairs.mail.actions import sending
from entrepairs.mail.models import MailState, OutgoingMail
from entrepairs.mail.reasons import Reason
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


def test_a_mail_goes_to_the_domain_that_was_meant(smtp):
    queue(to="anne@straße.example")

    actions.send_due()

    assert read(smtp.taken[0])["To"] == "anne@xn--strae-oqa.example"


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


def test_nothing_but_the_retention_with_its_brake_erases_mails():
    sweeps = {sweep.name for sweep in schedule.sweeps()}

    assert "send_due_mail" in sweeps
    assert not [name for name in sweeps if "forget" in name and "mail" in name]


def test_a_mail_that_no_key_opens_does_not_stop_the_others(smtp):
    broken, other = queue(), queue(to="bea@exemple.example")
    with connection.cursor() as cursor:
        sealed = "0" * 8 + "." + "A" * 88
        table = "UPDATE mail_outgoingmail SET text = %s WHERE id = %s"
        cursor.execute(table, [sealed, broken.pk])

    assert actions.send_due() == 1

    (row,) = OutgoingMail.objects.unopened().exclude(pk=other.pk)
    assert (row.state, row.reason) == (MailState.FAILED, Reason.SEALED)
    assert row.settled_at
    assert list(OutgoingMail.objects.unopened().unsettled()) == [row]


def test_a_person_may_send_it_again_and_the_queue_goes_on(smtp):
    broken = queue()
    with connection.cursor() as cursor:
        sealed = "0" * 8 + "." + "A" * 88
        table = "UPDATE mail_outgoingmail SET text = %s WHERE id = %s"
        cursor.execute(table, [sealed, broken.pk])
    actions.send_due()

    again = actions.send_again(OutgoingMail.objects.unopened().get(pk=broken.pk))
    queue(to="bea@exemple.example")

    assert again.state == MailState.QUEUED
    assert actions.send_due() == 1


def test_what_nobody_foresaw_in_one_mail_does_not_stop_the_others(smtp, monkeypatch):
    odd, _other = queue(), queue(to="bea@exemple.example")
    message = sending._message

    def fails(mail, connection):
        if mail.pk == odd.pk:
            raise RuntimeError(mail.to)
        return message(mail, connection)

    monkeypatch.setattr(sending, "_message", fails)

    assert actions.send_due() == 1

    odd.refresh_from_db()
    assert (odd.state, odd.reason) == (MailState.FAILED, Reason.IMPOSSIBLE)


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
