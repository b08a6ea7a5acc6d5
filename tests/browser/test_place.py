"""The place box: suggestions by keyboard and hand, a location on a click, a place remembered."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import axe_playwright_python
import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.visits import Visit, Visiting

AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
DENVER = {"latitude": 39.739236, "longitude": -104.990251}
LONDON = {"latitude": 51.5072, "longitude": -0.1276}
SMALLEST_TARGET = 44
A_PAUSE = 150  # milliseconds without a letter before places are asked for


def box(page: Page) -> Locator:
    return page.locator("main input[name=near]")


def options(page: Page) -> Locator:
    return page.get_by_role("listbox", name="Places").get_by_role("option")


def message(page: Page) -> Locator:
    return page.locator("[data-message]")


def typing(page: Page, text: str) -> Locator:
    """The open list after some letters, put in at once: no list of fewer letters comes between."""
    box(page).click()
    box(page).fill(text)
    expect(options(page).first).to_be_visible()
    return options(page)


def remembered(page: Page) -> str | None:
    found: str | None = page.evaluate("localStorage.getItem('place')")
    return found


def asked(seen: Visit, path: str) -> list[dict[str, list[str]]]:
    """The parameters of every request to this path."""
    urls = [urlsplit(url) for url in seen.requests]
    return [parse_qs(url.query) for url in urls if url.path == path]


# Suggestions ------------------------------------------------------------------------------------


def test_the_box_says_what_it_is_before_anything_is_typed(visit: Visiting) -> None:
    seen = visit("home")
    seen.settle()

    near = seen.page.get_by_role("combobox", name="ZIP code or city")
    expect(near).to_have_attribute("aria-expanded", "false")
    expect(near).to_have_attribute("aria-autocomplete", "list")
    listbox = near.get_attribute("aria-controls")
    assert seen.page.locator(f"#{listbox}").get_attribute("role") == "listbox"
    assert asked(seen, "/places/suggest/") == []


def test_a_place_is_chosen_and_searched_with_the_keyboard_alone(visit: Visiting) -> None:
    page = visit("home").page
    near = box(page)

    near.focus()
    page.keyboard.insert_text("denv")  # at once: no list of fewer letters comes between
    expect(near).to_have_attribute("aria-expanded", "true")
    expect(page.get_by_text("places to choose from. Use the down arrow.")).to_be_attached()
    page.keyboard.press("ArrowDown")
    first = page.locator(f"#{near.get_attribute('aria-activedescendant')}")
    expect(first).to_have_text("Denver, CO")
    expect(first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")

    expect(near).to_have_value("Denver, CO")
    expect(near).to_have_attribute("aria-expanded", "false")
    expect(near).to_be_focused()
    assert page.url.endswith("/")  # choosing is not yet searching

    page.keyboard.press("Enter")
    page.wait_for_url("**/therapists/?near=Denver%2C+CO&miles=25")


def test_every_key_does_what_people_know_from_such_boxes(visit: Visiting) -> None:
    page = visit("home").page
    near = box(page)
    last = typing(page, "portland").count() - 1

    def active() -> int:
        name = near.get_attribute("aria-activedescendant")
        return int(name.rpartition("-")[2]) if name else -1

    def pressed(key: str) -> int:
        page.keyboard.press(key)
        return active()

    assert last > 1
    assert pressed("ArrowUp") == last
    assert pressed("ArrowDown") == -1
    assert pressed("ArrowDown") == 0
    assert pressed("ArrowUp") == -1
    assert pressed("ArrowDown") == 0
    assert pressed("End") == last
    assert pressed("Home") == 0
    assert pressed("Escape") == -1
    expect(near).to_have_attribute("aria-expanded", "false")
    expect(near).to_have_value("portland")

    page.keyboard.press("ArrowDown")  # opens it again, at its first place
    expect(near).to_have_attribute("aria-expanded", "true")
    expect(options(page).first).to_have_attribute("aria-selected", "true")
    chosen = options(page).nth(1).inner_text()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    expect(near).to_have_value(chosen)
    expect(near).not_to_be_focused()
    expect(options(page)).to_have_count(0)


def test_home_and_end_move_in_the_text_while_no_place_is_active(visit: Visiting) -> None:
    page = visit("home").page
    typing(page, "denver")

    page.keyboard.press("Home")
    page.keyboard.type("x")
    page.keyboard.press("End")
    page.keyboard.type("y")

    expect(box(page)).to_have_value("xdenvery")


def test_enter_without_a_chosen_place_searches_for_what_was_typed(visit: Visiting) -> None:
    page = visit("home").page
    typing(page, "80202")

    page.keyboard.press("Enter")

    page.wait_for_url("**/therapists/?near=80202&miles=25")


def test_a_place_is_chosen_with_the_mouse(visit: Visiting) -> None:
    page = visit("home").page

    typing(page, "nyc").filter(has_text="New York, NY").click()

    expect(box(page)).to_have_value("New York, NY")
    expect(box(page)).to_be_focused()
    expect(options(page)).to_have_count(0)


def test_a_place_is_chosen_with_a_finger(visit: Visiting) -> None:
    page = visit("home", width=390, has_touch=True).page

    places = typing(page, "boul")
    area = places.first.bounding_box()
    assert area
    assert area["height"] >= SMALLEST_TARGET
    places.first.tap()

    expect(box(page)).to_have_value("Boulder, CO")


def test_the_list_closes_when_the_box_is_left(visit: Visiting) -> None:
    page = visit("home").page
    typing(page, "denv")

    page.get_by_role("heading", level=1).click()

    expect(options(page)).to_have_count(0)


def test_a_pause_is_waited_for_and_only_the_last_text_is_asked(visit: Visiting) -> None:
    seen = visit("home")
    clock = seen.page.clock
    clock.install(time=0)
    clock.pause_at(1000)  # a slow machine makes no pause between two letters

    box(seen.page).press_sequentially("d")
    clock.run_for(A_PAUSE)
    box(seen.page).press_sequentially("enver")
    clock.run_for(A_PAUSE - 1)
    box(seen.page).press_sequentially(" ")
    clock.run_for(A_PAUSE - 1)
    box(seen.page).press_sequentially("c")
    clock.run_for(A_PAUSE)

    expect(options(seen.page).first).to_have_text("Denver, CO")
    # One letter fits half the country, and the letters in between were no pause.
    assert asked(seen, "/places/suggest/") == [{"q": ["denver c"]}]


def test_what_fits_no_place_is_said(visit: Visiting) -> None:
    page = visit("home").page

    box(page).press_sequentially("qqq")

    expect(page.get_by_text("No place begins like this.")).to_be_attached()
    expect(box(page)).to_have_attribute("aria-expanded", "false")


def test_a_slow_answer_to_an_older_text_is_dropped(visit: Visiting) -> None:
    page = visit("home").page
    held: list[Route] = []
    page.route(lambda url: url.endswith("?q=denv"), lambda route: held.append(route))

    with page.expect_request("**/places/suggest/?q=denv"):
        box(page).press_sequentially("denv")
    with page.expect_response("**/places/suggest/?q=denver**"):
        box(page).press_sequentially("er city")
    (late,) = held
    late.fulfill(json={"places": [{"label": "Too late"}]})
    page.wait_for_timeout(100)

    expect(options(page).first).to_contain_text("Denver City")


@pytest.mark.parametrize("failure", ["no connection", "an error page", "something else"])
def test_where_suggestions_fail_a_plain_box_is_left(visit: Visiting, failure: str) -> None:
    page = visit("home").page

    def fail(route: Route) -> None:
        if failure == "no connection":
            route.abort()
        elif failure == "an error page":
            route.fulfill(status=500, content_type="text/html", body="<h1>Error</h1>")
        else:
            route.fulfill(json={"unexpected": True})

    page.route("**/places/suggest/**", fail)
    with page.expect_request("**/places/suggest/**"):
        box(page).press_sequentially("denver")
    page.wait_for_timeout(100)

    expect(box(page)).to_have_attribute("aria-expanded", "false")
    expect(message(page)).to_be_empty()
    page.keyboard.press("Enter")
    page.wait_for_url("**/therapists/?near=denver&miles=25")


@pytest.mark.parametrize("name", ["home", "search of the whole country"])
@pytest.mark.parametrize("color_scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing_while_the_list_is_open(
    visit: Visiting, name: str, width: int, color_scheme: str
) -> None:
    page = visit(name, width=width, color_scheme=color_scheme).page
    typing(page, "portl")
    page.keyboard.press("ArrowDown")
    page.evaluate(AXE.read_text(encoding="utf-8"))

    found = page.evaluate(
        "async rules => (await axe.run(document, {runOnly: rules, resultTypes: ['violations']}))"
        ".violations.map(rule => rule.id + ': ' + rule.nodes.map(node => node.target).join())",
        RULES,
    )

    assert found == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


# Location ---------------------------------------------------------------------------------------


def test_a_location_is_asked_for_only_on_a_click_and_sent_rounded(visit: Visiting) -> None:
    seen = visit("home", geolocation=DENVER, permissions=["geolocation"])
    seen.settle()
    assert asked(seen, "/places/nearest/") == []

    seen.page.get_by_role("button", name="Use my location").click()

    expect(message(seen.page)).to_contain_text("(Denver, CO)")
    assert box(seen.page).input_value() in message(seen.page).inner_text()
    assert asked(seen, "/places/nearest/") == [{"lat": ["39.74"], "lng": ["-104.99"]}]
    assert "39.739" not in "".join(seen.requests)

    box(seen.page).press("Enter")
    seen.page.wait_for_url("**/therapists/?near=80*")
    assert seen.page.locator("[data-total]").count() == 1


def test_a_location_that_is_not_shared_is_answered_in_words(visit: Visiting) -> None:
    seen = visit("home")

    seen.page.get_by_role("button", name="Use my location").click()

    expect(message(seen.page)).to_contain_text("Your browser did not share your location.")
    expect(box(seen.page)).to_have_value("")
    assert asked(seen, "/places/nearest/") == []
    assert seen.complaints == []  # the policy of the site allows the question


def test_a_location_abroad_is_answered_in_words(visit: Visiting) -> None:
    page = visit("home", geolocation=LONDON, permissions=["geolocation"]).page

    page.get_by_role("button", name="Use my location").click()

    expect(message(page)).to_contain_text("outside the United States")
    expect(box(page)).to_have_value("")


@pytest.mark.parametrize(
    ("code", "words"), [(2, "could not be found"), (3, "took too long"), (1, "did not share")]
)
def test_every_way_to_find_no_location_has_words(visit: Visiting, code: int, words: str) -> None:
    seen = visit("home")
    seen.context.add_init_script(
        "navigator.geolocation.getCurrentPosition = (found, failed) =>"
        f" setTimeout(() => failed({{code: {code}}}))"
    )
    seen.go("/")

    seen.page.get_by_role("button", name="Use my location").click()

    expect(message(seen.page)).to_contain_text(words)


def test_a_location_that_cannot_be_looked_up_has_words(visit: Visiting) -> None:
    page = visit("home", geolocation=DENVER, permissions=["geolocation"]).page
    page.route("**/places/nearest/**", lambda route: route.abort())

    page.get_by_role("button", name="Use my location").click()

    expect(message(page)).to_contain_text("could not be found")


def test_buttons_are_large_enough_for_a_finger(visit: Visiting) -> None:
    page = visit("search", width=390).page

    for name in ("Use my location", "Forget this place"):
        area = page.get_by_role("button", name=name).bounding_box()
        assert area
        assert area["height"] >= SMALLEST_TARGET
        assert area["width"] >= SMALLEST_TARGET


# The remembered place ---------------------------------------------------------------------------


def test_the_last_place_understood_is_offered_and_not_sent(visit: Visiting) -> None:
    seen = visit("search")
    assert remembered(seen.page) == "80202 (Denver, CO)"

    seen.requests.clear()
    seen.go("/")
    expect(box(seen.page)).to_have_value("80202 (Denver, CO)")
    expect(seen.page.get_by_text("Remembered by this browser only.")).to_be_visible()
    seen.go("/therapists/")
    expect(box(seen.page)).to_have_value("80202 (Denver, CO)")
    seen.settle()
    assert not [url for url in seen.requests if "80202" in url or "/places/" in url]
    assert seen.context.cookies() == []

    seen.page.get_by_role("button", name="Search", exact=True).click()
    seen.page.wait_for_url("**near=80202*")


def test_a_place_is_forgotten_at_once(visit: Visiting) -> None:
    seen = visit("search")
    seen.go("/")

    seen.page.get_by_role("button", name="Forget this place").click()

    expect(box(seen.page)).to_have_value("")
    expect(box(seen.page)).to_be_focused()
    expect(message(seen.page)).to_have_text("This browser has forgotten the place.")
    assert remembered(seen.page) is None
    seen.go("/")
    expect(box(seen.page)).to_have_value("")
    expect(seen.page.get_by_role("button", name="Forget this place")).to_be_hidden()


def test_a_place_is_forgotten_beside_its_results_too(visit: Visiting) -> None:
    seen = visit("search")

    seen.page.get_by_role("button", name="Forget this place").click()

    expect(box(seen.page)).to_have_value("80202")  # what was searched for stays
    assert remembered(seen.page) is None


@pytest.mark.parametrize("path", ["/therapists/?near=00000", "/therapists/?near=springfield"])
def test_what_is_not_understood_is_not_remembered(visit: Visiting, path: str) -> None:
    seen = visit("home")

    seen.go(path)

    assert remembered(seen.page) is None


def test_a_place_found_without_loading_the_page_is_remembered_too(visit: Visiting) -> None:
    page = visit("search").page

    box(page).fill("98101")
    page.keyboard.press("Enter")

    expect(page).to_have_url(re.compile("near=98101"))
    page.wait_for_function("localStorage.getItem('place')?.startsWith('98101')")


def test_a_place_left_out_of_a_search_does_not_come_back(visit: Visiting) -> None:
    seen = visit("search")

    seen.go("/therapists/?technique=deep-tissue")

    expect(box(seen.page)).to_have_value("")
    expect(seen.page.get_by_role("button", name="Forget this place")).to_be_hidden()


def test_a_browser_that_keeps_nothing_has_everything_else(visit: Visiting) -> None:
    seen = visit("home")
    seen.context.add_init_script(
        "Object.defineProperty(window, 'localStorage',"
        " {get() { throw new DOMException('refused', 'SecurityError'); }})"
    )
    for path in ("/therapists/?near=80202", "/"):
        seen.go(path)

    expect(box(seen.page)).to_have_value("")
    typing(seen.page, "denv").first.click()
    expect(box(seen.page)).to_have_value("Denver, CO")
    assert seen.complaints == []


# Without JavaScript -----------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/", "/therapists/?near=80202"])
def test_without_javascript_it_is_a_plain_text_box(visit: Visiting, path: str) -> None:
    seen = visit("home", java_script=False)
    seen.go(path)

    assert box(seen.page).get_attribute("role") is None
    assert box(seen.page).get_attribute("autocomplete") == "postal-code"
    for name in ("Use my location", "Forget this place"):
        assert seen.page.get_by_role("button", name=name).count() == 0
    box(seen.page).fill("boulder")
    box(seen.page).press("Enter")
    seen.page.wait_for_url("**near=boulder*")


def test_other_places_of_the_name_are_links_without_javascript(visit: Visiting) -> None:
    seen = visit("home", java_script=False)
    seen.go("/therapists/?near=denver&miles=50")

    seen.page.locator(".other-places a").first.click()

    seen.page.wait_for_url("**miles=50*")
    expect(seen.page.get_by_role("heading", level=1)).to_contain_text("Denver, ")


def test_a_choice_between_places_keeps_the_rest_without_javascript(visit: Visiting) -> None:
    seen = visit("home", java_script=False)
    seen.go("/therapists/?near=springfield&miles=50&max_rate=150")

    seen.page.get_by_role("link", name="Springfield, MA", exact=True).click()

    seen.page.wait_for_url("**near=Springfield%2C+MA*")
    data: dict[str, Any] = parse_qs(urlsplit(seen.page.url).query)
    assert data["miles"] == ["50"]
    assert data["max_rate"] == ["150"]
