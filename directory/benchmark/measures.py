"""Measures the subjects in turns, and divides what they cost by what they are compared with."""

import statistics
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from tempfile import TemporaryDirectory

from django.core.handlers.base import BaseHandler
from django.db import connection
from django.test.utils import CaptureQueriesContext, override_settings

from directory.search import memory

from .costs import Cost, Meter
from .subjects import (
    DENVER,
    NATION,
    NEW_YORK,
    NEW_YORK_WORDS,
    Subject,
    comparisons,
    engine_counts,
    get,
    pages,
    sql_counts,
)

MEANING = {
    "A": "queries of a search page, the most of all views",
    "B": "Denver view ÷ trivial view",
    "C": "New York view ÷ hand-written SQL for page and facets",
    "D": "facet engine ÷ one SQL statement with a COUNT for each value, New York",
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
    """Medians in milliseconds by subject, and the largest number of queries of a page."""

    times: Mapping[str, float]
    cpu: Mapping[str, float]
    queries: int


def measure(rounds: int, *, everything: bool = True) -> Figures:
    """The subjects take turns, one call each, so that a busy neighbor slows all of them alike
    and none has the processor's caches to itself, as nothing has on a server at work."""
    with handler_as_in_production() as handler:
        subjects = pages(handler)
        if everything:
            subjects |= comparisons(handler)
            _prove_that_counts_are_equal()
        costs = take_turns(subjects, rounds)
        return Figures(
            {name: statistics.median(cost.time for cost in costs[name]) for name in subjects},
            {name: statistics.median(cost.cpu for cost in costs[name]) for name in subjects},
            _most_queries(handler),
        )


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
    ):
        memory.forget()
        handler = BaseHandler()
        handler.load_middleware()
        yield handler


def take_turns(subjects: Mapping[str, Subject], rounds: int) -> dict[str, list[Cost]]:
    """What each call cost; the first one of each is not counted."""
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


def ratios(figures: Figures) -> Ratios:
    times = figures.times
    return {
        "A": float(figures.queries),
        "B": times["denver"] / times["trivial"],
        "C": times["new_york"] / times["floor"],
        "D": times["facets"] / times["facets_sql"],
        "G": figures.cpu["trivial"] / figures.cpu["denver"],
        "I": times["words"] / times["new_york"],
    }


def growth(letter: str, small: Figures, large: Figures) -> Ratios:
    """Each view is compared with the trivial view of its own time first."""

    def relative(name: str) -> float:
        before = small.times[name] / small.times["trivial"]
        return large.times[name] / large.times["trivial"] / before

    return {f"{letter}.{part}": relative(name) for part, name in GROWTH[letter].items()}


def _prove_that_counts_are_equal() -> None:
    """D compares two ways to the same numbers, or it compares nothing."""
    if engine_counts() != sql_counts():
        raise RuntimeError("The hand-written SQL counts something else than the search does.")


def _most_queries(handler: BaseHandler) -> int:
    """Without what is remembered, which saves queries."""
    most = 0
    for path in (DENVER, NEW_YORK, NEW_YORK_WORDS, NATION):
        memory.forget()
        with CaptureQueriesContext(connection) as captured:
            get(handler, path)
        most = max(most, len(captured))
    return most


Say = Callable[[str], object]
