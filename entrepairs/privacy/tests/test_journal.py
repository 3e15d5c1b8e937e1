"""What a backup that is put back must not bring back."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from entrepairs.config import command, readiness
from entrepairs.directory.models import VerificationLink
from entrepairs.directory.tests.factories import EntryFactory
from entrepairs.mail.models import MailState, OutgoingMail
from entrepairs.organisations.actions import network_for
from entrepairs.people.models import Membership, Person, today
from entrepairs.people.roles import Role
from entrepairs.people.tests.factories import HouseFactory, PersonFactory, role_of
from entrepairs.privacy import actions
from entrepairs.privacy.models import Consent, DataLink, JournalDone, RightsRequest
from entrepairs.privacy.rights import erasing, gathering, journal, replaying

pytestmark = pytest.mark.django_db
EMAIL = "lea@example.org"


@pytest.fixture(autouse=True)
def own_journal(settings, tmp_path):
    settings.JOURNAL_FILE = tmp_path / "journal" / "erasures"


@pytest.fixture
def lea():
    return Person.objects.create_user(EMAIL, called="Léa")


def erase(**who):
    return erasing.erase(gathering.subject_of(**who), network=network_for(""))


def erase_in_vain(person):
    """Something fails before the change is made for good."""
    with transaction.atomic():
        erase(person=Person.objects.get(pk=person.pk))
        transaction.set_rollback(True)


def put_a_backup_back():
    """Yesterday's tables know nothing of today's lines."""
    JournalDone.objects.all().delete()


def a_link(email=EMAIL):
    told = {"network": network_for(""), "language": "fr", "expires_at": timezone.now()}
    return DataLink.objects.create(email=email, digest=email, **told)


def a_mail_that_waits():
    return OutgoingMail.objects.create(
        network=network_for(""),
        kind="mail.trial",
        to="sam@example.org",
        language="fr",
        text="Bonjour",
        message_id="<1@example.org>",
    )


def as_it_was(person):
    """The same account, from a backup."""
    joined_at = person.joined_at
    Person.objects.bulk_create([person])
    Person.objects.filter(pk=person.pk).update(joined_at=joined_at)


def test_a_backup_that_is_put_back_is_erased_once_more(lea):
    erase(person=Person.objects.get(pk=lea.pk))
    put_a_backup_back()
    as_it_was(lea)
    a_link()

    done = replaying.replay()

    assert done == 1
    assert not Person.objects.filter(email=EMAIL).exists()
    assert not DataLink.objects.exists()
    assert replaying.replay() == 0


def test_public_contacts_do_not_come_back_with_a_backup():
    entry = EntryFactory(email="Lea@Example.org", phone="")
    erase(email=EMAIL)
    put_a_backup_back()
    type(entry).objects.filter(pk=entry.pk).update(email="Lea@Example.org")
    link = {"entry": entry, "sent_to": "Lea@Example.org", "digest": "x"}
    VerificationLink.objects.create(expires_at=timezone.now(), **link)

    replaying.replay()

    entry.refresh_from_db()
    assert entry.email == ""
    assert not VerificationLink.objects.exists()


def test_an_address_that_stands_in_a_text_only_is_found_in_a_backup():
    comments = apps.get_model("django_tasks_database.DBTaskResult").objects
    erase(email=EMAIL)
    put_a_backup_back()
    comments.create(
        task_path="x",
        priority=0,
        args_kwargs={"args": ["to Lea@Example.org."], "kwargs": {}},
        run_after=timezone.now(),
        queue_name="default",
        backend_name="default",
        exception_class_path="",
        traceback="",
    )

    replaying.replay()

    assert "xample" not in str(comments.get().args_kwargs)


def test_who_changed_their_address_since_is_erased_with_both(lea):
    before = Person.objects.get(pk=lea.pk)
    lea.email = "new@example.org"
    lea.save()
    erase(person=lea)
    put_a_backup_back()
    as_it_was(before)
    a_link()
    a_link("new@example.org")

    replaying.replay()

    assert not Person.objects.filter(pk=before.pk).exists()
    assert not DataLink.objects.exists()


def test_the_journal_tells_no_address_no_number_and_the_day_only(lea):
    erase(person=lea)

    text = settings.JOURNAL_FILE.read_text()

    assert "lea" not in text
    assert [line.on for line in journal.lines()] == [today()]
    assert str(today()) in text and f"{today()}T" not in text
    assert settings.JOURNAL_FILE.stat().st_mode & 0o077 == 0


def test_another_account_with_the_same_number_is_spared(lea):
    erase(person=Person.objects.get(pk=lea.pk))
    put_a_backup_back()
    Person.objects.create_user("sam@example.org", pk=lea.pk)

    replaying.replay()

    assert Person.objects.filter(email="sam@example.org").exists()


def test_a_line_of_a_new_journal_is_done_however_long_the_one_before_was(lea):
    sam = PersonFactory()
    for _person in range(3):
        erase(person=PersonFactory())
    settings.JOURNAL_FILE.unlink()  # lost
    erase(person=Person.objects.get(pk=sam.pk))
    JournalDone.objects.filter(line=next(journal.lines()).id).delete()
    as_it_was(sam)

    assert replaying.replay() == 1
    assert not Person.objects.filter(pk=sam.pk).exists()


def test_after_a_failed_change_others_are_noted_as_done_all_the_same(lea):
    erase_in_vain(lea)
    erase(person=PersonFactory())

    assert len(journal.undone()) == 1
    assert replaying.replay() == 1  # the failed one
    assert not Person.objects.filter(email=EMAIL).exists()


def test_who_came_back_after_an_erasure_that_failed_first_stays(lea):
    erase_in_vain(lea)
    erase(person=Person.objects.get(pk=lea.pk))
    Person.objects.create_user(EMAIL)

    assert replaying.replay() == 1

    assert Person.objects.filter(email=EMAIL).exists()


def test_an_account_that_joined_on_a_later_day_stays(lea):
    erase(person=Person.objects.get(pk=lea.pk))
    put_a_backup_back()
    back = Person.objects.create_user(EMAIL)
    tomorrow = timezone.now() + timedelta(days=1)
    Person.objects.filter(pk=back.pk).update(joined_at=tomorrow)

    replaying.replay()

    assert Person.objects.filter(pk=back.pk).exists()


def test_half_a_line_in_the_journal_stops_nothing(lea):
    erase(person=lea)
    with settings.JOURNAL_FILE.open("a") as file:
        file.write('{"what": "era')

    erase(person=PersonFactory())

    assert len(list(journal.lines())) == 2


def test_a_lost_key_is_told_and_nothing_starts(lea, settings, capsys, monkeypatch):
    erase(person=lea)
    settings.JOURNAL_KEY = "another"
    monkeypatch.setattr(readiness, "collect_static", lambda: None)

    code = command.serve()

    assert code == 1
    assert "another key" in capsys.readouterr().err
    with pytest.raises(journal.WrongKey):
        erase(person=PersonFactory())


def test_lines_go_after_forty_days_from_the_table_and_from_the_file(lea):
    erase(person=lea)
    old = JournalDone.objects.get()
    later = today() + timedelta(days=41)
    kind = next(k for k in erasing.kinds() if k.name == "privacy.journal")

    early = kind.due(timezone.now() + timedelta(days=39)).count()
    due = list(kind.due(timezone.now() + timedelta(days=42)))
    erase(person=PersonFactory())
    last = list(journal.lines())[-1]
    text = settings.JOURNAL_FILE.read_text()
    settings.JOURNAL_FILE.write_text(
        "".join(
            line.replace(str(today()), str(later)) if last.id in line else line
            for line in text.splitlines(keepends=True)
        )
    )
    kind.dispose([old.pk])

    assert early == 0
    assert old in due
    assert [line.id for line in journal.lines()] == [last.id]
    assert journal.wrong_key() == ""
    assert settings.JOURNAL_FILE.stat().st_mode & 0o077 == 0


def test_mails_that_wait_in_a_backup_are_shown_to_a_person(lea):
    erase(person=Person.objects.get(pk=lea.pk))
    mail = a_mail_that_waits()
    put_a_backup_back()

    replaying.replay()

    assert OutgoingMail.objects.get(pk=mail.pk).state == MailState.UNCERTAIN


def test_mails_wait_on_when_a_change_alone_had_failed(lea):
    erase_in_vain(lea)
    erase(person=PersonFactory())
    mail = a_mail_that_waits()

    replaying.replay()

    assert OutgoingMail.objects.get(pk=mail.pk).state == MailState.QUEUED


@pytest.mark.parametrize("has_account", [True, False])
def test_an_agreement_that_was_taken_back_is_not_revived_by_a_backup(lea, has_account):
    who = {"person": lea} if has_account else {"email": EMAIL}
    told = {"sentence": "Oui", "network": network_for("")}
    given = actions.give_consent("people.roles", **told, **who)
    other = actions.give_consent("people.account", **told, **who)
    actions.withdraw_consent(given)
    put_a_backup_back()
    Consent.objects.update(withdrawn_at=None, withdrawn_by="")

    replaying.replay()

    given.refresh_from_db()
    other.refresh_from_db()
    assert given.withdrawn_at is not None
    assert other.withdrawn_at is None
    assert EMAIL not in settings.JOURNAL_FILE.read_text()


def test_a_role_whose_yes_was_taken_back_since_ends_once_more(lea):
    house = HouseFactory()
    held = role_of(lea, Role.PEER, house)
    given = actions.agree_to_roles(lea, house, language="fr")
    actions.withdraw_consent(given)
    put_a_backup_back()
    Consent.objects.update(withdrawn_at=None, withdrawn_by="")
    Membership.objects.update(withdrawn_at=None)

    replaying.replay()

    held.refresh_from_db()
    assert held.withdrawn_at is not None


def test_a_request_that_was_received_since_stays(lea):
    erase(email=EMAIL)
    put_a_backup_back()
    made = RightsRequest.objects.create(
        network=network_for(""),
        kind="access",
        channel="post",
        email=EMAIL,
        received_on=today() + timedelta(days=1),
    )

    replaying.replay()

    made.refresh_from_db()
    assert made.email == EMAIL
