"""Links that let an administrator in, once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from entrepairs.core.errors import Refused
from entrepairs.people import actions
from entrepairs.people.models import Person, SignInLink

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin():
    return actions.make_administrator(email="ada@site.example", called="Ada")


def address_of(token):
    return f"/sign-in/{token}/"


def test_a_link_signs_its_person_in_and_then_works_no_more(client, admin):
    address = address_of(actions.issue_link(admin))

    first = client.post(address)
    second = client.post(address)

    assert (first.status_code, first["Location"]) == (302, "/admin/")
    assert client.session["_auth_user_id"] == str(admin.pk)
    assert second.status_code == 410


@pytest.mark.parametrize("method", ["get", "head"])
def test_looking_at_a_link_changes_nothing_and_sets_no_cookie(client, admin, method):
    address = address_of(actions.issue_link(admin))

    for _ in range(3):
        response = getattr(client, method)(address)

    assert response.status_code == 200
    assert SignInLink.objects.get().used_at is None
    assert not response.cookies
    assert "no-store" in response["Cache-Control"]
    assert response["Referrer-Policy"] == "no-referrer"
    assert "noindex" in response["X-Robots-Tag"]


def test_expired_used_forged_and_foreign_links_get_the_same_page(client, admin):
    expired = actions.issue_link(admin)
    SignInLink.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    used = actions.issue_link(admin)
    actions.open_link(used)

    tokens = (expired, used, "forged")
    answers = {token: client.get(address_of(token)) for token in tokens}

    pages = {a.content.decode().replace(token, "") for token, a in answers.items()}
    assert [answer.status_code for answer in answers.values()] == [410, 410, 410]
    assert len(pages) == 1


def test_a_link_sent_by_another_site_does_not_sign_in(client, admin):
    address = address_of(actions.issue_link(admin))

    client.post(address, headers={"Sec-Fetch-Site": "cross-site"})

    assert "_auth_user_id" not in client.session
    assert client.post(address).status_code == 302  # the person's own button


def test_a_new_link_replaces_the_one_of_before_and_no_one_else_s(client, admin):
    other = actions.issue_link(actions.make_administrator(email="b@site.example"))
    lost, found = actions.issue_link(admin), actions.issue_link(admin)

    answers = [client.get(address_of(token)) for token in (lost, found, other)]

    assert [answer.status_code for answer in answers] == [410, 200, 200]


def test_a_person_who_may_no_longer_sign_in_has_no_open_link(admin):
    token = actions.issue_link(admin)
    admin.is_active = False
    admin.save(update_fields=["is_active"])

    with pytest.raises(Refused):
        actions.open_link(token)


def test_only_a_digest_of_a_long_token_is_kept(admin):
    token = actions.issue_link(admin)

    kept = SignInLink.objects.get()
    assert len(token) >= 43
    assert token not in (kept.digest, str(kept))
    assert len(kept.digest) == 64


def test_a_new_session_salt_ends_the_sessions(client, admin):
    client.post(address_of(actions.issue_link(admin)))

    actions.end_sessions(admin)

    assert client.get("/admin/").status_code == 302


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_of_two_who_open_a_link_at_once_one_gets_in():
    token = actions.issue_link(actions.make_administrator(email="b@site.example"))
    together = Barrier(2)

    def open_it(_):
        together.wait()
        try:
            return actions.open_link(token).email
        except Refused:
            return None
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        results = list(pool.map(open_it, range(2)))

    assert sorted(results, key=str) == [None, "b@site.example"]


def test_the_command_makes_an_administrator_and_prints_a_link(client, capsys):
    call_command("admin_link", "New@Site.example", create=True, name="Nour")

    address = capsys.readouterr().out.strip()
    person = Person.objects.get(email="new@site.example")
    assert person.is_superuser
    assert person.called == "Nour"
    assert address.startswith("http")
    assert client.post("/sign-in/" + address.split("/sign-in/")[1]).status_code == 302


def test_the_command_refuses_who_is_not_an_administrator():
    Person.objects.create_user("peer@site.example")

    with pytest.raises(CommandError, match="--create"):
        call_command("admin_link", "peer@site.example")
    with pytest.raises(CommandError, match="--create"):
        call_command("admin_link", "nobody@site.example")
    with pytest.raises(CommandError, match="not an e-mail"):
        call_command("admin_link", "nonsense", create=True)


def test_an_administrator_is_one_no_more_and_is_out_at_once(client, admin):
    client.post(address_of(actions.issue_link(admin)))
    link = address_of(actions.issue_link(admin))

    call_command("admin_link", "Ada@site.example", withdraw=True)

    admin.refresh_from_db()
    assert not admin.is_superuser and admin.is_active
    assert client.get("/fr/espace/").status_code == 302
    assert client.post(link).status_code == 410
    with pytest.raises(CommandError, match="no administrator"):
        call_command("admin_link", "ada@site.example", withdraw=True)
