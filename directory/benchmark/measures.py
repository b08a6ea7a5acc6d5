"""What is measured: whole views against a trivial view and against hand-written SQL."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from tempfile import TemporaryDirectory

from django.core.handlers.base import BaseHandler
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext, override_settings

from directory.models.facet import BITS_PER_COLUMN
from directory.search.circle import Circle
from directory.search.facets import bit_counts

DENVER = "/therapists/?near=80202&miles=25&technique=deep-tissue"
NEW_YORK = "/therapists/?near=10001&miles=25&technique=deep-tissue"
NATION = "/therapists/?technique=deep-tissue"
TRIVIAL = "/healthz"

#: The point of ZIP code 10001, for the hand-written SQL.
NEW_YORK_CIRCLE = Circle(40.7484, -73.9967, 25)

MEANING = {
    "A": "queries of a search page, the most of all views",
    "B": "Denver view ÷ trivial view",
    "C": "New York view ÷ hand-written SQL for page and facets",
    "E.metro": "Denver view, large ÷ small database",
    "E.newyork": "New York view, large ÷ small database",
    "E.nation": "whole-country view, large ÷ small database",
}

FLOOR_FACETS = """
    SELECT bits, bits2 FROM directory_searchdoc
    WHERE cell IN ({cells}) AND x * %s + y * %s + z * %s >= %s
"""
FLOOR_PAGE = """
    SELECT therapist_id, x * %s + y * %s + z * %s AS dot FROM directory_searchdoc
    WHERE cell IN ({cells}) AND x * %s + y * %s + z * %s >= %s
    ORDER BY dot DESC, therapist_id LIMIT 20
"""


@dataclass(frozen=True)
class Figures:
    """Medians in milliseconds, and the largest number of queries."""

    trivial: float
    denver: float
    new_york: float
    nation: float
    floor: float
    queries: int


def measure(rounds: int) -> Figures:
    """The subjects take turns, one call each, so that a busy neighbor slows all of them alike
    and none has the processor's caches to itself, as nothing has on a server at work.

    Development's own work (recording queries, looking for changed files) is switched off.
    """
    with (
        TemporaryDirectory() as no_files,
        override_settings(
            DEBUG=False,
            STATIC_ROOT=no_files,
            WHITENOISE_AUTOREFRESH=False,
            WHITENOISE_USE_FINDERS=False,
        ),
    ):
        handler = BaseHandler()
        handler.load_middleware()
        return _measure(handler, rounds)


def _measure(handler: BaseHandler, rounds: int) -> Figures:
    subjects: dict[str, Callable[[], object]] = {
        "trivial": partial(_get, handler, TRIVIAL),
        "denver": partial(_get, handler, DENVER),
        "new_york": partial(_get, handler, NEW_YORK),
        "nation": partial(_get, handler, NATION),
        "floor": _floor,
    }
    for subject in subjects.values():
        subject()
    times: dict[str, list[float]] = {name: [] for name in subjects}
    for _round in range(rounds):
        for name, subject in subjects.items():
            times[name].append(_milliseconds(subject))
    medians = {name: statistics.median(values) for name, values in times.items()}
    return Figures(**medians, queries=_most_queries(handler))


def ratios(figures: Figures) -> dict[str, float]:
    return {
        "A": float(figures.queries),
        "B": figures.denver / figures.trivial,
        "C": figures.new_york / figures.floor,
    }


def growth(small: Figures, large: Figures) -> dict[str, float]:
    """Each view is compared with the trivial view of its own time first."""

    def relative(name: str) -> float:
        before = getattr(small, name) / small.trivial
        after = getattr(large, name) / large.trivial
        return float(after / before)

    return {
        "E.metro": relative("denver"),
        "E.newyork": relative("new_york"),
        "E.nation": relative("nation"),
    }


def _get(handler: BaseHandler, path: str) -> object:
    response = handler.get_response(RequestFactory().get(path, headers={"host": "localhost"}))
    if response.status_code != 200:
        raise RuntimeError(f"{path} answered {response.status_code}")
    return response


def _milliseconds(subject: Callable[[], object]) -> float:
    """CPU time where the database runs in this process, else wall-clock time."""
    clock = time.process_time if connection.vendor == "sqlite" else time.perf_counter
    start = clock()
    subject()
    return (clock() - start) * 1000


def _floor() -> None:
    """The least that page and facets cost: two statements by hand and the counting of bits."""
    x, y, z = NEW_YORK_CIRCLE.center
    cells = ",".join(str(cell) for cell in NEW_YORK_CIRCLE.cells())
    rim = NEW_YORK_CIRCLE.least_dot
    with connection.cursor() as cursor:
        cursor.execute(FLOOR_FACETS.format(cells=cells), [x, y, z, rim])
        values = [low | high << BITS_PER_COLUMN for low, high in cursor.fetchall()]
        bit_counts(values, range(2 * BITS_PER_COLUMN))
        cursor.execute(FLOOR_PAGE.format(cells=cells), [x, y, z, x, y, z, rim])
        cursor.fetchall()


def _most_queries(handler: BaseHandler) -> int:
    most = 0
    for path in (DENVER, NEW_YORK, NATION):
        with CaptureQueriesContext(connection) as captured:
            _get(handler, path)
        most = max(most, len(captured))
    return most
