"""The search page answers at every change, and does the same by its button without JavaScript."""

from __future__ import annotations

from pathlib import Path

import axe_playwright_python
import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_accessibility import RULES, WIDER_THAN_THE_PAGE
from tests.browser.visits import Visiting

AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js")
FIRST = "input[type=checkbox][name=technique]"
FOCUS = "document.activeElement.id || document.activeElement.value"


def total(page: Page) -> int:
    return int(page.locator("[data-total]").get_attribute("data-total") or 0)


def promised(page: Page, box: str) -> int:
    """The number beside a filter value."""
    option = page.locator("label.facet__option", has=page.locator(box)).first
    return int(option.get_attribute("data-count") or 0)


def stay(page: Page) -> None:
    """Leave a mark that a page load would wipe away."""
    page.evaluate("window.stayed = true")


def stayed(page: Page) -> bool:
    return bool(page.evaluate("window.stayed === true"))


def tick_first_by_keyboard(page: Page) -> str:
    box = page.locator(FIRST).first
    value = box.get_attribute("value") or ""
    box.focus()
    page.keyboard.press("Space")
    page.wait_for_url(f"**technique={value}*")
    return value


def test_a_tick_changes_the_list_without_a_page_load(visit: Visiting) -> None:
    page = visit("search").page
    stay(page)
    expected = promised(page, FIRST)
    status = page.locator("#search-status")
    assert status.inner_text() == ""

    value = tick_first_by_keyboard(page)

    expect(page.locator("#results")).to_have_attribute("data-total", str(expected))
    assert stayed(page)
    assert page.evaluate(FOCUS) == value
    assert page.evaluate("document.activeElement.checked")
    people = "1 massage therapist" if expected == 1 else f"{expected} massage therapists"
    expect(status).to_have_text(people)
    expect(page.locator("h1")).to_contain_text(people)
    assert people in page.title()
    assert page.locator(".chip--removable").count() == 2
    expect(page.locator("#filters-button")).to_have_text("Filters (1)")


def test_the_address_has_no_empty_parts_and_gives_the_same_page(visit: Visiting) -> None:
    page = visit("search").page
    value = tick_first_by_keyboard(page)

    assert page.url.partition("?")[2] == f"near=80202&miles=25&technique={value}"
    found = total(page)
    slugs = "[...document.querySelectorAll('[data-therapist]')].map(one => one.dataset.therapist)"
    listed = page.evaluate(slugs)
    page.reload()
    assert (total(page), page.evaluate(slugs)) == (found, listed)


def test_going_back_shows_the_page_before_with_its_boxes(visit: Visiting) -> None:
    page = visit("search").page
    before, title = total(page), page.title()
    start = page.url
    tick_first_by_keyboard(page)
    page.select_option("#sort", "rate")
    page.wait_for_url("**sort=rate*")

    page.go_back()
    expect(page.locator("#sort")).to_have_value("")
    assert page.locator(FIRST).first.is_checked()
    page.go_back()
    page.wait_for_url(start)

    expect(page.locator("#results")).to_have_attribute("data-total", str(before))
    assert not page.locator(FIRST).first.is_checked()
    assert page.title() == title

    page.go_forward()
    expect(page.locator(FIRST).first).to_be_checked()


def test_the_page_behind_a_profile_is_the_last_search(visit: Visiting) -> None:
    page = visit("search").page
    value = tick_first_by_keyboard(page)
    found = total(page)
    page.locator("article[data-therapist] h2 a").first.click()
    page.wait_for_url("**/therapists/*/")

    page.go_back()

    page.wait_for_url(f"**technique={value}*")
    assert total(page) == found
    expect(page.locator(FIRST).first).to_be_checked()


def test_the_order_changes_and_the_control_keeps_the_focus(visit: Visiting) -> None:
    page = visit("search").page
    stay(page)
    page.locator("#sort").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")

    page.wait_for_url("**sort=*")
    expect(page.locator("#results-order")).not_to_contain_text("Nearest first")
    assert page.evaluate(FOCUS) == "sort"
    assert stayed(page)


def test_leaving_a_text_box_searches_and_enter_asks_only_once(visit: Visiting) -> None:
    seen = visit("search")
    page = seen.page
    stay(page)
    seen.requests.clear()

    page.locator("#q").fill("piriformis")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=piriformis*")
    expect(page.locator("h1")).to_contain_text("“piriformis”")
    assert page.evaluate(FOCUS) == "q"
    assert len([url for url in seen.requests if "/therapists/" in url]) == 1

    page.locator("#q").fill("")
    page.keyboard.press("Tab")
    expect(page.locator("h1")).not_to_contain_text("“piriformis”")
    assert stayed(page)
    assert seen.complaints == []


def test_a_wrong_number_is_explained_in_its_open_group_and_stays_typed(visit: Visiting) -> None:
    page = visit("search").page
    page.locator("#facet-length summary").click()
    page.locator("#max_rate").fill("abc")
    page.keyboard.press("Tab")

    expect(page.locator("#max_rate-error")).to_contain_text("whole dollars")
    assert page.locator("#facet-length").get_attribute("open") is not None
    assert page.locator("#max_rate").input_value() == "abc"
    assert page.locator("#max_rate").get_attribute("aria-describedby") == "max_rate-error"

    page.locator("#max_rate").fill("300")
    page.keyboard.press("Tab")
    expect(page.locator("#max_rate-error")).to_have_count(0)
    expect(page.locator(".chip__text", has_text="At most $300")).to_be_visible()


def test_what_a_visitor_opened_stays_open_and_says_what_is_chosen_once_closed(
    visit: Visiting,
) -> None:
    page = visit("search").page
    group = page.locator("#facet-language")
    group.locator("summary").click()
    group.locator("input").first.check()
    page.wait_for_url("**language=*")

    expect(group.locator(".facet__chosen")).to_have_text("English")
    assert group.get_attribute("open") is not None
    group.locator("summary").click()
    expect(group.locator(".facet__chosen")).to_be_visible()


def test_a_chip_removes_itself_and_the_heading_takes_the_focus(visit: Visiting) -> None:
    page = visit("search").page
    stay(page)
    everyone = total(page)
    tick_first_by_keyboard(page)

    page.locator(".chip--removable").last.click()

    expect(page.locator("#results")).to_have_attribute("data-total", str(everyone))
    assert not page.locator(FIRST).first.is_checked()
    assert page.evaluate(FOCUS) == "search-heading"
    assert stayed(page)


def test_the_next_page_begins_at_its_top(visit: Visiting) -> None:
    page = visit("search of the whole country").page
    stay(page)
    page.locator("a[rel=next]").click()
    page.wait_for_url("**page=2*")

    expect(page.locator("#results")).to_have_attribute("aria-label", "Results, page 2 of 3")
    expect(page.locator("#results")).to_be_focused()
    top = page.evaluate("document.getElementById('results').getBoundingClientRect().top")
    assert 0 <= top < 100
    assert stayed(page)


def test_a_place_that_is_not_known_is_explained_beside_its_box(visit: Visiting) -> None:
    page = visit("search").page
    page.locator("#near").fill("00000")
    page.keyboard.press("Tab")

    expect(page.locator("#near-error")).to_contain_text("We do not know the ZIP code 00000")
    assert page.locator("#near").input_value() == "00000"


def test_a_lost_connection_is_said_and_the_list_stays(visit: Visiting) -> None:
    page = visit("search").page
    people = page.locator("article[data-therapist]").count()
    page.context.set_offline(True)

    page.locator(FIRST).first.check()

    expect(page.locator("#search-problem")).to_be_visible()
    assert page.locator("article[data-therapist]").count() == people
    page.context.set_offline(False)
    page.locator(FIRST).nth(1).check()
    expect(page.locator("#search-problem")).to_be_hidden()


def test_saved_therapists_in_the_address_travel_along(visit: Visiting, site: str) -> None:
    page = visit("search").page
    page.goto("/therapists/?near=80202&t=ana-ruiz")

    tick_first_by_keyboard(page)

    assert "t=ana-ruiz" in page.url
    links = page.locator("a[data-save]")
    assert all("t=ana-ruiz" in (link.get_attribute("href") or "") for link in links.all())


def test_on_a_phone_the_filters_stay_open_until_their_button_shows_the_list(
    visit: Visiting,
) -> None:
    page = visit("search", width=390).page
    stay(page)
    fold = page.locator("details.fold")
    assert fold.get_attribute("open") is None
    page.locator(".fold__button").click()
    assert page.locator("details.facet[open]").count() == 0
    page.locator("#facet-technique summary").click()
    expected = promised(page, FIRST)

    tick_first_by_keyboard(page)

    button = page.locator("#show-results")
    people = "1 therapist" if expected == 1 else f"{expected} therapists"
    expect(button).to_have_text(f"Show {people}", use_inner_text=True)
    assert fold.get_attribute("open") is not None
    box = button.bounding_box()
    assert box
    assert box["y"] + box["height"] <= 900  # within reach although the filters go on below

    button.click()
    assert fold.get_attribute("open") is None
    expect(page.locator("#results")).to_be_focused()
    assert stayed(page)


@pytest.mark.parametrize("width", [1280, 390])
def test_without_javascript_one_button_sends_everything(visit: Visiting, width: int) -> None:
    page = visit("search", width=width, java_script=False).page
    if width < 960:
        page.locator(".fold__button").click()
    expected = promised(page, FIRST)
    page.locator(FIRST).first.check()
    page.locator("#q").fill("")
    page.get_by_role("button", name="Show results").click()

    page.wait_for_url("**technique=*")
    assert total(page) == expected
    assert page.locator(FIRST).first.is_checked()

    page.select_option("#sort", "rate")
    page.get_by_role("button", name="Sort", exact=True).click()
    page.wait_for_url("**sort=rate*")
    assert page.locator("#sort").input_value() == "rate"


@pytest.mark.parametrize("color_scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing_where_all_filters_are_open(
    visit: Visiting, width: int, color_scheme: str
) -> None:
    page = visit("search", width=width, color_scheme=color_scheme).page
    tick = "document.querySelectorAll('details').forEach(one => { one.open = true; })"
    page.evaluate(tick)
    tick_first_by_keyboard(page)
    page.evaluate(tick)
    # At its end the form's button covers nothing that would have to be scrolled from under it.
    page.evaluate("document.getElementById('search').scrollIntoView({block: 'end'})")
    page.evaluate(AXE.read_text(encoding="utf-8"))

    found = page.evaluate(
        "async rules => (await axe.run(document, {runOnly: rules, resultTypes: ['violations']}))"
        ".violations",
        RULES,
    )

    findings = [(rule["id"], node["target"]) for rule in found for node in rule["nodes"]]
    assert not findings


def test_open_filters_fit_the_narrowest_screen(visit: Visiting) -> None:
    page = visit("search", width=320).page
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")

    assert page.evaluate(WIDER_THAN_THE_PAGE) == []
