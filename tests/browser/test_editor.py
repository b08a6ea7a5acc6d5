"""Typing in the editor: it is kept by itself, without a word about errors."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from django.contrib.auth.hashers import make_password
from playwright.sync_api import Browser, Page, expect

from directory.demo.profile import THERAPIST_EMAIL
from tests.browser.visits import Visit

PASSWORD = "seven quiet lamps outside"
PATH = "/dashboard/profile/sessions/"
NOTE = "[name='sessions-note']"
REVIEW = "[name='sessions-review_after']"


@pytest.fixture
def visit_of_therapist(browser: Browser, site: str, site_folder: Path) -> Iterator[Visit]:
    """The demo therapist at a page of the editor; leaves nothing unsaved behind."""
    with closing(sqlite3.connect(site_folder / "site.sqlite3", timeout=20)) as database, database:
        database.execute(
            "UPDATE accounts_user SET password = ? WHERE email = ?",
            (make_password(PASSWORD), THERAPIST_EMAIL),
        )
    context = browser.new_context(base_url=site, viewport={"width": 1280, "height": 900})
    visit = Visit(context)
    visit.go(f"/accounts/login/?next={PATH}")
    sign_in(visit.page)
    yield visit
    visit.go(PATH)
    discard = visit.page.get_by_role("button", name="Discard this text")
    if discard.count():
        discard.click()
    context.close()


def sign_in(page: Page) -> None:
    page.fill("[name=login]", THERAPIST_EMAIL)
    page.fill("[name=password]", PASSWORD)
    page.locator("main form").filter(has=page.locator("[name=password]")).locator(
        "button[type=submit]"
    ).first.click()
    page.wait_for_url(lambda url: url.endswith(PATH) and "/accounts/" not in url)


def shows_no_error(page: Page) -> None:
    expect(page.locator(".error-summary, .field__error")).to_have_count(0)


def test_what_is_typed_is_kept_a_moment_after_the_typing_stops(visit_of_therapist: Visit) -> None:
    page = visit_of_therapist.page
    page.fill(REVIEW, "many")

    expect(page.locator("[data-status]")).to_contain_text("Typed text kept at")
    visit_of_therapist.go(PATH)

    expect(page.locator(REVIEW)).to_have_value("many")
    shows_no_error(page)
    assert visit_of_therapist.complaints == []


def test_what_is_typed_is_kept_when_the_page_is_left_at_once(visit_of_therapist: Visit) -> None:
    page = visit_of_therapist.page
    page.fill(NOTE, "Left in a hurry.")
    visit_of_therapist.go("/dashboard/")

    # The request outlives its page, so nobody can wait for it but by looking.
    for _try in range(10):
        visit_of_therapist.go(PATH)
        if page.locator(NOTE).input_value() == "Left in a hurry.":
            break
        page.wait_for_timeout(500)

    expect(page.locator(NOTE)).to_have_value("Left in a hurry.")
    shows_no_error(page)


def test_saving_sends_nothing_twice(visit_of_therapist: Visit) -> None:
    page = visit_of_therapist.page
    page.fill(REVIEW, "never")
    visit_of_therapist.requests.clear()

    page.locator(".editor__actions").get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".error-summary")).to_be_focused()

    assert not [url for url in visit_of_therapist.requests if url.endswith("/typed/")]


def test_without_an_answer_of_the_site_one_is_told(visit_of_therapist: Visit) -> None:
    page = visit_of_therapist.page
    page.route("**/typed/", lambda route: route.abort())

    page.fill(NOTE, "Offline.")

    expect(page.locator("[data-status]")).to_contain_text("could not be kept")
    page.unroute("**/typed/")


def test_after_the_end_of_the_session_one_is_told_and_nothing_is_lost(
    visit_of_therapist: Visit,
) -> None:
    page = visit_of_therapist.page
    visit_of_therapist.context.clear_cookies()

    page.fill(NOTE, "Signed out.")

    expect(page.locator("[data-status]")).to_contain_text("You have been signed out")
    visit_of_therapist.go(PATH)
    sign_in(page)
    expect(page.locator(NOTE)).to_have_value("Signed out.")
