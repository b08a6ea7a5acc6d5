"""The arithmetic of the benchmark, and that each of its subjects can be measured."""

import pytest

from directory.benchmark import setup
from directory.benchmark.measures import MEANING, Figures, growth, measure, ratios
from directory.models import SearchDoc, Therapist
from tests.factories.places import load_real_places


def figures(**changes: float) -> Figures:
    values = {"trivial": 1.0, "denver": 10.0, "new_york": 12.0, "nation": 50.0, "floor": 3.0}
    return Figures(**{**values, **changes}, queries=4)


def test_each_ratio_has_its_letter_and_its_meaning() -> None:
    assert ratios(figures()) == {"A": 4.0, "B": 10.0, "C": 4.0}
    assert {*ratios(figures()), *growth(figures(), figures())} == set(MEANING)


def test_growth_does_not_mistake_a_slower_machine_for_a_slower_search() -> None:
    twice_as_slow = Figures(2.0, 20.0, 24.0, 100.0, 6.0, queries=4)

    assert growth(figures(), twice_as_slow) == {
        "E.metro": 1.0,
        "E.newyork": 1.0,
        "E.nation": 1.0,
    }


@pytest.mark.django_db
@pytest.mark.usefixtures("vocabulary")
def test_a_small_database_is_filled_and_measured() -> None:
    load_real_places()

    setup.fill(30, lambda text: None)
    setup.fill(40, lambda text: None)

    assert Therapist.objects.public().count() == SearchDoc.objects.count() == 40
    measured = measure(rounds=1)
    assert measured.queries <= 4
    assert measured.trivial > 0
