"""Counts by week: whole weeks, the last 30 days, and small numbers left vague."""

from datetime import date, timedelta
from typing import Any

import pytest

from directory.choices import Counted
from directory.models import Therapist
from directory.statistics import Count, statistics
from tests.factories.directory import TherapistFactory
from tests.factories.profiles import DailyCountFactory

pytestmark = pytest.mark.django_db

#: A Wednesday.
TODAY = date(2026, 11, 18)


@pytest.fixture
def therapist() -> Therapist:
    made: Therapist = TherapistFactory()
    return made


def add(therapist: Therapist, days_ago: int, count: int, kind: Counted = Counted.VIEW) -> None:
    day = TODAY - timedelta(days=days_ago)
    DailyCountFactory(therapist=therapist, day=day, kind=kind, count=count)


@pytest.mark.parametrize(
    ("number", "told"), [(0, 0), (1, None), (4, None), (5, 5), (6, 6), (1204, 1204)]
)
def test_one_to_four_are_not_told(number: int, told: int | None) -> None:
    assert Count.of(number).number == told


def test_weeks_begin_on_monday_and_the_last_ends_today(therapist: Therapist) -> None:
    weeks = statistics(therapist, TODAY).weeks

    assert len(weeks) == 12
    assert {week.first_day.weekday() for week in weeks} == {0}
    assert (weeks[0].first_day, weeks[-1].first_day) == (date(2026, 8, 31), date(2026, 11, 16))
    assert [week.is_over for week in weeks] == [True] * 11 + [False]
    assert weeks[-1].last_day == TODAY
    assert weeks[-2].last_day == date(2026, 11, 15)


def test_a_week_that_ends_today_is_not_over_yet(therapist: Therapist) -> None:
    sunday = date(2026, 11, 15)

    last = statistics(therapist, sunday).weeks[-1]

    assert (last.last_day, last.is_over) == (sunday, False)


def test_each_day_counts_in_its_week_and_kind(therapist: Therapist) -> None:
    add(therapist, 0, 5)
    add(therapist, 2, 6)  # Monday
    add(therapist, 3, 7)  # the Sunday before
    add(therapist, 0, 100, Counted.LISTED)

    weeks = statistics(therapist, TODAY).weeks

    assert [week.views.number for week in weeks[-2:]] == [7, 11]
    assert [week.listed.number for week in weeks[-2:]] == [0, 100]


def test_small_days_add_up_before_they_are_left_vague(therapist: Therapist) -> None:
    for days in (0, 1, 2):
        add(therapist, days, 2)

    assert statistics(therapist, TODAY).weeks[-1].views.number == 6


def test_the_totals_are_those_of_the_last_30_days(therapist: Therapist) -> None:
    add(therapist, 0, 5)
    add(therapist, 29, 6)
    add(therapist, 30, 100)

    page = statistics(therapist, TODAY)

    assert page.views.number == 11
    assert page.listed.number == 0


def test_counts_of_others_and_of_other_times_are_left_out(therapist: Therapist) -> None:
    add(TherapistFactory(), 0, 50)
    add(therapist, 12 * 7, 50)
    add(therapist, -1, 50)

    assert statistics(therapist, TODAY).is_empty


def test_one_visit_is_not_nothing(therapist: Therapist) -> None:
    add(therapist, 0, 1)

    assert not statistics(therapist, TODAY).is_empty


def test_reading_takes_one_query(therapist: Therapist, django_assert_num_queries: Any) -> None:
    for days in range(80):
        add(therapist, days, 3)

    with django_assert_num_queries(1):
        statistics(therapist, TODAY)
