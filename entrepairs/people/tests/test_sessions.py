"""Where one is signed in, and how it ends."""

from datetime import date, timedelta

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse
from django.utils import timezone

from entrepairs.people import actions, memberships
from entrepairs.people.models import OpenSession, Person, today
from entrepairs.people.signin import sessions
from entrepairs.people.tests.factories import PersonFactory, holder_of, role_of
from entrepairs.people.tests.signing_in import KEYS, OUT, SESSIONS, Visitor, enter

pytestmark = pytest.mark.django_db
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; rv:130.0) Gecko/20100101 Firefox/130.0"
IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 "
    "(KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1"
)


@pytest.fixture
def person():
    return PersonFactory()


@pytest.fixture
def here(person):
    visitor = Visitor(headers={"User-Agent": FIREFOX})
    enter(visitor, person)
    return visitor


@pytest.fixture
def there(person):
    visitor = Visitor(headers={"User-Agent": IPHONE})
    enter(visitor, person)
    return visitor


def colleague(held):
    """Somebody who may prolong this role."""
    return holder_of("administrator", held.house)


def days_pass(monkeypatch, days):
    then = date.today() + timedelta(days=days)  # noqa: DTZ011 - before it is moved
    monkeypatch.setattr(timezone, "localdate", lambda *args, **kw: then)


def test_one_reads_where_one_is_signed_in_by_day_and_kind_of_device(here, there):
    page = here.get(SESSIONS).text

    assert "Firefox, Windows" in page and "Safari, iPhone" in page
    kept = str(list(OpenSession.objects.values()))
    assert "130.0" not in kept and "127.0.0.1" not in kept


@pytest.mark.parametrize(
    ("agent", "device"),
    [
        ("", ""),
        ("curl/8", ""),
        ("Mozilla/5.0 (X11; Linux x86_64) Chrome/130.0 Safari/537.36", "Chrome, Linux"),
        ("Mozilla/5.0 (Linux; Android 15) Chrome/130 Mobile Safari", "Chrome, Android"),
        ("Mozilla/5.0 (Macintosh) Chrome/130 Safari/537 Edg/130", "Edge, Mac"),
        ("x" * 5000, ""),
    ],
)
def test_of_a_browser_only_the_family_is_kept(agent, device):
    assert sessions.device_of(agent) == device


def test_a_session_ended_elsewhere_is_over_at_once_and_this_one_stays(here, there):
    row = OpenSession.objects.get(device="Safari, iPhone")

    here.fill(SESSIONS, session=row.pk)

    assert there.get(SESSIONS).status_code == 302
    assert here.get(SESSIONS).status_code == 200
    assert not Session.objects.filter(pk=row.key).exists()


def test_all_others_end_with_one_button(here, there):
    here.fill(SESSIONS, others="1")

    assert there.get(SESSIONS).status_code == 302
    assert "Firefox, Windows" in here.get(SESSIONS).text


def test_ending_this_one_signs_out(here):
    row = OpenSession.objects.get()

    here.fill(SESSIONS, session=row.pk)

    assert not here.is_in


@pytest.mark.parametrize("number", ["", "0", "-1", "x", "9" * 30, "²"])
def test_sessions_of_others_are_not_there(here, number):
    stranger = Visitor()
    enter(stranger, PersonFactory())
    row = OpenSession.objects.latest("pk")

    assert here.fill(SESSIONS, session=row.pk).status_code == 404
    assert here.fill(SESSIONS, session=number).status_code == 404
    assert stranger.get(SESSIONS).status_code == 200


def test_signing_out_takes_a_button_and_ends_the_cookie(here):
    here.get(OUT)
    assert here.is_in

    answer = here.fill(OUT)

    assert answer.cookies["sessionid"]["max-age"] == 0
    assert not OpenSession.objects.exists() and not Session.objects.exists()


def test_a_button_of_another_site_signs_nobody_out(person):
    strict = Visitor(enforce_csrf_checks=True)
    enter(strict, person)

    assert strict.post(OUT).status_code == 403
    assert strict.is_in


@pytest.mark.parametrize(
    "path", [SESSIONS, KEYS, "/fr/espace/", "/fr/", "/fr/equipes/"]
)
def test_the_back_button_shows_nothing_after_signing_out(here, path):
    assert "no-store" in here.get(path)["Cache-Control"]


def test_who_may_no_longer_sign_in_is_out_at_once(here):
    Person.objects.update(is_active=False)

    assert here.get(SESSIONS).status_code == 302


def test_a_role_taken_back_ends_the_sessions_at_once(person, here):
    held = role_of(person, "coordinator")

    memberships.withdraw(held)

    assert here.get(SESSIONS).status_code == 302


def test_a_session_ends_with_the_last_day_of_a_role(person, monkeypatch):
    role_of(person, "coordinator", days=1)
    visitor = Visitor()
    enter(visitor, person)
    assert visitor.get(SESSIONS).status_code == 200

    later = timezone.localdate() + timedelta(days=2)
    monkeypatch.setattr(sessions.timezone, "localdate", lambda *args, **kw: later)

    assert visitor.get(SESSIONS).status_code == 302


def test_a_role_prolonged_in_time_keeps_its_sessions_open(person, monkeypatch):
    held = role_of(person, "coordinator", days=1)
    visitor = Visitor()
    enter(visitor, person)
    memberships.extend(held, to_on=today() + timedelta(days=30), by=colleague(held))

    days_pass(monkeypatch, 2)
    assert visitor.get(SESSIONS).status_code == 200
    days_pass(monkeypatch, 31)
    assert visitor.get(SESSIONS).status_code == 302


def test_of_two_roles_one_prolonged_the_other_s_end_still_ends_the_session(
    person, monkeypatch
):
    held = role_of(person, "coordinator", days=1)
    role_of(person, "treasurer", days=1)
    visitor = Visitor()
    enter(visitor, person)
    memberships.extend(held, to_on=today() + timedelta(days=30), by=colleague(held))

    days_pass(monkeypatch, 2)

    assert visitor.get(SESSIONS).status_code == 302


def test_a_session_ends_after_its_hours_however_much_it_is_used(here, monkeypatch):
    for hours in (6, 6):
        session = here.session
        session["opened_at"] -= hours * 3600
        session.save()
        assert here.get(SESSIONS).status_code == 200
    session = here.session
    session["opened_at"] -= 60
    session["note"] = "each write gives twelve hours more"
    session.save()

    assert here.get(SESSIONS).status_code == 302
    assert not here.is_in and not OpenSession.objects.exists()


def test_what_is_over_is_not_shown_as_open(here, there):
    session = there.session
    session["opened_at"] -= 13 * 3600
    session.save()

    page = here.get(SESSIONS).text

    assert "Firefox, Windows" in page and "Safari, iPhone" not in page


def test_showing_and_ending_sessions_takes_no_query_for_each(
    person, here, django_assert_num_queries
):
    row = OpenSession.objects.get()
    for number in range(20):
        Session.objects.create(
            session_key=f"key{number}",
            session_data=Session.objects.get(pk=row.key).session_data,
            expire_date=timezone.now() + timedelta(hours=1),
        )
        OpenSession.objects.create(person=person, key=f"key{number}")

    with django_assert_num_queries(2):
        found = sessions.open_of(person)
    with django_assert_num_queries(4):  # two of them open and close a savepoint
        ended = sessions.end(found)

    assert len(found) == ended == 21
    assert not Session.objects.exists() and not OpenSession.objects.exists()


def test_ending_all_sessions_of_a_person_empties_their_list(person, here, there):
    actions.end_sessions(person)

    assert here.get(SESSIONS).status_code == there.get(SESSIONS).status_code == 302
    assert not OpenSession.objects.exists()


def test_the_last_day_is_noted_once_a_day(here, django_assert_num_queries):
    OpenSession.objects.update(seen_on=timezone.localdate() - timedelta(days=3))
    session = here.session
    session["seen_on"] = "2020-01-01"
    session.save()

    here.get("/fr/")

    assert OpenSession.objects.get().seen_on == timezone.localdate()


def test_notes_on_sessions_that_are_over_go(here, there):
    Session.objects.filter(pk=there.session.session_key).update(
        expire_date=timezone.now() - timedelta(hours=1)
    )

    assert sessions.forget_ended() == 1
    assert OpenSession.objects.get().device == "Firefox, Windows"
    assert Session.objects.count() == 1


def test_leaving_quickly_signs_out_and_no_other_site_can_ask_it(client):
    client.force_login(PersonFactory())
    address = reverse("account_leave")

    foreign = client.post(address, headers={"Sec-Fetch-Site": "cross-site"})
    was_in = client.get(reverse("space:home")).status_code
    own = client.post(address, headers={"Sec-Fetch-Site": "same-origin"})

    assert (foreign.status_code, was_in, own.status_code) == (204, 200, 204)
    assert client.get(reverse("space:home")).status_code == 302
    assert client.get(address).status_code == 405
