import pytest
from django.urls import reverse
from django.utils.translation import override

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def texts_again(transactional_db):
    """A test with transactions empties the tables; help lines are in migrations."""
    from importlib import import_module

    from django.apps import apps

    for module in (
        "organisations.migrations.0002_default_network",
        "website.migrations.0002_help_lines",
    ):
        import_module(f"entrepairs.{module}").load(apps, None)


def address(name):
    with override("fr"):
        return reverse(name)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("name", ["website:home", "website:help_lines"])
def test_a_page_is_accessible_and_fits(page, axe, name, width, scheme):
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=scheme)

    page.goto(address(name))

    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert axe() == []
    assert wide <= 0


def test_the_first_visit_is_light_and_asks_nobody_else(page, live_server):
    answers = []
    page.on("response", lambda answer: answers.append(answer))

    page.goto(address("website:home"), wait_until="networkidle")

    assert len(answers) <= 15
    assert sum(len(answer.body()) for answer in answers) <= 130_000  # not compressed
    assert all(answer.url.startswith(live_server.url) for answer in answers)
    assert page.context.cookies() == []
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


def test_two_tabs_reach_the_number_to_call(page):
    page.goto(address("website:home"))

    page.keyboard.press("Tab")
    first = page.evaluate("document.activeElement.getAttribute('href')")
    page.keyboard.press("Tab")
    second = page.evaluate("document.activeElement.getAttribute('href')")

    assert first == "#main"
    assert second == address("website:help_lines")
