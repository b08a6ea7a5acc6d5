"""The page that says how we check, on paper: what is folded on the screen stands open there."""

from __future__ import annotations

from tests.browser.paper import compact, printed
from tests.browser.visits import Visiting


def test_every_office_is_on_paper_though_it_is_folded_on_the_screen(visit: Visiting) -> None:
    page = visit("how we check").page
    closed = page.locator(".offices details:not([open])")
    names = closed.locator("li").evaluate_all(
        "items => items.map(item => (item.querySelector('a') || item).textContent)"
    )

    paper = "".join(printed(page.pdf()))

    assert len(names) > 50
    assert not closed.locator("li").first.is_visible()
    assert [name for name in names if compact(name) not in paper] == []
