"""A browser, started once and shared by the tests of this folder."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.chromium import FLAGS, NOT_FOUND, find_browser
from tests.browser.server import read
from tests.browser.visits import Visit, Visiting
from tests.pages import NOT_FOUND_PAGE, path_of

# Playwright leaves an event loop running in this thread; Django would take every query that
# follows, also in tests without a browser, for one made by asynchronous code.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = find_browser()
    if path is None:
        pytest.skip(f"Browser: {NOT_FOUND}")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield running
        running.close()


@pytest.fixture
def visit(browser: Browser, site: str) -> Iterator[Visiting]:
    """Opens a page of tests/pages.py, each time as a visitor who was never here before."""
    visits: list[Visit] = []

    def opened(
        name: str,
        *,
        width: int = 1280,
        color_scheme: str = "light",
        java_script: bool = True,
        **more: Any,
    ) -> Visit:
        context = browser.new_context(
            base_url=site,
            viewport={"width": width, "height": 900},
            color_scheme="dark" if color_scheme == "dark" else "light",
            java_script_enabled=java_script,
            reduced_motion="reduce",
            **more,  # what a test needs besides, such as a location or a touch screen
        )
        made = Visit(context)
        visits.append(made)
        path = path_of(name, lambda path: read(site + path))
        made.go(path, status=404 if name == NOT_FOUND_PAGE else 200)
        return made

    yield opened
    for made in visits:
        made.context.close()
