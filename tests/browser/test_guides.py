"""The guides in a real browser: answers sent by post, on large and small screens, and on paper."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page

from articles.warning_signs import warning_signs
from tests.browser.axe import findings
from tests.browser.paper import compact, printed
from tests.browser.test_accessibility import NARROWEST
from tests.browser.visits import Visit, Visiting

GUIDE = "/guide/which-massage/"
ANSWERS: dict[str, dict[str, list[str]]] = {
    "emergency": {"red": ["E2"]},
    "urgent": {"red": ["U2"]},
    "wait": {"red": ["none"], "health": ["clot_now"]},
    "caution": {
        "red": ["none"],
        "health": ["blood_thinner", "scents"],
        "stage": ["new"],
        "pressure": ["firm"],
    },
    "suggestion": {
        "red": ["none"],
        "stage": ["long"],
        "pressure": ["medium"],
        "pattern": ["buttock_sitting"],
        "cause": ["piriformis"],
        "assessed": ["yes"],
    },
    "to correct": {"pattern": ["both_legs"]},
}
HEADINGS = {
    "emergency": "Stop here and get help now",
    "urgent": "Stop here and see a doctor today",
    "wait": "Massage should wait",
    "caution": "What may suit you",
    "suggestion": "What may suit you",
    "to correct": "Which massage may suit me?",
}


def answered(visit: Visiting, kind: str, **how: object) -> Visit:
    seen = visit("about", **how)
    seen.go(GUIDE)
    for name, codes in ANSWERS[kind].items():
        for code in codes:
            seen.page.locator(f"input[name={name}][value={code}]").check()
    send(seen.page, "Show what may suit me")
    return seen


def send(page: Page, button: str) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name=button).click()


def listed(visit: Visiting, *keys: str, **how: object) -> Page:
    seen = visit("about", **how)
    seen.go("/tell-your-therapist/")
    for key in keys:
        seen.page.locator(f"input[name=tell][value={key}]").check()
    send(seen.page, "Make my list")
    page: Page = seen.page
    return page


@pytest.mark.parametrize("color_scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("kind", ANSWERS)
def test_axe_finds_nothing_on_a_result(
    visit: Visiting, kind: str, width: int, color_scheme: str
) -> None:
    seen = answered(visit, kind, width=width, color_scheme=color_scheme)
    for part in seen.page.locator("main details").all():
        part.locator("summary").click()

    assert seen.page.locator("h1").inner_text() == HEADINGS[kind]
    assert findings(seen.page) == []
    assert seen.complaints == []


@pytest.mark.parametrize("kind", ANSWERS)
def test_a_result_does_not_scroll_sideways(visit: Visiting, kind: str) -> None:
    page = answered(visit, kind, width=NARROWEST).page

    assert page.evaluate("document.documentElement.scrollWidth") <= NARROWEST


@pytest.mark.parametrize("kind", ANSWERS)
def test_the_guide_works_without_javascript_and_leaves_one_cookie(
    visit: Visiting, kind: str
) -> None:
    seen = answered(visit, kind, java_script=False)

    assert seen.page.url.endswith(GUIDE)
    assert seen.page.locator("h1").inner_text() == HEADINGS[kind]
    assert {cookie.get("name") for cookie in seen.context.cookies()} <= {"csrftoken"}


def test_answers_stand_in_no_address_and_in_no_storage(visit: Visiting) -> None:
    seen = answered(visit, "caution")

    assert [url for url in seen.requests if "blood_thinner" in url] == []
    assert seen.page.evaluate("JSON.stringify({...localStorage, ...sessionStorage})") == "{}"


def test_what_has_to_be_corrected_takes_the_focus(visit: Visiting) -> None:
    page = answered(visit, "to correct").page

    assert page.evaluate("document.activeElement.className") == "error-summary"
    page.locator(".error-summary a").last.click()
    assert page.evaluate("location.hash") == "#id_both_legs_new"
    assert page.locator("input[name=pattern][value=both_legs]").is_checked()


def test_the_search_opens_with_its_filters_on(visit: Visiting) -> None:
    page = answered(visit, "suggestion").page

    page.get_by_role("link", name="Find therapists").click()
    page.wait_for_url("**/therapists/?*")

    for name, value in (("technique", "swedish"), ("pressure", "medium"), ("verified", "1")):
        assert page.locator(f"input[name={name}][value='{value}']").first.is_checked()


def test_answers_can_be_changed_from_the_result(visit: Visiting) -> None:
    page = answered(visit, "suggestion").page
    page.get_by_text("Change your answers").click()
    page.locator("input[name=health][value=implant]").check()

    send(page, "Show what may suit me")

    assert page.locator("h1").inner_text() == "Ask first, then decide"


# Tell your therapist ---------------------------------------------------------------------------


@pytest.mark.parametrize("width", [1280, 390])
def test_the_ticked_list_can_be_read_by_everyone(visit: Visiting, width: int) -> None:
    page = listed(visit, "medicines", "pregnancy", width=width, java_script=True)

    assert findings(page) == []
    assert page.locator("[data-tell] li").count() == 2
    assert page.get_by_role("button", name="Print").is_visible()


def test_the_list_works_without_javascript(visit: Visiting) -> None:
    page = listed(visit, "stop-word", java_script=False)

    assert page.locator("[data-tell] li").count() == 1
    assert not page.locator("[data-print]").is_visible()


def test_the_whole_list_prints_on_one_page(visit: Visiting) -> None:
    page = visit("about").page
    page.goto("/tell-your-therapist/")
    for box in page.locator("input[name=tell]").all():
        box.check()
    send(page, "Make my list")

    for paper in ("Letter", "A4"):
        (only,) = printed(page.pdf(format=paper))
        assert compact("My word for “stop now”:") in only
        assert compact("Start again") not in only


# The card --------------------------------------------------------------------------------------


@pytest.mark.parametrize("paper", ["Letter", "A4"])
def test_the_first_sheet_of_the_warning_signs_is_a_card_to_keep(
    visit: Visiting, paper: str
) -> None:
    page = visit("warning signs").page

    first, second, *_rest = printed(page.pdf(format=paper))

    guide = warning_signs()
    emergency, urgent, soon = guide.levels
    for sign in (*emergency.signs, *urgent.signs):
        assert compact(sign.text) in first, sign.id
    for line in guide.say_when_you_call:
        assert compact(line) in first
    for entry in guide.emergency_numbers:
        assert compact("".join([entry.country, *entry.numbers])) in first
    assert compact(soon.signs[0].text) in second
    assert not re.search(compact("Book an appointment soon"), first)
