"""The nightly retention as a whole: what stops it, what it tells, what it keeps."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils.translation import override

from entrepairs.core.personal import kind_named
from entrepairs.mail.models import OutgoingMail
from entrepairs.organisations.models import Network
from entrepairs.people.models import Person, SignInLink
from entrepairs.people.tests.examples import a_person, an_account
from entrepairs.privacy import retention, tasks
from entrepairs.privacy.actions import let_go_on
from entrepairs.privacy.models import (
    Forewarned,
    RetentionRun,
    RetentionStop,
    Term,
    Threshold,
)

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
YEARS = timedelta(days=730)
NOW = datetime(2026, 11, 22, 12, 30, tzinfo=UTC)


def last_run_at(moment):
    """The nights before went as always."""
    RetentionRun.objects.create(moment=moment, ended_at=moment, is_applied=True)


def links(count, start=NOW - 10 * DAY):
    person = a_person()
    SignInLink.objects.bulk_create(
        SignInLink(person=person, digest=f"{start}{n}", expires_at=start)
        for n in range(count)
    )


def strict(**told):
    return Threshold.objects.create(kind="people.links", **{"free": 5, **told})


def test_more_than_usual_is_left_alone_until_somebody_agrees():
    strict(rows=50, percent=90)
    links(60)

    stopped = retention.run(NOW)

    assert stopped.stopped == ["people.links"]
    assert SignInLink.objects.count() == 60
    stop = RetentionStop.objects.get()
    assert (stop.due, stop.total, stop.is_clock) == (60, 60, False)

    let_go_on(stop, person=a_person())
    retention.run(NOW + DAY)

    assert not SignInLink.objects.exists()
    assert not RetentionStop.objects.exists()


def test_too_big_a_share_stops_it_as_well_as_too_many():
    strict(rows=1000, percent=20)
    links(20)
    links(20, NOW + DAY)

    assert retention.run(NOW).stopped == ["people.links"]


def test_so_few_rows_always_go_whatever_their_share():
    strict(rows=1000, percent=1)
    links(5)

    assert retention.run(NOW).counts["people.links"] == {"due": 5, "ended": 5}


def test_a_yes_is_for_what_was_shown_and_not_for_more():
    strict(rows=50, percent=90)
    links(60)
    retention.run(NOW)
    let_go_on(RetentionStop.objects.get(), person=a_person())
    links(60, NOW - 9 * DAY)

    retention.run(NOW + DAY)

    assert SignInLink.objects.count() == 120
    assert RetentionStop.objects.get().agreed_at is None


def test_what_stops_one_kind_does_not_stop_the_others():
    strict(rows=5, percent=1)
    links(60)
    an_account(NOW - YEARS - DAY)

    run = retention.run(NOW)

    assert run.stopped == ["people.links"]
    assert run.counts["people.account"]["warned"] == 1


def test_what_fails_does_not_stop_the_others(monkeypatch, caplog):
    def broken(pks):
        raise RuntimeError("camille@example.org")

    monkeypatch.setitem(kind_named("people.links").__dict__, "dispose", broken)
    links(1)
    an_account(NOW - YEARS - DAY)

    run = retention.run(NOW)

    assert run.failed == ["people.links"]
    assert run.counts["people.account"]["warned"] == 1
    assert SignInLink.objects.count() == 1


def test_a_clock_that_goes_back_ends_nothing_until_somebody_agrees():
    retention.run(NOW)
    links(1, NOW - 30 * DAY)

    with pytest.raises(retention.ClockJumped):
        retention.run(NOW - 2 * DAY)

    assert SignInLink.objects.count() == 1
    stop = RetentionStop.objects.get()
    assert stop.is_clock

    RetentionStop.objects.update(agreed_at=NOW - 2 * DAY)
    retention.run(NOW - 2 * DAY + timedelta(hours=1))

    assert not SignInLink.objects.exists()


def test_a_clock_that_leaps_ends_nothing_either():
    links(1)
    retention.run(NOW - 20 * DAY)

    with pytest.raises(retention.ClockJumped):
        retention.run(NOW)

    assert SignInLink.objects.count() == 1


def test_counting_changes_nothing_and_foretells_what_goes(capsys):
    links(3, datetime(2020, 1, 1, tzinfo=UTC))

    call_command("retention")

    assert "people.links: 3 due (after 1" in capsys.readouterr().out
    assert SignInLink.objects.count() == 3
    assert not RetentionRun.objects.exists()

    call_command("retention", apply=True)

    assert "people.links: 3 due, 3 ended" in capsys.readouterr().out
    assert not SignInLink.objects.exists()


def test_the_command_fails_aloud_when_the_clock_jumped():
    RetentionRun.objects.create(
        moment=datetime(2090, 1, 1, tzinfo=UTC), ended_at=NOW, is_applied=True
    )

    with pytest.raises(CommandError, match="clock"):
        call_command("retention", apply=True)


def test_the_log_of_a_run_holds_counts_and_no_word_of_anybody(caplog):
    caplog.set_level("INFO")
    Person.objects.create_user("camille@example.org", called="Camille")
    links(2)
    an_account(NOW - YEARS - DAY)

    run = retention.run(NOW)

    kept = f"{run.counts} {run.stopped} {run.failed} {caplog.text}"
    assert "@" not in kept and "Camille" not in kept
    assert run.counts["people.links"] == {"due": 2, "ended": 2}


def test_a_batch_spares_what_is_no_longer_due(monkeypatch):
    links(2)
    kind = kind_named("people.links")
    part = kind.due(NOW)
    saved = SignInLink.objects.first()
    batches = retention.in_batches(kind, part)
    monkeypatch.setattr(retention, "FIRST_BATCH", 1)

    next(batches)
    SignInLink.objects.update(expires_at=NOW + DAY)
    sizes = list(batches)

    assert sizes == [0]
    assert SignInLink.objects.count() == 1
    assert SignInLink.objects.get() != saved


def test_batches_grow_while_they_are_fast_and_shrink_when_they_are_slow():
    assert retention.next_size(100, 0.001) == 200
    assert retention.next_size(150, 0.001) == retention.BIGGEST_BATCH
    assert retention.next_size(100, 0.012) == 100
    assert retention.next_size(100, 0.5) == 50
    assert retention.next_size(1, 0.5) == 1


# Accounts: a warning first


def test_an_account_is_told_thirty_days_before_it_goes():
    account = an_account(NOW - YEARS + 29 * DAY)

    retention.run(NOW)

    mail = OutgoingMail.objects.get()
    assert mail.to == account.email
    assert "22 décembre 2026" in mail.text.replace("\N{NO-BREAK SPACE}", " ")
    assert Person.objects.filter(pk=account.pk).exists()

    last_run_at(NOW + 28 * DAY)
    retention.run(NOW + 29 * DAY)
    assert Person.objects.filter(pk=account.pk).exists()

    retention.run(NOW + 31 * DAY)
    assert not Person.objects.filter(pk=account.pk).exists()
    assert OutgoingMail.objects.count() == 1


def test_an_account_not_warned_in_time_gets_its_thirty_days_first():
    account = an_account(NOW - 2 * YEARS)

    retention.run(NOW)
    last_run_at(NOW + 19 * DAY)
    retention.run(NOW + 20 * DAY)

    assert Person.objects.filter(pk=account.pk).exists()


def test_who_signs_in_after_the_warning_stays_and_is_warned_anew_years_later():
    account = an_account(NOW - YEARS + 29 * DAY)
    retention.run(NOW)

    Person.objects.filter(pk=account.pk).update(last_login=NOW + DAY)
    last_run_at(NOW + 30 * DAY)
    retention.run(NOW + 31 * DAY)

    assert Person.objects.filter(pk=account.pk).exists()
    assert not Forewarned.objects.exists()


def test_who_has_no_address_stays_while_holding_a_role():
    from entrepairs.directory.tests.factories import OrganisationFactory
    from entrepairs.people.models import Membership

    person = Person.objects.create_user(None, called="Nour")
    Person.objects.filter(pk=person.pk).update(joined_at=NOW - 3 * YEARS)
    role = Membership.objects.create(
        person=person,
        organisation=OrganisationFactory(),
        role="volunteer",
        from_on=(NOW - 3 * YEARS).date(),
    )
    due = kind_named("people.account").due

    assert not due(NOW).exists()

    Membership.objects.filter(pk=role.pk).update(to_on=(NOW - YEARS - DAY).date())

    assert due(NOW).get() == person


# Terms of a network


def test_a_network_may_keep_less_long():
    Term.objects.create(
        network=Network.objects.get(host=None), kind="people.account", days=365
    )
    account = an_account(NOW - 400 * DAY)

    retention.run(NOW)

    assert Forewarned.objects.get().row == account.pk


def test_the_term_of_one_network_leaves_the_others_alone():
    from entrepairs.importing.tests.examples import a_row

    here = Network.objects.get(host=None)
    other = Network.objects.create(
        code="other", name="Other", host="other.example.org", sender_email="a@b.be"
    )
    Term.objects.create(network=here, kind="importing.rows", days=7)
    mine, theirs = a_row(NOW - 10 * DAY), a_row(NOW - 10 * DAY)
    type(theirs.run).objects.filter(pk=theirs.run_id).update(network=other)

    retention.run(NOW)

    rows = type(mine).objects
    assert not rows.filter(pk=mine.pk).exists() and rows.filter(pk=theirs.pk).exists()


def test_a_term_is_never_longer_than_people_were_told():
    from django.core.exceptions import ValidationError

    network = Network.objects.get(host=None)
    longer = Term(network=network, kind="people.account", days=731)

    with pytest.raises(ValidationError, match="730"):
        longer.full_clean()

    longer.save()
    an_account(NOW - YEARS - DAY)
    assert retention.run(NOW).counts["people.account"]["warned"] == 1


# The night and the alarm


@pytest.mark.parametrize(
    ("hour", "hours_before", "runs"),
    [(1, 22, True), (12, 12, False), (1, 1, False), (12, 30, True), (12, None, True)],
)
def test_it_runs_once_a_night_and_by_day_when_the_night_was_missed(
    hour, hours_before, runs
):
    now = datetime(2026, 11, 22, hour, 30, tzinfo=UTC)  # an hour later in Brussels
    if hours_before is not None:
        before = now - timedelta(hours=hours_before)
        RetentionRun.objects.create(moment=before, ended_at=before, is_applied=True)

    assert tasks.is_time(now) is runs


@pytest.fixture
def administrator(client):
    person = Person.objects.create_superuser("admin@example.org")
    client.force_login(person)
    return person


def test_the_back_office_tells_of_a_retention_that_does_not_run():
    from django.utils import timezone

    from entrepairs.privacy.wagtail_hooks import Alarm

    with override("fr"):
        assert "jamais" in Alarm().render_html()

    run = RetentionRun.objects.create(
        moment=timezone.now() - timedelta(hours=49),
        ended_at=timezone.now(),
        is_applied=True,
    )
    assert "<h2" in Alarm().render_html()

    RetentionRun.objects.filter(pk=run.pk).update(
        moment=timezone.now() - timedelta(hours=47)
    )
    assert "<h2" not in Alarm().render_html()


def test_one_button_lets_what_was_stopped_go_on(client, administrator):
    strict(rows=50, percent=90)
    links(60)
    retention.run(NOW)
    stop = RetentionStop.objects.get()
    address = reverse("retention_go_on", args=[stop.pk])

    assert client.get(address).status_code == 405
    assert client.post(address).status_code == 302

    stop.refresh_from_db()
    assert stop.agreed_by == administrator and stop.agreed_at is not None


def test_nobody_else_may_press_it(client):
    RetentionStop.objects.create(kind="people.links", due=9, stopped_at=NOW)
    client.force_login(a_person())

    answer = client.post(reverse("retention_go_on", args=[1]))

    assert answer.status_code in (302, 404)
    assert RetentionStop.objects.get().agreed_at is None
