"""Fixtures and rules of every test: closed network, strict templates, skip or fail."""

import logging
import os
import shutil
import socket
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import caches
from django.db import connection
from django.test import Client, TransactionTestCase
from django.urls import get_resolver
from django.utils.translation import activate
from pytest_django.plugin import DjangoDbBlocker

from entrepairs.core.limits import forget_here
from tests import rows as kept

ROOT = Path(__file__).resolve().parent.parent
AXE = ROOT / "node_modules/axe-core/axe.min.js"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
QUIET = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update"),
    *("--disable-sync", "--disable-dev-shm-usage"),
)
LOCAL = ("127.0.0.1", "::1", "localhost")


def is_on(name: str) -> bool:
    return os.environ.get(name, "").lower() in ("1", "true", "yes")


def browser_path() -> str:
    asked = os.environ.get("BROWSER_PATH", "")
    return asked or next(filter(None, map(shutil.which, BROWSERS)), "")


def reason_to_skip(marker: str) -> tuple[str, bool]:
    """Why tests with the marker cannot run here, and whether CI may accept that."""
    if marker == "browser" and not browser_path():
        return "no Chromium here: apt install chromium, or BROWSER_PATH=", False
    if marker == "postgresql" and connection.vendor != "postgresql":
        return "needs PostgreSQL; `make test` runs it there when one answers", True
    if marker == "slow" and connection.vendor == "postgresql":
        return "ran on SQLite already", True
    if marker == "slow" and not (is_on("CI") or is_on("SLOW")):
        return "builds and installs: set SLOW=1", False
    return "", True


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for marker in ("browser", "postgresql", "slow"):
        reason, acceptable = reason_to_skip(marker)
        if not reason:
            continue
        for item in items:
            if not item.get_closest_marker(marker):
                continue
            if is_on("CI") and not acceptable:
                item.user_properties.append(("must_run", reason))
            else:
                item.add_marker(pytest.mark.skip(reason=reason))


def pytest_runtest_setup(item: pytest.Item) -> None:
    for name, reason in item.user_properties:
        if name == "must_run":
            pytest.fail(f"Must run here, and cannot: {reason}", pytrace=False)


@pytest.fixture(scope="session")
def django_db_setup(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """A test that commits leaves the rows as the migrations filled them."""
    with django_db_blocker.unblock():
        rows = kept.keep()

    def put_back(_case: TransactionTestCase) -> None:
        kept.put_back(rows)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", put_back)
        yield
    with django_db_blocker.unblock():
        connection.close()  # it may have been ended with the browser
        kept.end_others()


@pytest.fixture(scope="session", autouse=True)
def addresses_of_an_instance() -> None:
    """Read before a test plays the demonstration, which has more of them."""
    assert get_resolver().url_patterns


@pytest.fixture(autouse=True)
def closed_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing but this machine can be reached."""
    connect = socket.socket.connect

    def local_only(self: socket.socket, address: object) -> None:
        if isinstance(address, tuple) and address[0] not in LOCAL:
            database = str(settings.DATABASES["default"].get("HOST", ""))
            if address[0] != database:
                raise OSError(f"A test wanted to reach {address[0]}.")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", local_only)


@pytest.fixture(autouse=True)
def second_factor_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    """`force_login` signs in with a second factor; `factor=False` without."""
    force_login = Client.force_login

    def with_factor(
        self: Client, user: Any, backend: str | None = None, *, factor: bool = True
    ) -> None:
        force_login(self, user, backend)
        session = self.session
        shown = {"method": "mfa" if factor else "code", "at": time.time()}
        session["account_authentication_methods"] = [shown]
        session["account_authentication_methods_user"] = str(user.pk)
        session.save()

    monkeypatch.setattr(Client, "force_login", with_factor)


@pytest.fixture(autouse=True)
def in_french() -> None:
    """Whatever language the test before spoke last."""
    activate(settings.LANGUAGE_CODE)


@pytest.fixture(autouse=True)
def nobody_asked_yet() -> None:
    """What one test asks for often is not counted in the next."""
    for cache in caches.all():
        cache.clear()
    forget_here()


def is_asked_only() -> bool:
    """Whether the variable is that of an `{% if %}`, which may find nothing."""
    frame = sys._getframe(1)
    while frame is not None:
        if frame.f_code.co_name == "resolve" and frame.f_locals.get("ignore_failures"):
            return True
        frame = frame.f_back
    return False


class Undefined(logging.Handler):
    """Notes the variables that a template of ours asked for in vain."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.found: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if not isinstance(record.args, tuple) or len(record.args) != 2:
            return
        name, template = map(str, record.args)
        if is_asked_only():
            return
        path = ROOT / "entrepairs"
        if any(path.glob(f"*/templates/{template}")):
            self.found.append(f"{template}: {name}")


@pytest.fixture(autouse=True)
def defined_variables(request: pytest.FixtureRequest) -> Iterator[None]:
    """
    An undefined variable in one of our templates is an error.

    Django tells of each at DEBUG level. `{% if %}` may ask for what is not there.
    """
    logger = logging.getLogger("django.template")
    level, handler = logger.level, Undefined()
    logger.setLevel(logging.DEBUG)
    logger.addHandler(handler)
    propagate, logger.propagate = logger.propagate, False
    yield
    logger.removeHandler(handler)
    logger.setLevel(level)
    logger.propagate = propagate
    if handler.found:
        names = ", ".join(sorted(set(handler.found)))
        pytest.fail(f"Undefined in templates: {names}", pytrace=False)


@pytest.fixture(scope="session")
def browser():
    """The system's Chromium."""
    from playwright.sync_api import sync_playwright

    # Playwright's loop runs in this thread; Django would take us for async code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=browser_path(), args=list(QUIET)
        )
        yield opened
        opened.close()
    os.environ.pop("DJANGO_ALLOW_ASYNC_UNSAFE", None)


@pytest.fixture
def page(browser, live_server):
    """An empty page of a new visitor; relative addresses are of the live server."""
    context = browser.new_context(base_url=live_server.url, locale="fr-BE")
    page = context.new_page()
    page.set_default_timeout(10_000)
    yield page
    context.close()


@pytest.fixture
def axe(page):
    """Ask axe about the page as it is: `assert axe() == []`."""

    def violations(rules: list[str] | None = None) -> list[str]:
        # Evaluated, not added as a script: our policy forbids inline ones.
        page.evaluate(AXE.read_text())
        tags = rules or ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
        options = {"runOnly": {"type": "tag", "values": tags}}
        result = page.evaluate("options => axe.run(document, options)", options)
        return [
            f"{found['id']}: {node['html'][:120]}"
            for found in result["violations"]
            for node in found["nodes"]
        ]

    return violations
