import logging
import secrets

import pytest
from django.conf import settings

from entrepairs.core.discretion import DiscreetFormatter, OneLine, discreet


@pytest.mark.parametrize(
    "told",
    [
        "maya@x.example",
        "<maya.lenoir+lists@troisfils.example>",
        "Key (email)=(maya@x.example) already exists",
        "{'to': ['maya@x.example']}",
        "élise@société.example",
        "mailto:maya@x.example?subject=x",
    ],
)
def test_an_address_is_not_told(told):
    said = discreet(f"before {told} after")

    assert "maya" not in said and "élise" not in said
    assert said.startswith("before ") and said.endswith(" after")


def test_tokens_and_keys_of_sessions_are_not_told():
    for _ in range(200):
        token = secrets.token_urlsafe(32)
        assert token not in discreet(f"Internal Server Error: /sign-in/{token}/")
    assert secrets.token_hex(16) not in discreet(f"key {secrets.token_hex(16)}")


@pytest.mark.parametrize(
    "said",
    [
        "entrepairs.people.models.membership.MembershipQuerySet",
        'File "/srv/entrepairs/venv/lib/python3.11/site-packages/django/db/utils.py"',
        "Internal Server Error: /fr/annuaire/le-relais-des-pairs-de-namur-2/",
        "relation people_membership_house_roles_0005_of_2026 does not exist",
        "mail 12: failed (SMTPDataError 552)",
        "user@ or @media at 12:30",
    ],
)
def test_what_helps_to_repair_stays(said):
    assert discreet(said) == said


def test_tracebacks_are_made_discreet_too():
    try:
        raise ValueError("maya@x.example is no address of ours")
    except ValueError:
        import sys

        record = logging.LogRecord(
            "x", logging.ERROR, "f", 1, "went wrong", (), sys.exc_info()
        )

    said = DiscreetFormatter("%(levelname)s %(message)s").format(record)

    assert "ValueError" in said and "went wrong" in said and "maya" not in said


def test_what_goes_to_the_journal_is_discreet():
    handlers = settings.LOGGING["handlers"].values()
    formatters = settings.LOGGING["formatters"]

    used = {formatters[handler["formatter"]]["()"] for handler in handlers}

    assert used == {f"{DiscreetFormatter.__module__}.{DiscreetFormatter.__name__}"}


def test_a_host_that_is_not_ours_is_one_line_that_says_what_to_set(caplog):
    record = logging.LogRecord(
        "django.security.DisallowedHost", logging.ERROR, "", 1, "Invalid HTTP_HOST %s.",
        ("evil.example",), (ValueError, ValueError("x"), None),
    )  # fmt: skip

    assert OneLine().filter(record)
    assert record.getMessage().count("\n") == 0
    assert "ENTREPAIRS_HOSTS" in record.getMessage()
    assert record.exc_info is None
