"""The patient's way through the site: its controls, its windows, and what holds at every step."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.test_accessibility import NARROWEST, WIDER_THAN_THE_PAGE
from tests.browser.travelers import Aim
from tests.browser.visits import Visit, Visiting

WIDE = (1280, 900)
ZOOMED = (NARROWEST, 256)  # a window of 1280 by 1024 pixels at 400 % zoom
WINDOWS = pytest.mark.parametrize("window", [WIDE, ZOOMED], ids=["wide", "zoomed"])

NEAR = Aim("main input[name=near]")
MILES = Aim("main select[name=miles]")
FIND = Aim("main button", "Find therapists")
SEARCH = Aim("main button", "Search")
FILTERS = Aim(".fold__button", "Filters")
TECHNIQUES = Aim("#facet-technique > summary")
SHOW = Aim("#show-results", "Show")
WHY = Aim("details.card__why > summary", "Why here?")
SAVED = Aim("header a", "Saved")
ANOTHER = Aim("main a", "Add another")
COMPARE = Aim("main a", "Compare these")
WORKSHEET = Aim("main a", "Print the worksheet")
PRINT = Aim("main button", "Print")


def begun(visit: Visiting, window: tuple[int, int], *, java_script: bool = True) -> Visit:
    seen = visit("home", width=window[0], java_script=java_script)
    seen.page.set_viewport_size({"width": window[0], "height": window[1]})
    return seen


def fits(page: Page) -> None:
    """Nothing has to be scrolled sideways to be read."""
    assert page.evaluate(WIDER_THAN_THE_PAGE) == []
