"""Saving, comparing and printing in a real browser."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from directory.vetting import QUESTIONS
from tests.browser.server import read
from tests.browser.test_accessibility import NARROWEST
from tests.browser.visits import Visiting

SHORTLIST = "/therapists/shortlist/"
PAGE_OBJECT = re.compile(rb"/Type\s*/Page\b")
MARGIN = 0.5  # a pixel is split where a length in millimeters ends inside it


@pytest.fixture(scope="module")
def slugs(site: str) -> list[str]:
    """Six public therapists; the first four answer all six questions."""
    return sorted(public(site), key=lambda slug: len(gaps(site, slug)))[:6]


def public(site: str) -> Iterator[str]:
    for number in (1, 2, 3):
        listed = read(f"{site}/therapists/?page={number}")
        yield from re.findall(r'data-therapist="([^"]+)"', listed)


def gaps(site: str, slug: str) -> list[str]:
    return re.findall("answer__missing", read(f"{site}/therapists/{slug}/"))


def query(slugs: list[str]) -> str:
    return "?" + "&".join(f"t={slug}" for slug in slugs)


def opened(visit: Visiting, path: str, **how: object) -> Page:
    seen = visit("about", **how)
    seen.go(path)
    page: Page = seen.page
    return page


def remembered(page: Page) -> object:
    return page.evaluate("JSON.parse(localStorage.getItem('shortlist'))")


def header_link(page: Page) -> str:
    return " ".join(page.locator("[data-shortlist-link]").inner_text().split())


# On paper --------------------------------------------------------------------------------------


@pytest.mark.parametrize("paper", ["Letter", "A4"])
@pytest.mark.parametrize("number", [0, 1, 4])
def test_the_worksheet_is_two_pages_on_paper(
    visit: Visiting, slugs: list[str], number: int, paper: str
) -> None:
    page = opened(visit, "/therapists/worksheet/" + query(slugs[:number]))

    pdf = page.pdf(format=paper)

    assert len(PAGE_OBJECT.findall(pdf)) == 2


def test_the_printed_worksheet_has_questions_names_and_warning_signs(
    visit: Visiting, slugs: list[str]
) -> None:
    page = opened(visit, "/therapists/worksheet/" + query(slugs[:4]))
    page.emulate_media(media="print")

    first, second = page.locator(".sheet__page").all()
    for question in QUESTIONS:
        assert str(question.wording) in first.inner_text()
    assert first.locator("thead th[scope=col]").count() == 5
    assert first.locator("tbody th[scope=row]").count() == 6
    assert first.locator("[data-warning-signs]").is_visible()
    assert "Tell your therapist" in second.inner_text()
    assert not page.locator(".site-footer").is_visible()
    assert not page.locator("[data-print]").is_visible()


def test_no_row_of_the_printed_worksheet_grows_beyond_its_box(
    visit: Visiting, slugs: list[str]
) -> None:
    """So two pages are enough whatever a profile says."""
    page = opened(visit, "/therapists/worksheet/" + query(slugs[:4]))
    page.emulate_media(media="print")
    page.evaluate("""() => {
        for (const box of document.querySelectorAll('.sheet__answer, .sheet__name')) {
            box.textContent = 'Wide words and '.repeat(40) + 'W'.repeat(400);
        }
    }""")

    for paper in ("Letter", "A4"):
        assert len(PAGE_OBJECT.findall(page.pdf(format=paper))) == 2
    heights = page.evaluate(
        "[...document.querySelectorAll('.sheet__answer')].map(box => box.offsetHeight)"
    )
    assert max(heights) - min(heights) <= MARGIN


def test_a_printed_comparison_keeps_its_columns(visit: Visiting, slugs: list[str]) -> None:
    page = opened(visit, "/therapists/compare/" + query(slugs[:4]), width=390)
    page.emulate_media(media="print")

    displays = page.evaluate(
        "[...document.querySelectorAll('.compare td')].map(one => getComputedStyle(one).display)"
    )
    assert set(displays) == {"table-cell"}


# Small screens ---------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["shortlist", "compare", "worksheet"])
@pytest.mark.parametrize("number", [0, 1, 6])
def test_nothing_scrolls_sideways_with_any_number_of_therapists(
    visit: Visiting, slugs: list[str], name: str, number: int
) -> None:
    page = opened(visit, f"/therapists/{name}/{query(slugs[:number])}", width=NARROWEST)

    assert page.evaluate("document.documentElement.scrollWidth") <= NARROWEST


@pytest.mark.parametrize(("width", "seen"), [(390, True), (1280, False)])
def test_stacked_answers_name_their_therapist(
    visit: Visiting, slugs: list[str], width: int, seen: bool
) -> None:
    page = opened(visit, "/therapists/compare/" + query(slugs[:4]), width=width)

    assert page.locator(".compare__who").first.is_visible() is seen
    assert page.get_by_role("columnheader").count() == (4 if seen else 5)
    assert page.get_by_role("rowheader").count() > len(QUESTIONS)
    assert page.get_by_role("cell").count() > 4 * len(QUESTIONS)
    assert page.locator(".compare").get_attribute("role") == "table"


# Remembering -----------------------------------------------------------------------------------


def test_a_therapist_is_saved_and_removed_without_leaving_the_page(
    visit: Visiting, slugs: list[str]
) -> None:
    path = f"/therapists/{slugs[0]}/"
    page = opened(visit, path)
    button = page.locator("main [data-save]")
    assert header_link(page) == "Saved"
    assert button.get_attribute("role") == "button"
    assert button.get_attribute("aria-pressed") == "false"

    button.click()

    assert page.url.endswith(path)
    assert remembered(page) == [slugs[0]]
    assert button.inner_text().startswith("Saved")
    assert button.get_attribute("aria-pressed") == "true"
    assert header_link(page) == "Saved (1)"
    expect(page.locator("[data-shortlist-status]")).to_have_text("Saved. 1 in your list.")

    button.press("Space")

    assert remembered(page) == []
    assert button.get_attribute("aria-pressed") == "false"
    assert header_link(page) == "Saved"
    expect(page.locator("[data-shortlist-status]")).to_have_text("Removed. 0 in your list.")


def test_the_plain_address_opens_the_remembered_list(visit: Visiting, slugs: list[str]) -> None:
    page = opened(visit, f"/therapists/{slugs[0]}/")
    page.locator("main [data-save]").click()
    page.goto(f"/therapists/{slugs[1]}/")
    page.locator("main [data-save]").click()

    page.goto(SHORTLIST)
    page.wait_for_url(f"**{SHORTLIST}{query(slugs[:2])}")

    assert page.locator(".saved__item").count() == 2


def test_what_is_removed_from_the_list_is_forgotten(visit: Visiting, slugs: list[str]) -> None:
    page = opened(visit, f"/therapists/{slugs[0]}/")
    page.locator("main [data-save]").click()
    page.locator("[data-shortlist-link]").click()
    page.wait_for_url(f"**{SHORTLIST}?*")

    page.locator("[data-unsave]").click()
    page.wait_for_url(f"**{SHORTLIST}")

    assert remembered(page) == []
    expect(page.locator("h1")).to_have_text("No saved therapists yet")


def test_a_seventh_is_refused_with_a_clear_message(visit: Visiting, slugs: list[str]) -> None:
    page = opened(visit, f"/therapists/{slugs[0]}/")
    page.evaluate(
        "localStorage.setItem('shortlist', JSON.stringify([...'abcdef'].map(one => `x-${one}`)))"
    )
    page.reload()

    page.locator("main [data-save]").click()

    expect(page.locator("[data-save-note]")).to_contain_text("your list is full with 6")
    assert page.locator("main [data-save]").get_attribute("aria-pressed") == "false"
    assert len(list(page.evaluate("JSON.parse(localStorage.getItem('shortlist'))"))) == 6


@pytest.mark.parametrize("stored", ["{", "7", "null", '{"a": 1}', '[null, 3, "<b>", "a b"]'])
def test_anything_else_in_the_storage_breaks_nothing(
    visit: Visiting, slugs: list[str], stored: str
) -> None:
    seen = visit("about")
    page = seen.page
    page.evaluate("text => localStorage.setItem('shortlist', text)", stored)
    seen.go(f"/therapists/{slugs[0]}/")

    page.locator("main [data-save]").click()

    assert slugs[0] in page.evaluate("JSON.parse(localStorage.getItem('shortlist'))")
    assert seen.complaints == []


def test_a_browser_that_keeps_nothing_follows_the_plain_link(
    visit: Visiting, slugs: list[str]
) -> None:
    seen = visit("about")
    seen.context.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw new Error('blocked'); }})"
    )
    seen.go(f"/therapists/{slugs[0]}/")
    link = seen.page.locator("main [data-save]")
    assert link.get_attribute("role") is None

    link.click()
    seen.page.wait_for_url(f"**{SHORTLIST}{query(slugs[:1])}")

    assert seen.complaints == []


def test_links_of_a_profile_take_the_saved_ones_along(visit: Visiting, slugs: list[str]) -> None:
    page = opened(visit, f"/therapists/{slugs[0]}/")
    page.locator("main [data-save]").click()
    page.goto(f"/therapists/{slugs[1]}/")

    page.get_by_role("link", name="Compare").click()
    page.wait_for_url("**/therapists/compare/?*")

    assert page.url.endswith(query([slugs[1], slugs[0]]))
    assert page.locator("thead th a.compare__name").count() == 2


def test_links_that_come_later_are_marked_too(visit: Visiting, slugs: list[str]) -> None:
    page = opened(visit, f"/therapists/{slugs[0]}/")
    page.locator("main [data-save]").click()

    page.evaluate(
        """slug => {
        const link = document.createElement('a');
        link.href = '/';
        link.id = 'late';
        link.dataset.save = slug;
        link.textContent = 'Save';
        document.querySelector('main').append(link);
        link.dispatchEvent(new CustomEvent('htmx:afterSwap', {bubbles: true}));
    }""",
        slugs[0],
    )

    assert page.locator("#late").inner_text() == "Saved"
    page.locator("#late").click()
    assert remembered(page) == []


def test_somebody_elses_list_is_kept_only_on_request(visit: Visiting, slugs: list[str]) -> None:
    page = opened(visit, SHORTLIST + query(slugs[:3]))
    assert remembered(page) is None

    page.get_by_role("button", name="Keep this list in this browser").click()

    assert remembered(page) == slugs[:3]
    page.reload()
    assert not page.locator("[data-keep-list]").is_visible()


def test_those_who_are_gone_are_forgotten_once_it_was_said(
    visit: Visiting, slugs: list[str]
) -> None:
    page = opened(visit, "/about/")
    page.evaluate(
        "slug => localStorage.setItem('shortlist', JSON.stringify(['gone', slug]))", slugs[0]
    )

    page.goto(SHORTLIST)
    page.wait_for_url(f"**{SHORTLIST}?*")

    expect(page.locator("main")).to_contain_text("One saved therapist is no longer listed.")
    assert remembered(page) == [slugs[0]]
    assert header_link(page) == "Saved (1)"


# Without JavaScript ----------------------------------------------------------------------------


def test_the_whole_way_works_without_javascript(visit: Visiting, slugs: list[str]) -> None:
    page = opened(visit, f"/therapists/{slugs[0]}/{query(slugs[1:2])}", java_script=False)

    page.locator("main [data-save]").click()
    page.wait_for_url(f"**{SHORTLIST}{query([slugs[1], slugs[0]])}")
    assert not page.locator("[data-copy-link]").is_visible()
    page.get_by_role("link", name="Compare these").click()
    page.wait_for_url("**/therapists/compare/?*")
    assert page.locator("thead th a.compare__name").count() == 2
    page.get_by_role("link", name="Print the worksheet").click()
    page.wait_for_url("**/therapists/worksheet/?*")

    assert not page.locator("[data-print]").is_visible()
    assert "To print: Ctrl+P" in page.locator("main").inner_text()


def test_of_six_some_are_picked_without_javascript(visit: Visiting, slugs: list[str]) -> None:
    page = opened(visit, SHORTLIST + query(slugs), java_script=False)

    for slug in slugs[1:4]:
        page.locator(f"main input[value={slug}]").check()
    page.get_by_role("button", name="Compare the chosen").click()
    page.wait_for_url(f"**/therapists/compare/{query(slugs[1:4])}")

    assert page.locator("thead th a.compare__name").count() == 3
