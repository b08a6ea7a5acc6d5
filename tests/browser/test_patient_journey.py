"""From "where are you" to a printed sheet: by keyboard, without JavaScript, at 400 % zoom."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from directory.vetting import QUESTIONS
from tests.browser.paper import compact, printed
from tests.browser.travelers import Aim, ByHand, ByKeyboard, Traveler
from tests.browser.visits import Visit, Visiting
from tests.browser.way import (
    ANOTHER,
    COMPARE,
    FILTERS,
    FIND,
    MILES,
    NEAR,
    PRINT,
    SAVED,
    SEARCH,
    SHOW,
    TECHNIQUES,
    WHY,
    WINDOWS,
    WORKSHEET,
    begun,
    fits,
)

SELECTED = "[role=option][aria-selected=true]"


def total(page: Page) -> int:
    return int(page.locator("[data-total]").get_attribute("data-total") or 0)


def carried(page: Page) -> list[str]:
    """The saved therapists that the address names."""
    return parse_qs(urlsplit(page.url).query).get("t", [])


def save(slug: str) -> Aim:
    return Aim(f'main a[data-save="{slug}"]', "Save")


def names(page: Page, slugs: list[str]) -> list[str]:
    return [page.locator(f"[data-therapist={slug}] h2").inner_text() for slug in slugs]


def left_nothing(seen: Visit, site: str) -> None:
    """Neither with others nor in the browser, and the browser complained about nothing."""
    seen.settle()
    assert [url for url in seen.requests if not url.startswith(f"{site}/")] == []
    assert seen.context.cookies() == []
    assert seen.complaints == []


# The steps of the way --------------------------------------------------------------------------


def say_where(by: Traveler, page: Page, button: Aim) -> None:
    by.write(NEAR, "Denver, CO")
    by.pick(MILES, "50 miles")
    by.choose(button)
    page.wait_for_url("**near=Denver*miles=50*")
    fits(page)


def narrow_down(by: Traveler, page: Page, *, java_script: bool) -> None:
    """Ticks a type of massage that some of those found offer, and not all."""
    everybody = total(page)
    options = page.locator("#facet-technique [data-count]").all()
    counts = {one.get_attribute("data-value"): counted(one) for one in options}
    value = next(slug for slug, number in counts.items() if 2 <= number < everybody)
    is_folded = page.locator(FILTERS.css).is_visible()

    if is_folded:
        by.choose(FILTERS)
    if page.locator("#facet-technique").get_attribute("open") is None:
        by.choose(TECHNIQUES)
    fits(page)
    by.tick(Aim(f"input[name=technique][value={value}]"))
    if not java_script:
        by.choose(SHOW)
    page.wait_for_url(f"**technique={value}*")

    expect(page.locator("#results")).to_have_attribute("data-total", str(counts[value]))
    expect(page.locator("h1")).to_contain_text(f"{counts[value]} massage therapists")
    assert page.locator("article[data-therapist]").count() == min(counts[value], 20)
    if java_script:
        expect(page.locator("#search-status")).to_contain_text(f"{counts[value]} massage")
        assert page.evaluate("document.activeElement.value") == value
    if java_script and is_folded:
        by.choose(SHOW)
        expect(page.locator("#results")).to_be_focused()
    fits(page)


def counted(option: Locator) -> int:
    return int(option.get_attribute("data-count") or 0)


def ask_why(by: Traveler, page: Page) -> None:
    by.choose(WHY)
    why = page.locator("details.card__why").first
    expect(why).to_have_attribute("open", "")
    expect(why.locator("p")).to_be_visible()
    assert "miles away" in why.locator("p").inner_text()
    fits(page)


def put_on_paper(by: Traveler, page: Page, people: list[str], *, java_script: bool) -> None:
    """From the saved list over the comparison to two pages of paper."""
    assert page.locator(".saved__item").count() == len(people)
    fits(page)
    by.choose(COMPARE)
    page.wait_for_url("**/therapists/compare/?*")
    assert page.locator("thead a.compare__name").all_inner_texts() == people
    fits(page)
    by.choose(WORKSHEET)
    page.wait_for_url("**/therapists/worksheet/?*")
    fits(page)

    if java_script:
        page.evaluate("window.print = () => { window.printed = true; }")
        by.choose(PRINT)
        assert page.evaluate("window.printed") is True
    else:
        assert not page.locator("[data-print]").is_visible()
        assert "Ctrl+P" in page.locator("main").inner_text()
    for paper in ("Letter", "A4"):
        pages = printed(page.pdf(format=paper))
        assert len(pages) <= 2
        for words in [*(str(question.wording) for question in QUESTIONS), *people]:
            assert compact(words) in pages[0]


# The whole way ---------------------------------------------------------------------------------


@WINDOWS
def test_somebody_without_a_mouse_gets_from_home_to_a_printed_sheet(
    visit: Visiting, site: str, window: tuple[int, int]
) -> None:
    seen = begun(visit, window)
    page, by = seen.page, ByKeyboard(seen.page)

    by.write(NEAR, "denv")
    place = page.locator(NEAR.css)
    expect(place).to_have_attribute("aria-expanded", "true")
    by.keyboard.press("ArrowDown")
    chosen = page.locator(SELECTED)
    expect(chosen).to_have_text("Denver, CO")
    expect(chosen).to_be_in_viewport(ratio=0.9)
    fits(page)
    by.keyboard.press("Enter")
    expect(place).to_have_value("Denver, CO")
    by.pick(MILES, "50 miles")
    by.choose(FIND)
    page.wait_for_url("**/therapists/?near=Denver*miles=50*")
    fits(page)

    narrow_down(by, page, java_script=True)
    ask_why(by, page)
    cards = page.locator("[data-therapist]").all()[:2]
    slugs = [str(card.get_attribute("data-therapist")) for card in cards]
    people = names(page, slugs)
    for slug, key in zip(slugs, ("Enter", "Space"), strict=True):
        by.go(save(slug))
        by.keyboard.press(key)
        expect(page.locator(save(slug).css)).to_have_attribute("aria-pressed", "true")
    expect(page.locator("[data-shortlist-status]")).to_have_text("Saved. 2 in your list.")
    assert "technique=" in page.url

    by.go(SAVED, "Shift+Tab")
    assert page.evaluate("document.activeElement.textContent") == "Saved (2)"
    by.keyboard.press("Enter")
    page.wait_for_url("**/therapists/shortlist/?*")
    assert carried(page) == slugs
    put_on_paper(by, page, people, java_script=True)

    left_nothing(seen, site)


@pytest.mark.parametrize("traveler", [ByHand, ByKeyboard])
@WINDOWS
def test_somebody_without_javascript_gets_there_by_links_and_buttons(
    visit: Visiting, site: str, window: tuple[int, int], traveler: type[ByHand | ByKeyboard]
) -> None:
    seen = begun(visit, window, java_script=False)
    page = seen.page
    by: Traveler = traveler(page)

    say_where(by, page, FIND)
    narrow_down(by, page, java_script=False)
    ask_why(by, page)
    cards = page.locator("[data-therapist]").all()[:2]
    slugs = [str(card.get_attribute("data-therapist")) for card in cards]
    people = names(page, slugs)
    by.choose(save(slugs[0]))
    page.wait_for_url("**/therapists/shortlist/?*")
    assert carried(page) == slugs[:1]
    fits(page)

    by.choose(ANOTHER)
    page.wait_for_url("**/therapists/?*")
    assert carried(page) == slugs[:1]
    say_where(by, page, SEARCH)
    narrow_down(by, page, java_script=False)
    assert carried(page) == slugs[:1]
    assert page.locator(save(slugs[0]).css).inner_text().startswith("Saved")
    by.choose(save(slugs[1]))
    page.wait_for_url("**/therapists/shortlist/?*")
    assert carried(page) == slugs
    put_on_paper(by, page, people, java_script=False)

    left_nothing(seen, site)
