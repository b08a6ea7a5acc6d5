"""Search: the read model and its writer, circles, facet counts, order."""

from .catalogue import Catalogue, load_catalogue
from .escapes import Escape
from .query import SearchQuery, Sort
from .run import Hit, SearchResult, facet_totals, search

__all__ = [
    "Catalogue",
    "Escape",
    "Hit",
    "SearchQuery",
    "SearchResult",
    "Sort",
    "facet_totals",
    "load_catalogue",
    "search",
]
