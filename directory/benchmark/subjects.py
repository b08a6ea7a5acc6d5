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
from directory.search.rows import Row, fetch

from . import sql

TRIVIAL = "/healthz"
DENVER = "/therapists/?near=80202&miles=25&technique=deep-tissue"
NEW_YORK = "/therapists/?near=10001&miles=25&technique=deep-tissue"
NEW_YORK_WORDS = f"{NEW_YORK}&q=runners"
NATION = "/therapists/?technique=deep-tissue"

#: The point of ZIP code 10001, and what is chosen above, for the hand-written SQL.
NEW_YORK_CIRCLE = Circle(40.7484, -73.9967, 25)
CHOSEN = {"technique": ("deep-tissue",)}


Counts = dict[tuple[str, str], int]


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
    """What is measured once: the New York view, the same with words, and the SQL for its parts."""
    ways = FacetWays()
    return {
        "new_york": Subject(partial(get, handler, NEW_YORK)),
        "words": Subject(partial(get, handler, NEW_YORK_WORDS)),
        "floor": Subject(partial(sql.floor, NEW_YORK_CIRCLE)),
        "facets": Subject(ways.by_engine),
        "facets_of_page": Subject(ways.by_engine_for_page),
        "facets_sql": Subject(ways.by_sql),
    }


def get(handler: BaseHandler, path: str, statuses: tuple[int, ...] = (200,)) -> object:
    response = handler.get_response(RequestFactory().get(path, headers={"host": "localhost"}))
    if response.status_code not in statuses:
        raise RuntimeError(f"{path} answered {response.status_code}")
    return response


class FacetWays:
    """Ways to all the numbers beside the filters of New York; what they need is read before."""

    def __init__(self) -> None:
        self._catalogue = load_catalogue()
        query = SearchQuery(chosen=CHOSEN)
        year = timezone.localdate().year
        self._criteria = Criteria.of(query, self._catalogue, (), year)
        self.by_sql = sql.Counts(NEW_YORK_CIRCLE, self._catalogue, self._criteria.masks)

    def by_engine(self) -> Counts:
        """The search's own matching and counting, of bits alone, in rows made as `fetch` does."""
        make, found = tuple.__new__, enumerate(sql.bits(NEW_YORK_CIRCLE))
        return self._count(
            [
                make(Row, (number, number, 1, bits, 0, None, (), True, 0, 0))
                for number, bits in found
            ]
        )

    def by_engine_for_page(self) -> Counts:
        """The same from rows that have everything else that a page reads of them."""
        return self._count(
            fetch(NEW_YORK_CIRCLE, (), [self._catalogue.by_key["technique", "deep-tissue"].mask])
        )

    def prove_equal(self) -> None:
        """They are compared as ways to the same numbers, or nothing is compared."""
        if not self.by_engine() == self.by_engine_for_page() == self.by_sql():
            raise RuntimeError("The hand-written SQL counts something else than the search does.")

    def _count(self, rows: list[Row]) -> Counts:
        return facets.count(match(rows, self._criteria).tally, self._catalogue)
