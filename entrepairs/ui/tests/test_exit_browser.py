import pytest
from django.urls import reverse

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NEUTRAL = "https://www.wikipedia.org/"


@pytest.fixture
def visitor(page):
    """A visitor whose neutral page is played by the test."""
    page.route(
        f"{NEUTRAL}**",
        lambda route: route.fulfill(
            body="<h1>Encyclopaedia</h1>", content_type="text/html"
        ),
    )
    return page


def leave_link(page):
    return page.locator("header a[data-quick-exit]")


def test_leaving_opens_a_neutral_page_and_back_does_not_return(visitor):
    visitor.goto(reverse("website:home"))
    visitor.goto(reverse("website:help_lines"))

    leave_link(visitor).click()
    visitor.wait_for_url(NEUTRAL)
    visitor.go_back()

    visitor.wait_for_url(NEUTRAL)
    assert visitor.locator("h1").inner_text() == "Encyclopaedia"


def test_who_comes_back_on_purpose_stays(visitor):
    visitor.goto(reverse("website:help_lines"))
    leave_link(visitor).click()
    visitor.wait_for_url(NEUTRAL)

    visitor.goto(reverse("website:home"))
    visitor.goto(reverse("website:help_lines"))
    visitor.go_back()

    assert visitor.url.endswith(reverse("website:home"))
    assert visitor.locator("h1").is_visible()


def test_pressing_shift_three_times_leaves_after_an_announcement(visitor):
    visitor.goto(reverse("website:home"))
    told = visitor.locator("[data-quick-exit-told]")

    visitor.keyboard.press("Shift")
    visitor.keyboard.press("Shift")
    assert told.inner_text()
    visitor.keyboard.press("Shift")

    visitor.wait_for_url(NEUTRAL)


def test_writing_capitals_leaves_nobody(visitor):
    visitor.goto(reverse("website:search"))
    visitor.locator("main input[name=q]").focus()

    visitor.keyboard.press("Shift+A")
    visitor.keyboard.press("Shift+B")
    visitor.keyboard.press("Shift+C")
    visitor.keyboard.press("Shift+Tab")
    visitor.wait_for_timeout(300)

    assert NEUTRAL not in visitor.url


def test_nothing_is_stored_unless_one_leaves(visitor):
    visitor.goto(reverse("website:home"))

    kept = visitor.evaluate("sessionStorage.length + localStorage.length")

    assert kept == 0


def test_without_scripts_the_link_is_a_plain_link(visitor):
    text = visitor.request.get(reverse("website:home")).text()

    assert f'data-quick-exit href="{NEUTRAL}"' in text


@pytest.mark.parametrize("width", [320, 1280])
def test_the_way_out_is_seen_without_scrolling_aside(visitor, width, axe):
    visitor.set_viewport_size({"width": width, "height": 700})
    visitor.goto(reverse("website:home"))

    box = leave_link(visitor).bounding_box()
    room = visitor.evaluate("document.documentElement.scrollWidth")

    assert box["y"] < 120 and box["height"] >= 24 and room <= width
    assert axe() == []
