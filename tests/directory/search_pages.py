"""Builds the presenter of a search page from an address, for tests."""

from __future__ import annotations

from django.http import QueryDict

from directory.filters import parse
from directory.presenters.search_page import SearchPage
from directory.search import load_catalogue, search


def page(query_string: str = "") -> SearchPage:
    data, catalogue = QueryDict(query_string), load_catalogue()
    parsed = parse(data, catalogue)
    result = search(parsed.query, catalogue) if parsed.can_run else None
    return SearchPage(data, parsed, catalogue, result)
