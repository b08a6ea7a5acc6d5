"""Addresses that somebody may make up to keep the server busy, beside ordinary ones."""

import logging
import statistics
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from urllib.parse import urlencode

from django.core.handlers.base import BaseHandler

from directory.choices import FacetGroup
from directory.search import load_catalogue, memory

from .measures import handler_as_in_production, take_turns
from .subjects import Subject, get

SEARCH = "/therapists/"
ROUNDS = 5
#: More parameters than Django reads are answered with 400, everything else with a page.
STATUSES = (200, 400)

USUAL = (
    "",
    "near=80202",
    "near=80202&technique=deep-tissue",
    "near=10001&technique=swedish&accepting=1",
    "near=10001&miles=10&max_rate=120&sort=rate",
    "near=60601&condition=disc-herniation&verified=1",
    "near=90001&miles=50&language=es&times=evening",
    "near=69201&miles=100",
    "near=Denver%2C+CO&gender=woman&pressure=light",
)

Say = Callable[[str], object]


def slowest(say: Say, rounds: int = ROUNDS) -> float:
    """The median time of the slowest nasty address ÷ the median of all of them and ordinary ones.

    Nothing is remembered from one call to the next: no two visitors ask the same.
    """
    with handler_as_in_production() as handler, _without_log():
        addresses = [f"{SEARCH}?{query}" for query in USUAL] + nasty_addresses()
        costs = take_turns({path: _subject(handler, path) for path in addresses}, rounds)
    medians = {path: statistics.median(one.time for one in costs[path]) for path in addresses}
    worst = max(nasty_addresses(), key=lambda path: medians[path])
    say(f"The slowest address: {worst[:200]}")
    return medians[worst] / statistics.median(medians.values())


@contextmanager
def _without_log() -> Iterator[None]:
    """What is refused is logged, each time with the whole way through the code."""
    logging.disable()
    try:
        yield
    finally:
        logging.disable(logging.NOTSET)


def _subject(handler: BaseHandler, path: str) -> Subject:
    return Subject(partial(get, handler, path, STATUSES), before=memory.forget)


def nasty_addresses() -> list[str]:
    everything = _everything()
    crowd = [("near", "10001"), ("miles", "100")]
    queries: list[list[tuple[str, str]]] = [
        everything,
        crowd,
        crowd + everything,
        [*crowd, *everything, ("max_rate", "100"), ("min_years", "1"), ("sort", "rate")],
        [*crowd, ("sort", "experience"), ("page", "9" * 40)],
        [("sort", "experience"), ("page", "9" * 40)],
        [("sort", "rate"), ("max_rate", "1000"), *everything],
        # Nobody: every way out has to be looked for.
        [("near", "10001"), ("miles", "5"), ("max_rate", "1"), *_one_of_each()],
        [("max_rate", "1"), ("min_years", "60"), *_one_of_each()],
        # Words: frequent, unknown, misspelled, too many, of other alphabets.
        [("q", "massage sciatica pain back leg nerve muscle spine")],
        [*crowd, ("q", "sciatica"), ("sort", "relevance")],
        [("q", "pirifromis sciaticca diskk hernation neuromusclar myofacial")],
        [*crowd, ("q", "z" * 100)],
        [("q", " ".join("abcdefghijklmnopqrstuvwxyz"))],
        [("q", "坐骨神经痛 массаж \u202e\u0000 ئەمە ﷽﷽﷽﷽ 💆‍♀️")],
        [("q", "a" * 5_000)],
        # Places: unknown, misspelled, ambiguous, endless.
        [("near", "Sprnigfeild")],
        [("near", "Springfield")],
        [("near", "San")],
        [("near", "x" * 100)],
        [("near", "x " * 50)],
        [("near", "00000")],
        [("near", "\u0000")],
        # Numbers and repetitions.
        [("near", "80202"), ("max_rate", "9" * 4_000), ("min_years", "-" * 4_000)],
        [*crowd, *[("technique", f"unknown-{number}") for number in range(900)]],
        [*crowd, *[("technique", "swedish")] * 900],
        [("near", "80202"), *[(f"parameter-{number}", "x") for number in range(900)]],
        [("near", "80202"), *[("t", f"somebody-{number}") for number in range(900)]],
        [("technique", "swedish")] * 5_000,
    ]
    return [f"{SEARCH}?{urlencode(query)}" for query in queries]


def _everything() -> list[tuple[str, str]]:
    return list(load_catalogue().by_key)


def _one_of_each() -> list[tuple[str, str]]:
    groups = load_catalogue().groups
    return [(group, groups[group][0].slug) for group in FacetGroup.values if groups[group]]
