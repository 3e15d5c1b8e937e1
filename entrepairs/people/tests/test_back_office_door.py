"""The door of the back office, and the account behind it."""

import pytest

from entrepairs.people import actions
from entrepairs.people.access import speak_to
from entrepairs.people.models import Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(client):
    person = actions.make_administrator(email="ada@site.example", called="Ada")
    speak_to(person)
    client.force_login(person)
    return client


def test_the_door_explains_and_asks_for_no_password(client):
    response = client.get("/admin/", follow=True, headers={"Accept-Language": "fr"})

    page = response.content.decode()
    assert response.request["PATH_INFO"] == "/admin/login/"
    assert "mot de passe" in page
    assert 'type="password"' not in page
    assert not response.cookies


def test_the_door_lets_through_who_is_already_in(staff):
    assert staff.get("/admin/login/?next=/admin/account/").url == "/admin/account/"
    assert staff.get("/admin/login/?next=//evil.example/").url == "/admin/"


def test_signing_out_works(staff):
    response = staff.post("/admin/logout/")

    assert response.status_code == 302
    assert staff.get("/admin/").status_code == 302


@pytest.mark.parametrize(
    "path", ["/admin/users/", "/admin/users/1/", "/admin/groups/", "/admin/groups/new/"]
)
def test_pages_made_for_passwords_are_not_here(staff, path):
    assert staff.get(path).status_code == 404


def test_password_pages_are_off(client):
    assert client.get("/admin/password_reset/").status_code == 404


def test_a_person_chooses_name_and_language_of_the_back_office(staff):
    form = {
        "person-called": "Adèle",
        "person-language": "nl",
        "theme-theme": "system",
        "theme-contrast": "system",
        "theme-density": "default",
    }

    response = staff.post("/admin/account/", form)

    person = Person.objects.get()
    assert response.status_code == 302
    assert (person.called, person.language) == ("Adèle", "nl")
    assert 'lang="nl"' in staff.get("/admin/account/").content.decode()


def test_a_person_without_an_address_can_exist_twice():
    Person.objects.create_user(None, called="Sam")
    Person.objects.create_user("", called="Kim")

    assert Person.objects.filter(email=None).count() == 2
