"""The first search page and every article are light enough for a phone on a bad line."""

from __future__ import annotations

import gzip
import re

import pytest

from tests.browser.server import read
from tests.browser.visits import Visiting

BUDGET = 60 * 1024
ARTICLE_BUDGET = 40 * 1024
#: The pictures of articles are not counted: a drawing is worth its weight.
FIGURE = re.compile(r"<figure\b.*?</figure>", re.DOTALL)


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


def test_the_heaviest_article_with_everything_on_it_is_at_most_40_kb(
    visit: Visiting, site: str
) -> None:
    seen = visit("article")
    seen.settle()
    page = seen.responses[0].url
    shared = {url: weight for url, weight in seen.weights() if url != page}
    headers = dict(seen.weights())[page] - compressed(read(page).encode())
    paths = set(re.findall(r'href="(/articles/[a-z0-9-]+/)"', read(f"{site}/articles/")))
    articles = {path: compressed(without_figures(read(site + path))) for path in paths}
    heaviest = max(articles, key=lambda path: articles[path])

    assert page.removeprefix(site) in paths
    total = sum(shared.values()) + headers + articles[heaviest]
    listing = "\n".join(f"{weight:>7} {url}" for url, weight in shared.items())
    assert total <= ARTICLE_BUDGET, (
        f"{total} bytes of {ARTICLE_BUDGET}:\n{articles[heaviest]:>7} {heaviest}\n{listing}"
    )


def without_figures(html: str) -> bytes:
    return FIGURE.sub("", html).encode()


def compressed(body: bytes) -> int:
    return len(gzip.compress(body, compresslevel=6))
