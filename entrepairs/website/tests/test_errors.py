import pytest
from django.test import RequestFactory
from django.utils.translation import override

from entrepairs.website import views

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("address", "language", "words"),
    [
        ("/fr/nulle-part/", "fr", "introuvable"),
        ("/nl/nergens/", "nl", "niet te vinden"),
        ("/de/nirgends/", "de", "nicht zu finden"),
        ("/en/nowhere/", "en", "cannot be found"),
    ],
)
def test_a_page_that_is_not_there_says_so_in_the_reader_s_language(
    client, address, language, words
):
    page = client.get(address)

    assert page.status_code == 404
    assert f'<html lang="{language}"' in page.text
    assert words in page.text
    assert "noindex" in page.text


def test_an_unknown_host_is_told_without_asking_the_database(
    client, django_assert_num_queries
):
    with django_assert_num_queries(0):
        page = client.get("/fr/", headers={"Host": "evil.example"})

    assert page.status_code == 400
    assert "evil.example" not in page.text


def test_our_own_fault_is_told_without_the_database(django_assert_num_queries):
    with override("nl"), django_assert_num_queries(0):
        page = views.server_error(RequestFactory().get("/nl/"))

    assert page.status_code == 500
    assert "Er ging iets mis" in page.text
    assert 'href="/nl/"' in page.text


def test_a_closed_page_is_told_in_the_look(client, rf):
    request = rf.get("/fr/x/")
    request.network = client.get("/fr/").wsgi_request.network

    page = views.forbidden(request, PermissionError())

    assert page.status_code == 403
    assert 'class="masthead"' in page.text


def test_a_demonstration_says_so_on_pages_without_a_request(rf, settings):
    said = "Demonstration: people and organisations are invented."
    with override("en"):
        assert said not in views.server_error(rf.get("/en/")).text
        settings.DEMO = True

        assert said in views.server_error(rf.get("/en/")).text
        assert said in views.bad_request(rf.get("/en/"), ValueError()).text
