import email
import re
from datetime import timedelta
from email import policy
from threading import Thread

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from entrepairs.core.errors import Refused
from entrepairs.core.links import peek
from entrepairs.directory import tasks, verification
from entrepairs.directory.actions import archive
from entrepairs.directory.models import Entry, Source, State, VerificationLink
from entrepairs.directory.tests.factories import EntryFactory
from entrepairs.mail.actions import send_due
from entrepairs.mail.models import OutgoingMail
from entrepairs.mail.tests.smtp import smtp

__all__ = ["smtp"]

pytestmark = pytest.mark.django_db

LONG_AGO = timedelta(days=400)


def stale_entry():
    day = timezone.localdate() - LONG_AGO
    return EntryFactory(verified_on=day, verified_by=Source.NETWORK)


def page_of(token):
    return reverse("directory:verify", args=[token])


def test_the_button_of_the_mailed_link_removes_the_warning_at_once(client):
    entry = stale_entry()
    address = page_of(verification.issue_link(entry))

    answer = client.post(address)

    entry.refresh_from_db()
    assert answer.status_code == 200
    assert (entry.verified_on, entry.verified_by) == (timezone.localdate(), Source.TEAM)
    assert entry.listing.verified_on == timezone.localdate()


@pytest.mark.parametrize("method", ["get", "head"])
def test_a_mail_scanner_that_opens_the_link_confirms_nothing(client, method):
    entry = stale_entry()
    address = page_of(verification.issue_link(entry))

    answer = getattr(client, method)(address)

    entry.refresh_from_db()
    assert answer.status_code == 200
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "no-store" in answer["Cache-Control"]
    assert entry.verified_by == Source.NETWORK
    assert not answer.cookies


def test_the_team_is_asked_by_a_mail_with_one_link(smtp):
    entry = EntryFactory(email="equipe@exemple.example")

    verification.ask(entry, address=lambda token: f"https://site.example/{token}/")
    send_due()

    mail = email.message_from_string(smtp.taken[0], policy=policy.default)
    text = mail.get_body(("plain",)).get_content()
    tokens = re.findall(r"https://site\.example/([\w-]+)/", text)
    assert mail["To"] == "equipe@exemple.example"
    assert [peek(VerificationLink, token).entry for token in tokens] == [entry]


def test_a_team_without_e_mail_cannot_be_asked_by_mail():
    entry = EntryFactory(email="")

    with pytest.raises(Refused):
        verification.ask(entry, address=str)


def test_a_used_a_replaced_an_old_and_a_forged_link_say_the_same(client):
    used, replaced, old = (EntryFactory() for _ in range(3))
    tokens = [verification.issue_link(entry) for entry in (used, replaced, old)]
    verification.confirm(tokens[0])
    verification.issue_link(replaced)
    past = timezone.now() - timedelta(minutes=1)
    VerificationLink.objects.filter(entry=old).update(expires_at=past)

    answers = [client.get(page_of(token)) for token in [*tokens, "forged"]]

    assert {answer.status_code for answer in answers} == {410}
    bodies = {
        answer.text.replace(token, "")
        for answer, token in zip(answers, [*tokens, "forged"], strict=True)
    }
    assert len(bodies) == 1


def test_a_link_dies_with_the_address_it_was_sent_to_and_with_the_entry():
    moved, archived = EntryFactory(email="a@exemple.example"), EntryFactory()
    tokens = [verification.issue_link(entry) for entry in (moved, archived)]

    Entry.objects.filter(pk=moved.pk).update(email="b@exemple.example")
    archive(archived)

    assert [peek(VerificationLink, token) for token in tokens] == [None, None]


def test_the_token_is_not_in_the_database():
    token = verification.issue_link(EntryFactory())

    assert len(token) >= 22  # 128 bits in base 64
    assert token not in VerificationLink.objects.values_list("digest", flat=True)


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_of_two_who_press_at_once_one_succeeds():
    token = verification.issue_link(EntryFactory())
    outcomes = []

    def try_it():
        try:
            verification.confirm(token)
            outcomes.append("confirmed")
        except Refused:
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [Thread(target=try_it) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == ["confirmed", "refused"]


def test_after_a_year_the_team_is_asked_by_mail_once():
    entry = stale_entry()
    Entry.objects.filter(pk=entry.pk).update(email="maison@equipe.example")

    tasks.ask_to_verify_stale.func()
    VerificationLink.objects.all().delete()  # its term is over
    tasks.ask_to_verify_stale.func()

    mail = OutgoingMail.objects.get()
    assert (mail.to, mail.language) == ("maison@equipe.example", "fr")
    assert "/fr/toujours-exact/" in mail.text


def test_a_team_with_a_link_that_works_is_not_asked_again():
    entry = stale_entry()
    Entry.objects.filter(pk=entry.pk).update(email="maison@equipe.example")
    verification.issue_link(Entry.objects.get())

    tasks.ask_to_verify_stale.func()

    assert Entry.objects.get().state == State.TO_VERIFY
    assert not OutgoingMail.objects.exists()


def test_a_first_run_asks_a_few_teams_at_a_time(monkeypatch):
    monkeypatch.setattr(tasks, "MAILS_AT_ONCE", 2)
    for number in range(3):
        Entry.objects.filter(pk=stale_entry().pk).update(email=f"m{number}@x.example")
    Entry.objects.filter(pk=stale_entry().pk).update(email="")

    runs = [tasks.ask_to_verify_stale.func() for _run in range(3)]

    assert runs == [3, 1, 0]
    assert OutgoingMail.objects.count() == 3
