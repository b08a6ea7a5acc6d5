"""Reads how often a profile was seen, by week; very small counts are left vague."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from .choices import Counted
from .models import DailyCount, Therapist

WEEKS = 12
TOTAL_DAYS = 30
#: Smaller counts than this are not told, save for none at all.
LEAST_TOLD = 5


@dataclass(frozen=True)
class Count:
    """How often, as far as it is told: `number` is `None` for "fewer than 5"."""

    number: int | None

    @classmethod
    def of(cls, number: int) -> Count:
        return cls(None if 0 < number < LEAST_TOLD else number)

    @property
    def is_vague(self) -> bool:
        return self.number is None


@dataclass(frozen=True)
class Week:
    """From a Monday to a Sunday, or to today in the week that is not over."""

    first_day: date
    last_day: date
    is_over: bool
    views: Count
    listed: Count


@dataclass(frozen=True)
class Statistics:
    """`weeks` from the oldest; the totals are those of the last 30 days."""

    weeks: tuple[Week, ...]
    views: Count
    listed: Count

    @property
    def is_empty(self) -> bool:
        return not any(week.views.number != 0 or week.listed.number != 0 for week in self.weeks)


def statistics(therapist: Therapist, today: date) -> Statistics:
    """One query."""
    monday = today - timedelta(days=today.weekday())
    start = monday - timedelta(weeks=WEEKS - 1)
    rows = DailyCount.objects.filter(therapist=therapist, day__gte=start, day__lte=today)
    by_week: dict[tuple[date, str], int] = defaultdict(int)
    lately: dict[str, int] = defaultdict(int)
    for day, kind, count in rows.order_by().values_list("day", "kind", "count"):
        by_week[day - timedelta(days=day.weekday()), kind] += count
        if day > today - timedelta(days=TOTAL_DAYS):
            lately[kind] += count
    mondays = [start + timedelta(weeks=number) for number in range(WEEKS)]
    return Statistics(
        weeks=tuple(
            Week(
                first_day=first,
                last_day=min(first + timedelta(days=6), today),
                is_over=first + timedelta(days=6) < today,
                views=Count.of(by_week[first, Counted.VIEW]),
                listed=Count.of(by_week[first, Counted.LISTED]),
            )
            for first in mondays
        ),
        views=Count.of(lately[Counted.VIEW]),
        listed=Count.of(lately[Counted.LISTED]),
    )
