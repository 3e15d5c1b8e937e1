import re

import pytest
from playwright.sync_api import expect

from entrepairs.directory.models import Life
from entrepairs.directory.tests.factories import EntryFactory, belgium

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture
def teams():
    places = belgium()

    def team(name, place, **told):
        position = {"latitude": place.latitude, "longitude": place.longitude}
        return EntryFactory(team__name=name, place=place, **position, **told)

    return [
        team("Atelier Rebond", places["mons"], sectors=["addictions"]),
        team("Club Le Fil", places["liege"], sectors=["youth"]),
        team("Le Comptoir", places["schaerbeek"], sectors=["addictions"]),
    ]


@pytest.fixture
def watched(page):
    """The page, and what went wrong in it or left this machine."""
    page.set_viewport_size({"width": 1280, "height": 900})
    page.wrong = []
    page.on("console", lambda m: m.type == "error" and page.wrong.append(m.text))
    page.on("pageerror", lambda error: page.wrong.append(str(error)))
    page.on(
        "request",
        lambda r: (
            "127.0.0.1" in r.url or "localhost" in r.url or page.wrong.append(r.url)
        ),
    )
    return page


def spots(page):
    page.wait_for_selector(".spot button")
    return page.locator(".spot button")


def names(page):
    return [spot.get_attribute("aria-label") for spot in spots(page).all()]


def focused(page, attribute="aria-label"):
    return page.evaluate("name => document.activeElement.getAttribute(name)", attribute)


def test_tab_reaches_every_team_on_the_map_in_the_order_of_the_list(watched, teams):
    watched.goto("/fr/equipes/")
    spots(watched)

    watched.locator(".leaflet-control-zoom-out").focus()
    watched.locator(".leaflet-container").focus()
    reached = []
    for _step in range(3):
        watched.keyboard.press("Tab")
        reached.append(focused(watched))

    assert reached == ["Atelier Rebond", "Club Le Fil", "Le Comptoir"]
    assert watched.wrong == []


def test_enter_opens_a_team_and_escape_gives_the_focus_back(watched, teams):
    watched.goto("/fr/equipes/")
    spots(watched).first.focus()

    watched.keyboard.press("Enter")
    panel = watched.locator("[role=dialog]")
    panel.get_by_text("Mons").wait_for()
    link = focused(watched, "href")
    watched.keyboard.press("Escape")
    panel.wait_for(state="detached")

    assert link == f"/fr/equipes/{teams[0].team.slug}/"
    assert focused(watched) == "Atelier Rebond"
    assert watched.wrong == []


def test_several_in_one_place_are_seen_in_a_list_of_what_was_asked(watched, teams):
    here = {"place": teams[0].place, "latitude": teams[0].latitude}
    here["longitude"] = teams[0].longitude
    EntryFactory(team__name="Atelier Phare", sectors=["addictions"], **here)
    EntryFactory(team__name="Atelier Relais", sectors=["youth"], **here)
    watched.goto("/fr/equipes/?q=atelier&near=mons&sector=addictions")
    spots(watched).first.click()

    watched.locator("[role=dialog] a").click()
    watched.wait_for_url(re.compile("box="))

    assert {"q=atelier", "near=mons", "sector=addictions"} < set(
        re.split("[?&]", watched.url)
    )
    expect(watched.locator("#results .team")).to_have_count(2)
    assert watched.wrong == []


def test_what_is_typed_changes_list_count_address_and_map(watched, teams):
    watched.goto("/fr/equipes/")
    assert len(names(watched)) == 3

    watched.locator("#near").fill("4000")
    expect(watched.locator("#results .team")).to_have_count(1)
    expect(watched.locator(".spot")).to_have_count(1)

    assert re.search(r"\?near=4000$", watched.url)
    assert watched.locator("#heading").inner_text().startswith("1 ")
    assert watched.locator("#told").inner_text().startswith("1 ")
    assert names(watched) == ["Club Le Fil"]
    assert focused(watched, "id") == "near"
    assert watched.wrong == []


def test_a_ticked_filter_keeps_the_focus_and_the_open_groups(watched, teams):
    watched.goto("/fr/equipes/")
    watched.locator("#facet-spoken > summary, #facet-life > summary").first.click()

    watched.locator("#sector-addictions").check()
    expect(watched.locator("#results .team")).to_have_count(2)

    assert watched.locator("#sector-addictions").is_checked()
    assert focused(watched, "id") == "sector-addictions"
    assert watched.locator(
        "details[open]#facet-life, details[open]#facet-spoken"
    ).count()
    assert "sector=addictions" in watched.url
    assert watched.wrong == []


def test_back_and_forward_undo_and_redo_area_and_filter(watched, teams):
    box, question = watched.locator("#box"), watched.locator("#results")
    watched.goto("/fr/equipes/")
    spots(watched)
    watched.locator("#sector-addictions").check()
    expect(watched.locator("#results .team")).to_have_count(2)
    watched.locator("#search-here").click()
    watched.wait_for_url(re.compile("box="))

    watched.evaluate("history.back()")
    expect(box).to_be_disabled()
    expect(question).to_have_attribute("data-question", "sector=addictions")
    watched.evaluate("history.back()")
    expect(watched.locator("#results .team")).to_have_count(3)
    expect(watched.locator("#sector-addictions")).not_to_be_checked()
    watched.evaluate("history.forward()")
    expect(watched.locator("#results .team")).to_have_count(2)
    expect(watched.locator("#sector-addictions")).to_be_checked()
    assert watched.wrong == []


def test_back_still_undoes_a_filter_after_a_team_was_read(watched, teams):
    watched.goto("/fr/equipes/")
    spots(watched)
    watched.locator("#sector-addictions").check()
    expect(watched.locator("#results .team")).to_have_count(2)
    watched.get_by_role("link", name="Atelier Rebond").click()
    expect(watched.locator("h1")).to_have_text("Atelier Rebond")

    watched.evaluate("history.back()")
    expect(watched.locator("#results .team")).to_have_count(2)
    watched.evaluate("history.back()")

    expect(watched.locator("#results .team")).to_have_count(3)
    assert watched.wrong == []


def test_what_is_typed_adds_no_step_to_the_history(watched, teams):
    watched.goto("/fr/equipes/")
    before = watched.evaluate("history.length")

    watched.locator("#near").fill("4000")
    expect(watched.locator("#results .team")).to_have_count(1)

    assert watched.evaluate("history.length") == before


def test_a_style_that_a_browser_s_tool_left_on_a_field_is_not_copied(watched, teams):
    watched.goto("/fr/equipes/")
    watched.evaluate(
        "document.querySelector('#sector-addictions').style.caretColor = 'red'"
    )

    watched.locator("#near").fill("4000")
    expect(watched.locator("#results .team")).to_have_count(1)

    assert watched.wrong == []


def test_by_keyboard_the_filters_can_be_passed_over(watched, teams):
    watched.goto("/fr/equipes/")

    watched.locator("#search .button").first.focus()
    watched.keyboard.press("Tab")
    watched.keyboard.press("Enter")
    watched.keyboard.press("Tab")

    assert focused(watched, "href") == f"/fr/equipes/{teams[0].team.slug}/"
    assert watched.wrong == []


def test_on_a_narrow_screen_tab_leaves_the_map_for_the_foot_of_the_page(watched, teams):
    watched.set_viewport_size({"width": 320, "height": 640})
    watched.goto("/fr/equipes/")
    watched.locator("#map .button").first.click()
    spots(watched)

    watched.locator(".leaflet-container").focus()
    for _step in range(12):
        watched.keyboard.press("Tab")

    assert watched.evaluate("!!document.activeElement.closest('.foot')")


def test_the_area_of_the_map_becomes_part_of_the_address(watched, teams):
    watched.goto("/fr/equipes/?near=4000")
    spots(watched)

    watched.locator("#search-here").click()
    watched.wait_for_url(re.compile("box="))
    watched.wait_for_selector("#results[data-extent]")
    asked = watched.url
    watched.goto(asked)
    spots(watched)

    assert names(watched) == ["Club Le Fil"]
    assert watched.locator("#results .chip").count() >= 2


def test_on_a_small_screen_the_link_to_the_map_also_opens_it(watched, teams):
    watched.set_viewport_size({"width": 390, "height": 760})
    watched.goto("/fr/equipes/")

    watched.locator(".to-map a").click()

    assert names(watched) == ["Atelier Rebond", "Club Le Fil", "Le Comptoir"]
    assert watched.wrong == []


def test_the_circle_lies_over_the_borders_that_come_after_it(watched, teams):
    watched.goto("/fr/equipes/?near=4000", wait_until="networkidle")
    spots(watched)
    watched.wait_for_selector("path.land--home", state="attached")

    shapes = watched.locator(".leaflet-overlay-pane path")
    names = [shape.get_attribute("class") for shape in shapes.all()]

    assert "around" in names[-1]
    assert "land--home" in " ".join(names[:-1])


def test_suggestions_are_taken_by_keyboard(watched, teams):
    watched.goto("/fr/equipes/")
    field = watched.locator("#near")

    field.click()
    expect(field).to_have_role("combobox")
    field.press_sequentially("Lièg")
    watched.wait_for_selector("[role=option]")
    watched.keyboard.press("ArrowDown")
    active = focused(watched, "aria-activedescendant")
    watched.keyboard.press("Enter")
    expect(watched.locator("#results .team")).to_have_count(1)

    assert active == "near-option-1"
    assert field.input_value().startswith("Liège")
    assert field.get_attribute("aria-expanded") == "false"
    assert watched.wrong == []


def test_without_scripts_a_visitor_filters_and_opens_a_team(
    browser, live_server, teams
):
    context = browser.new_context(java_script_enabled=False, base_url=live_server.url)
    page = context.new_page()

    page.goto("/fr/equipes/")
    page.locator("#q").fill("Club")
    page.locator("form#search button").first.click()
    page.get_by_role("link", name="Club Le Fil").click()

    assert page.locator("h1").inner_text() == "Club Le Fil"
    assert teams[1].team.slug in page.url
    context.close()


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_list_and_record_are_accessible(
    browser, live_server, axe, page, teams, width, theme
):
    EntryFactory(life=Life.LOOKING, summary="Une équipe.")
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=theme)

    page.goto("/fr/equipes/")
    if width < 1000:
        page.locator("#map .button").first.click()
    spots(page)
    found = axe()
    page.goto(f"/fr/equipes/{teams[0].team.slug}/")

    assert found == []
    assert axe() == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
