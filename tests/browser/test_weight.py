"""The first search page is light enough for a phone on a bad line."""

from __future__ import annotations

import pytest

from tests.browser.visits import Visiting

BUDGET = 60 * 1024


@pytest.mark.parametrize("name", ["search", "search of the whole country"])
def test_first_search_page_weighs_at_most_60_kb_with_everything_on_it(
    visit: Visiting, name: str
) -> None:
    seen = visit(name)
    seen.settle()

    weights = sorted(seen.weights(), key=lambda pair: -pair[1])
    total = sum(weight for _, weight in weights)
    listing = "\n".join(f"{weight:>7} {url}" for url, weight in weights)
    assert total <= BUDGET, f"{total} bytes of {BUDGET}:\n{listing}"
