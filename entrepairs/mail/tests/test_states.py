from datetime import UTC, datetime
from email.message import EmailMessage, Message
from email.mime.base import MIMEBase
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from io import StringIO
from mailbox import Maildir

import pytest
from django.core.management import call_command
from django.template import Context, Template
from django.utils.translation import override

from entrepairs.mail import actions, bounces
from entrepairs.mail.models import MailState, OutgoingMail
from entrepairs.mail.reasons import Reason, enhanced_code, reason_of
from entrepairs.mail.states import states_of
from entrepairs.mail.tests.smtp import smtp
from entrepairs.organisations.models import Network

__all__ = ["smtp"]

pytestmark = pytest.mark.django_db
ABOUT = "directory.entry:12"


def queue(to="equipe@exemple.example", about=ABOUT):
    return actions.queue(
        "directory/mail/still_right.txt",
        to=to,
        network=Network.objects.get(host=None),
        language="fr",
        context={"team": "Sambre", "address": "https://exemple.example/", "days": 60},
        about=about,
    )


def notification(mail, *, status="5.2.2", action="failed", whole=True):
    """What a server sends back (RFC 3464)."""
    report = MIMEMultipart("report", **{"report-type": "delivery-status"})
    report["From"] = "MAILER-DAEMON@exemple.example"
    report["Auto-Submitted"] = "auto-replied"
    report.attach(MIMEText("equipe@exemple.example: mailbox full"))
    told = MIMEBase("message", "delivery-status")
    whose, which = Message(), Message()
    whose["Reporting-MTA"] = "dns; mx.exemple.example"
    which["Final-Recipient"] = "rfc822; equipe@exemple.example"
    which["Action"], which["Status"] = action, status
    told.set_payload([whose, which])
    report.attach(told)
    original = MIMEText("Bonjour")
    original["Message-ID"] = mail.message_id
    if whole:
        returned = MIMEBase("message", "rfc822")
        returned.set_payload([original])
    else:
        returned = MIMEText(f"Message-ID: {mail.message_id}\n", "rfc822-headers")
    report.attach(returned)
    return report.as_bytes()


def told():
    with override("fr"):
        return [story.told for story in states_of(ABOUT)]


@pytest.mark.parametrize("whole", [True, False])
def test_staff_read_when_a_mail_went_and_why_it_came_back(smtp, whole):
    mail = queue()
    actions.send_due()
    at = datetime(2026, 5, 3, 8, 2, tzinfo=UTC)
    OutgoingMail.objects.update(sent_at=at)

    assert bounces.take(notification(mail, whole=whole))
    OutgoingMail.objects.update(settled_at=at.replace(minute=3))

    plain = [line.replace("\u00a0", " ") for line in told()]
    assert plain == ["envoyé le 3 mai 2026, 10 h 02 ; refusé à 10 h 03 : boîte pleine"]


def test_states_tell_the_mails_of_one_record_in_one_question(
    smtp, django_assert_num_queries
):
    queue(), queue(about="directory.entry:13"), queue(about="")
    actions.send_due()

    with django_assert_num_queries(1):
        found = told()
    assert len(found) == 1


def test_the_page_of_a_record_shows_states_and_no_content():
    queue()

    template = Template("{% load mails %}{% mail_states about %}")
    with override("fr"):
        html = template.render(Context({"about": ABOUT}))
        nothing = template.render(Context({"about": "directory.entry:99"}))

    assert "en attente depuis" in html
    assert "equipe@" not in html and "Sambre" not in html
    assert nothing.strip() == ""


@pytest.mark.parametrize(
    ("answer", "reason", "state"),
    [
        ("550 5.1.1 no such user", Reason.UNKNOWN, MailState.FAILED),
        ("552 5.2.2 over quota", Reason.FULL, MailState.FAILED),
        ("550 5.2.1 disabled", Reason.CLOSED, MailState.FAILED),
        ("550 5.7.1 spam", Reason.POLICY, MailState.FAILED),
        ("554 no", Reason.POLICY, MailState.FAILED),
        ("550 no", Reason.UNKNOWN, MailState.FAILED),
        ("452 4.2.2 full for now", Reason.FULL, MailState.QUEUED),
        ("451 later", Reason.BUSY, MailState.QUEUED),
    ],
)
def test_the_answer_of_a_server_becomes_plain_words(smtp, answer, reason, state):
    smtp.answers["RCPT"] = answer
    mail = queue()

    actions.send_due()

    mail.refresh_from_db()
    assert (mail.state, mail.reason) == (state, reason)
    assert "equipe" not in mail.code


def test_codes_are_read_wherever_they_stand():
    assert enhanced_code(b"<a@b.example>: 5.1.1 who?") == "5.1.1"
    assert enhanced_code("version 12.5.1.1.7") == ""
    assert reason_of(500, "5.9.9") == Reason.REFUSED


def a_reply(mail, **headers):
    reply = EmailMessage()
    reply["From"] = "anne@exemple.example"
    for name, value in headers.items():
        reply[name.replace("_", "-")] = value
    reply.set_content(f"Je suis absente. {mail.message_id}")
    return reply.as_bytes()


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto_Submitted": "auto-replied", "In_Reply_To": "<1@exemple.example>"},
        {"Precedence": "bulk"},
        {"Return_Path": "<>"},
        {},
    ],
)
def test_automatic_replies_change_nothing_and_are_never_answered(smtp, headers):
    mail = queue()
    actions.send_due()

    assert not bounces.take(a_reply(mail, **headers))
    assert OutgoingMail.objects.get().state == MailState.SENT
    assert actions.send_due() == 0


@pytest.mark.parametrize(
    "change",
    [{"action": "delayed", "status": "4.4.1"}, {"action": "delivered"}],
)
def test_a_delay_is_no_bounce(smtp, change):
    mail = queue()
    actions.send_due()

    assert not bounces.take(notification(mail, **change))


@pytest.mark.parametrize(
    "raw", [b"", b"\x00\xff", b"Content-Type: multipart/report\n\n"]
)
def test_rubbish_is_left_alone(raw):
    assert bounces.take(raw) is False


def test_a_maildir_is_read_once_and_nothing_is_thrown_away(smtp, tmp_path):
    mail = queue()
    actions.send_due()
    box = Maildir(tmp_path / "box")
    box.add(notification(mail))
    box.add(a_reply(mail))
    said = [StringIO(), StringIO()]

    for out in said:
        call_command("read_bounces", str(tmp_path / "box"), stdout=out)

    assert [out.getvalue().split()[0] for out in said] == ["1", "0"]
    assert len(Maildir(tmp_path / "box")) == 2
