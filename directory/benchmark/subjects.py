"""What is measured: pages of the site as visitors ask for them, and the SQL to compare with."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from django.core.handlers.base import BaseHandler
from django.test import RequestFactory
from django.utils import timezone

from directory.search import SearchQuery, facets, load_catalogue, memory
from directory.search.circle import Circle
from directory.search.matching import Criteria, match
from directory.search.rows import fetch

from . import sql

TRIVIAL = "/healthz"
DENVER = "/therapists/?near=80202&miles=25&technique=deep-tissue"
NEW_YORK = "/therapists/?near=10001&miles=25&technique=deep-tissue"
NEW_YORK_WORDS = f"{NEW_YORK}&q=runners"
NATION = "/therapists/?technique=deep-tissue"

#: The point of ZIP code 10001, and what is chosen above, for the hand-written SQL.
NEW_YORK_CIRCLE = Circle(40.7484, -73.9967, 25)
CHOSEN = {"technique": ("deep-tissue",)}


@dataclass(frozen=True)
class Subject:
    """A call to measure; what comes `before` each is not measured."""

    call: Callable[[], object]
    before: Callable[[], object] | None = None


def pages(handler: BaseHandler) -> dict[str, Subject]:
    """What is measured at every size."""
    return {
        "trivial": Subject(partial(get, handler, TRIVIAL)),
        "denver": Subject(partial(get, handler, DENVER)),
        "new_york": Subject(partial(get, handler, NEW_YORK)),
        "nation_cold": Subject(partial(get, handler, NATION), before=memory.forget),
        "nation": Subject(partial(get, handler, NATION)),
    }


def comparisons(handler: BaseHandler) -> dict[str, Subject]:
    """What is measured once: the search with words, and parts of a search against SQL."""
    return {
        "words": Subject(partial(get, handler, NEW_YORK_WORDS)),
        "floor": Subject(partial(sql.floor, NEW_YORK_CIRCLE)),
        "facets": Subject(engine_counts),
        "facets_sql": Subject(sql_counts),
    }


def get(handler: BaseHandler, path: str, statuses: tuple[int, ...] = (200,)) -> object:
    response = handler.get_response(RequestFactory().get(path, headers={"host": "localhost"}))
    if response.status_code not in statuses:
        raise RuntimeError(f"{path} answered {response.status_code}")
    return response


def engine_counts() -> dict[tuple[str, str], int]:
    """All numbers beside the filters of New York, as a search gets them: rows, matches, counts."""
    catalogue = load_catalogue()
    query = SearchQuery(chosen=CHOSEN)
    criteria = Criteria.of(query, catalogue, (), timezone.localdate().year)
    return facets.count(match(fetch(NEW_YORK_CIRCLE, ()), criteria).tally, catalogue)


def sql_counts() -> dict[tuple[str, str], int]:
    """The same numbers by one statement."""
    catalogue = load_catalogue()
    masks = {group: catalogue.mask_of(group, slugs) for group, slugs in CHOSEN.items()}
    return sql.counts(NEW_YORK_CIRCLE, catalogue, masks)
