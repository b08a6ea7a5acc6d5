"""The arithmetic of the benchmark, and that each of its subjects can be measured."""

from __future__ import annotations

import pytest
from django.core.handlers.base import BaseHandler

from directory.benchmark import measures, nasty, setup
from directory.benchmark.costs import Cost
from directory.benchmark.measures import (
    GROWTH,
    LEAST_ROUNDS,
    MEANING,
    Figures,
    compare,
    growth,
    measure,
    ratios,
    take_turns,
)
from directory.benchmark.subjects import FacetWays, Subject, comparisons, pages
from directory.search import memory
from tests.factories.places import load_real_places

TIMES = {"trivial": 1.0, "denver": 10.0, "new_york": 12.0, "nation": 20.0, "nation_cold": 50.0}
COMPARED = {
    "new_york": 12.0, "words": 24.0, "floor": 3.0, "facets": 1.0, "facets_of_page": 2.0,
    "facets_sql": 4.0,
}  # fmt: skip


def figures(factor: float = 1.0) -> Figures:
    times = {name: value * factor for name, value in TIMES.items()}
    return Figures(times, cpu={"trivial": 0.5, "denver": 5.0}, queries=4, queries_with_words=6)


def test_each_ratio_has_its_letter_and_its_meaning() -> None:
    assert ratios(figures(), COMPARED) == {
        "A": 4.0, "A.words": 6.0, "B": 10.0, "C": 4.0, "D": 0.25, "D.page": 0.5, "G": 0.1, "I": 2.0,
    }  # fmt: skip
    grown = [name for letter in GROWTH for name in growth(letter, figures(), figures())]
    assert {*ratios(figures(), COMPARED), *grown, "slowest"} == set(MEANING)


@pytest.mark.parametrize("letter", GROWTH)
def test_growth_does_not_mistake_a_slower_machine_for_a_slower_search(letter: str) -> None:
    assert set(growth(letter, figures(), figures(2.0)).values()) == {1.0}


def test_growth_is_told_for_each_view() -> None:
    large = Figures({**TIMES, "denver": 20.0, "nation_cold": 500.0}, {}, 4, 6)

    assert growth("E", figures(), large) == {
        "E.metro": 2.0, "E.newyork": 1.0, "E.nation": 1.0, "E.nation.cold": 10.0,
    }  # fmt: skip


@pytest.mark.django_db
@pytest.mark.usefixtures("vocabulary")
def test_every_figure_that_is_divided_is_measured() -> None:
    assert set(pages(BaseHandler())) == set(TIMES)
    assert set(comparisons(BaseHandler())) == set(COMPARED)


@pytest.mark.django_db
def test_subjects_take_turns_and_are_prepared_without_being_measured() -> None:
    calls: list[str] = []
    subjects = {
        "one": Subject(lambda: calls.append("one")),
        "two": Subject(lambda: calls.append("two"), before=lambda: calls.append("ready")),
    }

    costs = take_turns(subjects, rounds=2)

    assert calls == ["one", "two", *["one", "ready", "two"] * 2]
    assert {name: len(each) for name, each in costs.items()} == {"one": 2, "two": 2}


@pytest.mark.django_db
def test_a_slow_subject_gets_fewer_rounds_but_some(monkeypatch: pytest.MonkeyPatch) -> None:
    class SlowMeter:
        def cost_of(self, call: object) -> Cost:
            return Cost(20_000, 20_000)

    monkeypatch.setattr(measures, "Meter", SlowMeter)

    costs = take_turns({"slow": Subject(lambda: None)}, rounds=100)

    assert len(costs["slow"]) == LEAST_ROUNDS


@pytest.mark.django_db
@pytest.mark.usefixtures("vocabulary")
def test_a_small_database_is_measured() -> None:
    load_real_places()
    setup.fill(40, lambda text: None)

    measured, compared = measure(rounds=1), compare(rounds=1)

    assert measured.queries <= 4
    assert measured.queries_with_words <= 6
    assert all(value > 0 for value in ratios(measured, compared).values())


@pytest.mark.django_db
@pytest.mark.usefixtures("vocabulary")
def test_the_hand_written_sql_counts_what_the_search_counts(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    load_real_places()
    setup.fill(60, lambda text: None)
    ways = FacetWays()

    ways.prove_equal()
    assert ways.by_sql()["technique", "swedish"] > 0

    monkeypatch.setattr(ways, "by_sql", dict)
    with pytest.raises(RuntimeError, match="counts something else"):
        ways.prove_equal()


@pytest.mark.django_db
@pytest.mark.usefixtures("vocabulary")
def test_nasty_addresses_are_answered_and_the_slowest_is_named() -> None:
    load_real_places()
    setup.fill(40, lambda text: None)
    said: list[str] = []

    ratio = nasty.slowest(said.append, rounds=1)

    assert ratio > 0
    assert said[0].startswith("The slowest address: /therapists/?")


@pytest.mark.django_db
@pytest.mark.usefixtures("vocabulary")
def test_nothing_is_remembered_when_the_cold_view_is_measured() -> None:
    load_real_places()
    setup.fill(20, lambda text: None)
    subjects = pages(BaseHandler())

    assert subjects["nation_cold"].before is memory.forget
    assert subjects["nation"].before is None
