"""Each page of the patient's way, and the states that using it brings: keyboard, zoom, axe."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import findings
from tests.browser.server import read
from tests.browser.travelers import REACHABLE, ByKeyboard
from tests.browser.visits import Visiting
from tests.browser.way import (
    COMPARE,
    FILTERS,
    NEAR,
    SAVED,
    SHOW,
    TECHNIQUES,
    WHY,
    WIDE,
    WINDOWS,
    ZOOMED,
    begun,
    fits,
)

# What a visitor can do in the page, and whether it lies inside the window from side to side.
CONTROLS = """() => {
    const name = one => `${one.localName} ${one.name || ''} ${one.value || ''} ${
        one.textContent.trim().replace(/\\s+/g, ' ')}`;
    const isInside = ({ left, right, width }) => width > 0 && left >= 0 && right <= innerWidth + 1;
    return [...document.querySelectorAll('a[href], button, input, select, summary')]
        .filter(one => one.checkVisibility({visibilityProperty: true}) && one.tabIndex >= 0)
        .filter(one => !one.matches('.skip-link'))
        .filter(one => [...one.getClientRects()].every(isInside))
        .map(name);
}"""
# What is read in it; headings of columns that are not there any more need no words either.
WORDS = """() => {
    for (const one of document.querySelectorAll('th .visually-hidden')) one.remove();
    return document.querySelector('main').innerText.split(/\\s+/);
}"""
UNFOLD = "document.querySelectorAll('details').forEach(one => { one.open = true; })"

PATHS = {
    "home": "/",
    "results": "/therapists/?near=80202&miles=25",
    "profile": "/therapists/{0}/",
    "saved": "/therapists/shortlist/?t={0}&t={1}",
    "six saved": "/therapists/shortlist/?t={0}&t={1}&t={2}&t={3}&t={4}&t={5}",
    "compared": "/therapists/compare/?t={0}&t={1}",
    "four compared": "/therapists/compare/?t={0}&t={1}&t={2}&t={3}",
    "worksheet": "/therapists/worksheet/?t={0}&t={1}",
}
# The same page is served to all; scripts change these two most.
WITH_AND_WITHOUT_SCRIPT = [*((name, True) for name in PATHS), ("home", False), ("results", False)]


@pytest.fixture(scope="module")
def slugs(site: str) -> list[str]:
    return re.findall(r'data-therapist="([^"]+)"', read(f"{site}/therapists/"))


@pytest.mark.parametrize(
    ("name", "java_script"),
    WITH_AND_WITHOUT_SCRIPT,
)
@WINDOWS
def test_the_keyboard_sees_every_control_and_is_caught_by_none(
    visit: Visiting, slugs: list[str], window: tuple[int, int], name: str, java_script: bool
) -> None:
    seen = begun(visit, window, java_script=java_script)
    seen.go(PATHS[name].format(*slugs))
    seen.page.evaluate(UNFOLD)
    by = ByKeyboard(seen.page)

    there = by.around()

    assert len(there) == len(set(there)) == seen.page.evaluate(REACHABLE)
    back = [stop["number"] for stop in (by.stop("Shift+Tab") for _ in there) if stop]
    assert back == there[::-1]


def test_the_open_list_of_places_lets_the_keyboard_go_both_ways(visit: Visiting) -> None:
    seen = begun(visit, WIDE)
    by = ByKeyboard(seen.page)

    for key in ("Tab", "Shift+Tab", "Escape"):
        by.write(NEAR, "denv")
        expect(seen.page.locator(NEAR.css)).to_have_attribute("aria-expanded", "true")
        stop = by.stop(key)
        expect(seen.page.locator(NEAR.css)).to_have_attribute("aria-expanded", "false")
        assert stop


@pytest.mark.parametrize("name", PATHS)
def test_nothing_is_lost_at_400_percent_zoom(visit: Visiting, slugs: list[str], name: str) -> None:
    found = []
    for window in (WIDE, ZOOMED):
        seen = begun(visit, window)
        seen.go(PATHS[name].format(*slugs))
        seen.page.evaluate(UNFOLD)
        found.append((seen.page.evaluate(CONTROLS), seen.page.evaluate(WORDS)))
        fits(seen.page)
    (controls, words), (controls_left, words_left) = found

    assert len(controls) > 10
    assert [one for one in controls if one not in controls_left] == []
    assert [one for one in words if one not in words_left] == []


# axe on what the visitor does ------------------------------------------------------------------


def with_places_to_choose(page: Page) -> None:
    page.goto("/")
    page.locator(NEAR.css).press_sequentially("denv")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("ArrowDown")


def with_open_filters_and_a_new_list(page: Page) -> None:
    page.goto("/therapists/?near=80202&miles=100")
    if page.locator(FILTERS.css).is_visible():
        page.locator(FILTERS.css).click()
        page.locator(TECHNIQUES.css).click()
    page.locator("input[name=technique]").first.check()
    page.wait_for_url("**technique=*")
    # At its end the form's button covers nothing that would have to be scrolled from under it.
    page.locator("#search").evaluate("form => form.scrollIntoView({block: 'end'})")


def with_a_reason_and_somebody_saved(page: Page) -> None:
    with_open_filters_and_a_new_list(page)
    if page.locator(SHOW.css).is_visible():
        page.locator(SHOW.css).click()
    page.locator(WHY.css).first.click()
    page.locator("main a[data-save]").first.click()
    page.locator("main a[aria-pressed=true]").first.wait_for()


def with_nobody_found(page: Page) -> None:
    page.goto("/therapists/?near=80202&miles=25")
    page.locator("#q").fill("zzzzzz")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=zzzzzz*")
    expect(page.locator("#results")).to_have_attribute("data-total", "0")


def with_a_full_list(page: Page) -> None:
    page.goto("/therapists/")
    kept = "[...'abcdef'].map(one => `saved-${one}`)"
    page.evaluate(f"localStorage.setItem('shortlist', JSON.stringify({kept}))")
    page.reload()
    page.locator("main a[data-save]").first.click()
    expect(page.locator("[data-save-note]")).to_be_visible()


def with_four_compared(page: Page) -> None:
    page.goto("/therapists/")
    for number in range(4):
        page.locator("main a[data-save]").nth(number).click()
    page.locator(SAVED.css, has_text=SAVED.words).click()
    page.locator(COMPARE.css, has_text=COMPARE.words).click()
    page.wait_for_url("**/therapists/compare/?*")
    assert page.locator("thead a.compare__name").count() == 4


def with_some_of_six_chosen(page: Page) -> None:
    page.goto("/therapists/")
    for number in range(6):
        page.locator("main a[data-save]").nth(number).click()
    page.locator(SAVED.css, has_text=SAVED.words).click()
    page.locator("main input[name=t]").first.check()


STATES = (
    with_places_to_choose,
    with_open_filters_and_a_new_list,
    with_a_reason_and_somebody_saved,
    with_nobody_found,
    with_a_full_list,
    with_four_compared,
    with_some_of_six_chosen,
)


@pytest.mark.parametrize("color_scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("state", STATES)
def test_axe_finds_nothing_on_a_page_in_use(
    visit: Visiting, state: Callable[[Page], None], width: int, color_scheme: str
) -> None:
    page = visit("about", width=width, color_scheme=color_scheme).page
    state(page)

    assert findings(page) == []
    fits(page)
