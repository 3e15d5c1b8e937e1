import pytest
from django.core.signing import TimestampSigner
from django.http import HttpResponse

from entrepairs.core import guard
from entrepairs.core.guard import guarded, new_token
from entrepairs.core.limits import limited
from entrepairs.organisations.models import Network


@pytest.fixture
def at(monkeypatch):
    """Sets the signer's clock."""

    def set_clock(seconds):
        monkeypatch.setattr("django.core.signing.time.time", lambda: seconds)

    set_clock(1_000_000)
    return set_clock


@pytest.fixture
def send(rf, db):
    view = guarded("contact")(lambda request: HttpResponse("taken"))

    def post(values, **headers):
        request = rf.post("/fr/contact/?step=2", values, headers=headers)
        request.network = Network.objects.get(host=None)
        return view(request)

    return post


pytestmark = pytest.mark.django_db


def test_a_form_sent_from_our_page_is_taken(at, send):
    token = new_token("contact")
    at(1_000_010)

    answer = send({guard.TOKEN: token}, **{"Sec-Fetch-Site": "same-origin"})

    assert answer.content == b"taken"


def test_an_old_browser_that_tells_nothing_is_believed(at, send):
    token = new_token("contact")
    at(1_000_010)

    assert send({guard.TOKEN: token}).content == b"taken"


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Referer": "https://evil.example/testserver/"},
    ],
)
def test_a_form_sent_from_another_site_is_not_taken(at, send, headers):
    token = new_token("contact")
    at(1_000_010)

    answer = send({guard.TOKEN: token}, **headers)

    assert answer.status_code == 403


@pytest.mark.parametrize("seconds", [0, 1, guard.OLDEST + 1])
def test_a_form_that_is_too_fresh_or_too_old_comes_back_whole(at, send, seconds):
    token = new_token("contact")
    at(1_000_000 + seconds)

    answer = send({guard.TOKEN: token, "message": "Bonjour, « vous » & moi"})

    assert answer.status_code == 403
    assert "Bonjour, « vous » &amp; moi" in answer.content.decode()
    assert "step=2" in answer.content.decode()


def test_the_page_that_comes_back_can_be_sent(at, send):
    at(2_000_000)
    token = new_token("contact")
    at(2_000_005)

    assert send({guard.TOKEN: token, "message": "x"}).content == b"taken"


@pytest.mark.parametrize("token", ["", "form", "form:abc:def", "x" * 5000])
def test_no_token_or_a_made_up_one_is_not_taken(at, send, token):
    assert send({guard.TOKEN: token}).status_code == 403


def test_a_token_of_another_form_is_not_taken(at, send):
    token = new_token("newsletter")
    at(1_000_010)

    assert send({guard.TOKEN: token}).status_code == 403


def test_a_token_signed_with_another_key_is_not_taken(at, send):
    token = TimestampSigner(key="other", salt="entrepairs.guard.contact").sign("form")
    at(1_000_010)

    assert send({guard.TOKEN: token}).status_code == 403


def test_who_fills_the_robots_field_may_send_again_without_it(at, send):
    token = new_token("contact")
    at(1_000_010)

    answer = send({guard.TOKEN: token, guard.TRAP: "spam", "message": "hello"})

    assert answer.status_code == 403
    assert "hello" in answer.content.decode()
    assert "spam" not in answer.content.decode()


def test_reading_the_form_asks_nothing(rf):
    view = guarded("contact")(lambda request: HttpResponse("form"))

    assert view(rf.get("/")).content == b"form"


def test_whoever_asks_too_often_reads_a_page_that_asks_for_patience(rf):
    view = limited("page", limit=1, seconds=60)(lambda request: HttpResponse("here"))
    request = rf.get("/")
    request.network = Network.objects.get(host=None)

    first, second = view(request), view(request)

    assert first.status_code == 200
    assert second.status_code == 429
    assert second["Retry-After"] == "60"
