"""What the whole country came to is remembered until anything in the directory changes."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from directory.actions.publishing import withdraw
from directory.choices import ProfileStatus
from directory.models import Place, Therapist
from directory.search import SearchQuery, facet_totals, generation, memory, search
from directory.search.memory import KEPT_ANSWERS, Found, Head
from directory.search.rows import Row
from tests.factories.directory import TherapistFactory
from tests.factories.spots import SPOTS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]


@pytest.fixture(autouse=True)
def nothing_remembered() -> Iterator[None]:
    memory.forget()
    yield
    memory.forget()


def queries_of(query: SearchQuery) -> int:
    with CaptureQueriesContext(connection) as captured:
        search(query)
    return len(captured)


def test_the_second_look_at_the_whole_country_does_not_read_the_rows() -> None:
    TherapistFactory(published=True)

    assert queries_of(SearchQuery()) == 4
    assert queries_of(SearchQuery()) == 3


def test_totals_need_no_query_where_the_generation_is_known_and_remembered() -> None:
    TherapistFactory(published=True, techniques=["swedish"])
    now = generation.current()
    with CaptureQueriesContext(connection) as first:
        totals = facet_totals(now)
    with CaptureQueriesContext(connection) as second:
        again = facet_totals(now)

    assert totals["technique", "swedish"] == 1
    assert (len(first), len(second)) == (2, 0)
    assert again == totals == facet_totals()


def test_totals_of_a_generation_that_is_over_are_not_given_for_a_new_one() -> None:
    therapist = TherapistFactory(published=True, techniques=["swedish"])
    assert facet_totals(generation.current())["technique", "swedish"] == 1

    withdraw(therapist, to=ProfileStatus.SUSPENDED)

    assert facet_totals(generation.current())["technique", "swedish"] == 0


def test_a_search_around_a_place_is_always_read() -> None:
    TherapistFactory(published=True, place="Denver")
    latitude, longitude = SPOTS["Denver"].point
    place = Place(name="Denver", state="CO", latitude=latitude, longitude=longitude)

    assert queries_of(SearchQuery(place=place)) == queries_of(SearchQuery(place=place)) == 3


def test_another_search_is_another_answer() -> None:
    TherapistFactory(published=True, techniques=["deep-tissue"], practicing_since=2001)
    TherapistFactory(published=True, techniques=["swedish"], practicing_since=2015)
    chosen = {"technique": ("deep-tissue",)}

    assert search(SearchQuery()).total == 2
    assert search(SearchQuery(chosen=chosen)).total == 1
    assert search(SearchQuery(min_years=20)).total == 1
    assert search(SearchQuery(max_rate=1)).total == 0
    assert search(SearchQuery(q="nobody has this")).total == 0


def test_whoever_withdraws_is_gone_at_once() -> None:
    therapist: Therapist = TherapistFactory(published=True, techniques=["deep-tissue"])
    assert search(SearchQuery()).total == 1
    assert facet_totals()["technique", "deep-tissue"] == 1

    withdraw(therapist, to=ProfileStatus.SUSPENDED)

    assert search(SearchQuery()).total == 0
    assert facet_totals()["technique", "deep-tissue"] == 0


def test_nothing_is_remembered_beyond_the_day() -> None:
    with time_machine.travel(datetime(2026, 6, 15, 23, 59, 59), tick=False) as clock:
        TherapistFactory(published=True, accepting="yes", confirmed_days_ago=90)
        assert search(SearchQuery()).counts["accepting", "1"] == 1

        clock.shift(timedelta(seconds=1))

        assert search(SearchQuery()).counts["accepting", "1"] == 0


def test_each_change_has_a_number_of_its_own() -> None:
    numbers = set()
    for _again in range(5):
        generation.renew()
        numbers.add(generation.current())

    assert len(numbers) == 5
    assert None not in numbers


def rows(number: int) -> list[Row]:
    return [Row(n, n, 1, 0, 0, None, ()) for n in range(number)]


def test_only_the_first_rows_are_kept_and_deeper_ones_found_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(memory, "KEPT_ROWS", 3)
    asked: list[int] = []

    def again() -> list[Row]:
        asked.append(1)
        return rows(10)

    head = Head(rows(10), again)

    assert len(head) == 10
    assert head[0:3] == rows(10)[0:3]
    assert head[2] == rows(10)[2]
    assert not asked
    assert head[2:5] == rows(10)[2:5]
    assert head[8:20] == rows(10)[8:]
    assert head[-1] == rows(10)[-1]
    assert len(asked) == 3


def test_the_oldest_answers_make_room() -> None:
    made: list[int] = []

    def find(number: int) -> Found:
        made.append(number)
        return Found(0, {}, [], [])

    for number in [*range(KEPT_ANSWERS + 1), KEPT_ANSWERS, 0]:
        memory.recall(number, lambda number=number: find(number))  # type: ignore[misc]  # mypy cannot infer a lambda with a default

    assert made == [*range(KEPT_ANSWERS + 1), 0]
