"""Every kind of page can be used by everyone: axe, small screens, keyboard."""

from __future__ import annotations

from pathlib import Path

import axe_playwright_python
import pytest

from tests.browser.visits import Visiting
from tests.pages import PAGES

AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
NARROWEST = 320  # pixels: WCAG 1.4.10, 1280 pixels at 400 % zoom

WIDER_THAN_THE_PAGE = """() => {
    const page = document.documentElement;
    if (page.scrollWidth <= page.clientWidth) return [];
    return [...document.querySelectorAll('body *')]
        .filter(element => element.getBoundingClientRect().right > page.clientWidth + 1)
        .map(element => element.tagName.toLowerCase() + '.' + element.className)
        .slice(0, 8);
}"""

# Lists whose bullets have no room of their own.
HANGING = """() => [...document.querySelectorAll('main :is(ul, ol)')]
    .filter(list => {
        const item = list.querySelector(':scope > li');
        if (!item || !list.checkVisibility()) return false;
        const { display, listStyleType } = getComputedStyle(item);
        const hasBullets = display === 'list-item' && listStyleType !== 'none';
        return hasBullets && parseFloat(getComputedStyle(list).paddingInlineStart) < 10;
    })
    .map(list => list.outerHTML.slice(0, 120))"""


@pytest.mark.parametrize("color_scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing(visit: Visiting, name: str, width: int, color_scheme: str) -> None:
    page = visit(name, width=width, color_scheme=color_scheme).page
    page.evaluate(AXE.read_text(encoding="utf-8"))

    found = page.evaluate(
        "async rules => (await axe.run(document, {runOnly: rules, resultTypes: ['violations']}))"
        ".violations",
        RULES,
    )

    findings = [
        f"{rule['id']}: {rule['help']} at {node['target']}: {node['failureSummary']}"
        for rule in found
        for node in rule["nodes"]
    ]
    assert not findings, "\n".join(findings)


@pytest.mark.parametrize("name", PAGES)
def test_nothing_scrolls_sideways_on_the_narrowest_screen(visit: Visiting, name: str) -> None:
    page = visit(name, width=NARROWEST).page

    assert page.evaluate(WIDER_THAN_THE_PAGE) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROWEST


@pytest.mark.parametrize("name", ["sign-in", "how we check", "article", "privacy", "home"])
def test_no_bullet_hangs_into_the_margin(visit: Visiting, name: str) -> None:
    page = visit(name, width=390).page

    assert page.evaluate(HANGING) == []


@pytest.mark.parametrize("name", PAGES)
def test_the_first_stop_of_the_keyboard_is_a_visible_link_to_the_content(
    visit: Visiting, name: str
) -> None:
    page = visit(name).page

    page.keyboard.press("Tab")
    first = page.locator(":focus")
    target = first.get_attribute("href") or ""
    assert target.startswith("#")
    assert "skip" in first.inner_text().lower()
    box = first.bounding_box()
    assert box
    assert box["y"] >= 0
    assert box["x"] >= 0

    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == target
    assert page.locator(f"{target} h1").count() == 1
