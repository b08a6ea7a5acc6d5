"""Measures the subjects in turns, and divides what they cost by what they are compared with."""

import statistics
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from tempfile import TemporaryDirectory

from django.core.handlers.base import BaseHandler
from django.db import connection
from django.test.utils import CaptureQueriesContext, override_settings

from directory.search import memory
from sciatica_site.garbage import settled

from .costs import Cost, Meter
from .subjects import (
    DENVER,
    NATION,
    NEW_YORK,
    NEW_YORK_WORDS,
    FacetWays,
    Subject,
    comparisons,
    get,
    pages,
)

MEANING = {
    "A": "queries of a search page without words, the most of all views",
    "A.words": "queries of a search page with words",
    "B": "Denver view ÷ trivial view",
    "C": "New York view ÷ hand-written SQL for page and facets",
    "D": "bits fetched, matched and counted ÷ one SQL statement with a COUNT for each value",
    "D.page": "the same with everything else that a page reads of its rows",
    "E.metro": "Denver view, large ÷ small database",
    "E.newyork": "New York view, large ÷ small database",
    "E.nation": "whole-country view as visitors get it, large ÷ small database",
    "E.nation.cold": "whole-country view that nobody asked for before, large ÷ small database",
    "F.denver": "Denver view, huge ÷ small database",
    "F.nyc": "New York view, huge ÷ small database",
    "F.nation": "whole-country view as visitors get it, huge ÷ small database",
    "F.nation.cold": "whole-country view that nobody asked for before, huge ÷ small database",
    "G": "processor time of the trivial view ÷ of the Denver view, with the database's",
    "I": "New York view with words ÷ without",
    "slowest": "slowest of many nasty addresses ÷ median of all",
}

#: The views whose growth is told, by the letter for a large and a huge database.
GROWTH = {
    "E": {
        "metro": "denver", "newyork": "new_york", "nation": "nation", "nation.cold": "nation_cold",
    },
    "F": {
        "denver": "denver", "nyc": "new_york", "nation": "nation", "nation.cold": "nation_cold",
    },
}  # fmt: skip

#: A slow subject gets fewer rounds, so that a huge database is measured before lunch.
MOST_SECONDS, LEAST_ROUNDS = 60, 5

Ratios = dict[str, float]


@dataclass(frozen=True)
class Figures:
    """Medians in milliseconds by subject; the largest number of queries of a page, and the one
    of a page with words."""

    times: Mapping[str, float]
    cpu: Mapping[str, float]
    queries: int
    queries_with_words: int


def measure(rounds: int) -> Figures:
    """The pages, in the same turns at every size: a call costs less after one of its own kind."""
    with handler_as_in_production() as handler:
        costs = take_turns(pages(handler), rounds)
        return Figures(
            {name: statistics.median(cost.time for cost in costs[name]) for name in costs},
            {name: statistics.median(cost.cpu for cost in costs[name]) for name in costs},
            max(_queries(handler, path) for path in (DENVER, NEW_YORK, NATION)),
            _queries(handler, NEW_YORK_WORDS),
        )


def compare(rounds: int) -> dict[str, float]:
    """Median milliseconds of what is compared with hand-written SQL, and of that SQL."""
    FacetWays().prove_equal()
    with handler_as_in_production() as handler:
        costs = take_turns(comparisons(handler), rounds)
    return {name: statistics.median(cost.time for cost in costs[name]) for name in costs}


@contextmanager
def handler_as_in_production() -> Iterator[BaseHandler]:
    """Development's own work (recording queries, looking for changed files) is switched off."""
    with (
        TemporaryDirectory() as no_files,
        override_settings(
            DEBUG=False,
            STATIC_ROOT=no_files,
            WHITENOISE_AUTOREFRESH=False,
            WHITENOISE_USE_FINDERS=False,
        ),
        settled(),
    ):
        memory.forget()
        handler = BaseHandler()
        handler.load_middleware()
        yield handler


def take_turns(subjects: Mapping[str, Subject], rounds: int) -> dict[str, list[Cost]]:
    """What each call cost; the first one of each is not counted.

    The subjects take turns, one call each, so that a busy neighbor slows all of them alike and
    none has the processor's caches to itself, as nothing has on a server at work.
    """
    for subject in subjects.values():
        subject.call()
    meter = Meter()
    costs: dict[str, list[Cost]] = {name: [] for name in subjects}
    for _round in range(rounds):
        for name, subject in subjects.items():
            if _has_had_enough(costs[name]):
                continue
            if subject.before:
                subject.before()
            costs[name].append(meter.cost_of(subject.call))
    return costs


def _has_had_enough(costs: list[Cost]) -> bool:
    return len(costs) >= LEAST_ROUNDS and sum(cost.time for cost in costs) > MOST_SECONDS * 1000


def ratios(figures: Figures, compared: Mapping[str, float]) -> Ratios:
    times = figures.times
    return {
        "A": float(figures.queries),
        "A.words": float(figures.queries_with_words),
        "B": times["denver"] / times["trivial"],
        "C": compared["new_york"] / compared["floor"],
        "D": compared["facets"] / compared["facets_sql"],
        "D.page": compared["facets_of_page"] / compared["facets_sql"],
        "G": figures.cpu["trivial"] / figures.cpu["denver"],
        "I": compared["words"] / compared["new_york"],
    }


def growth(letter: str, small: Figures, large: Figures) -> Ratios:
    """Each view is compared with the trivial view of its own time first."""

    def relative(name: str) -> float:
        before = small.times[name] / small.times["trivial"]
        return large.times[name] / large.times["trivial"] / before

    return {f"{letter}.{part}": relative(name) for part, name in GROWTH[letter].items()}


def _queries(handler: BaseHandler, path: str) -> int:
    """Without what is remembered, which saves queries."""
    memory.forget()
    with CaptureQueriesContext(connection) as captured:
        get(handler, path)
    return len(captured)
