"""Reading the site tells nobody else about it, and leaves nothing behind."""

from __future__ import annotations

import pytest

from tests.browser.visits import Visiting
from tests.pages import FORM_PAGES, NOT_FOUND_PAGE, PAGES, READING_PAGES


@pytest.mark.parametrize("name", PAGES)
def test_no_request_goes_to_another_origin(visit: Visiting, site: str, name: str) -> None:
    seen = visit(name)
    seen.settle()

    assert [url for url in seen.requests if not url.startswith(f"{site}/")] == []


@pytest.mark.parametrize("name", PAGES)
def test_the_browser_complains_about_nothing(visit: Visiting, name: str) -> None:
    """No script error, no missing file, nothing that the content security policy had to block."""
    seen = visit(name)
    seen.settle()

    complaints = seen.complaints
    if name == NOT_FOUND_PAGE:  # Chromium reports the page's own status as an error
        complaints = [text for text in complaints if "status of 404" not in text]
    assert complaints == []


@pytest.mark.parametrize("name", READING_PAGES)
def test_reading_leaves_no_cookie(visit: Visiting, name: str) -> None:
    seen = visit(name)

    assert seen.context.cookies() == []


@pytest.mark.parametrize("name", FORM_PAGES)
def test_forms_leave_no_more_than_the_cookie_that_protects_them(visit: Visiting, name: str) -> None:
    seen = visit(name)

    assert {cookie.get("name") for cookie in seen.context.cookies()} <= {"csrftoken", "sessionid"}
