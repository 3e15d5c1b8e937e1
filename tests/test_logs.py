"""A page that breaks tells the log what broke, and nothing of who was there."""

import secrets

import pytest
from django.core.handlers.base import BaseHandler
from django.urls import get_resolver

from entrepairs.people.tests.factories import PersonFactory
from tests.test_house import addresses, example

TOKEN = secrets.token_urlsafe(32)
NAME, WORD = "Zéphyrine Quatrefeuilles", "clochepied"
ADDRESS = "zephyrine.quatrefeuilles@marker.example"
FIELDS = (
    *("email", "called", "name", "text", "message", "reason", "nature", "q", "code"),
    *("new_email", "address", "website_url", "form_token", "search", "body"),
)


def break_down(request, *args, **kwargs):
    """Has read all that was sent, and knows the address, when it breaks."""
    told = [request.POST.get(field) for field in FIELDS]
    raise RuntimeError(f"could not keep {ADDRESS} of {len(told)} fields")


@pytest.mark.django_db
def test_a_form_that_breaks_tells_nothing_of_what_was_typed(
    client, monkeypatch, overheard
):
    client.raise_request_exception = False
    client.force_login(PersonFactory(called=NAME, email=ADDRESS))
    monkeypatch.setattr(
        BaseHandler, "resolve_request", lambda self, request: (break_down, (), {})
    )
    routes = {example(route) for _, route in addresses(get_resolver())} - {None}
    typed = dict.fromkeys(FIELDS, f"{NAME} {ADDRESS} {WORD}")

    for path in sorted(routes):
        path = path.replace("/x/", f"/{TOKEN}/")
        assert client.post(f"{path}?q={WORD}", typed).status_code == 500

    said = "\n".join(overheard)
    assert len(routes) > 50 and said.count("Internal Server Error") >= len(routes)
    assert "RuntimeError" in said
    for part in (NAME, "Quatrefeuilles", ADDRESS, WORD, TOKEN):
        assert part not in said, part


def test_the_listener_hears_an_address(overheard):
    import logging

    from tests.overheard import leaks

    logging.getLogger("entrepairs.test").warning("mail to %s failed", ADDRESS)

    assert leaks(overheard) == overheard
    overheard.clear()
