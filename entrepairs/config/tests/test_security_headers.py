import pytest
from django.http import HttpResponse

from entrepairs.config.headers import HeadersMiddleware

pytestmark = pytest.mark.django_db


@pytest.fixture
def answer(rf):
    def get(path, **cookies):
        request = rf.get(path)
        request.COOKIES.update(cookies)
        return HeadersMiddleware(lambda request: HttpResponse())(request)

    return get


@pytest.mark.parametrize("path", ["/fr/", "/fr/nope/", "/robots.txt", "/api/teams"])
def test_every_answer_is_closed_to_others(client, path):
    headers = client.get(path).headers

    policy = headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'self'")
    assert "unsafe" not in policy
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]


def test_only_who_may_have_signed_in_gets_the_back_office_s_policy(answer):
    assert "unsafe" not in answer("/admin/")["Content-Security-Policy"]

    signed_in = answer("/admin/", sessionid="x")

    assert "'unsafe-inline'" in signed_in["Content-Security-Policy"]
    assert signed_in["X-Frame-Options"] == "SAMEORIGIN"
    page = answer("/fr/", sessionid="x")
    assert "unsafe" not in page["Content-Security-Policy"]


def test_the_map_s_tiles_are_the_only_exception(answer, settings):
    settings.TILES_ADDRESS = "https://{s}.tiles.example/{z}/{x}/{y}.png"

    policy = answer("/fr/")["Content-Security-Policy"]

    assert "img-src 'self' https://*.tiles.example;" in policy


def test_open_data_may_be_used_elsewhere(answer):
    assert answer("/api/teams")["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert answer("/fr/")["Cross-Origin-Resource-Policy"] == "same-origin"


def test_the_scripts_of_other_sites_may_read_open_data_and_nothing_else(client):
    api = client.get("/api/teams")

    assert api["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in api
    assert "Access-Control-Allow-Origin" not in client.get("/fr/")
    assert "Access-Control-Allow-Origin" not in client.post("/api/teams")
