"""Counts working days: Monday to Friday, by the clock of the place where somebody works."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

MONDAY, SATURDAY = 0, 5


def after(moment: datetime, days: int, zone: ZoneInfo) -> datetime:
    """The same time of day so many working days later; a weekend counts from Monday 0:00.

    Holidays are no exception: which of them somebody keeps is theirs to know.
    """
    # The arithmetic is by the wall clock, so that the day on which clocks change is one day, too.
    local = moment.astimezone(zone).replace(tzinfo=None)
    if local.weekday() >= SATURDAY:
        local = _next_monday(local)
    weeks, rest = divmod(days, 5)
    local += timedelta(weeks=weeks)
    for _ in range(rest):
        local += timedelta(days=3 if local.weekday() == SATURDAY - 1 else 1)
    return local.replace(tzinfo=zone).astimezone(UTC)


def before(moment: datetime, days: int, zone: ZoneInfo) -> datetime:
    """The other way: what was sent by then has waited for so many working days."""
    local = moment.astimezone(zone).replace(tzinfo=None)
    if local.weekday() >= SATURDAY:
        # Nothing has been waiting longer since Friday ended.
        local = _next_monday(local) - timedelta(days=2)
    weeks, rest = divmod(days, 5)
    local -= timedelta(weeks=weeks)
    for _ in range(rest):
        local -= timedelta(days=3 if local.weekday() == MONDAY else 1)
    return local.replace(tzinfo=zone).astimezone(UTC)


def at_the_earliest(days: int) -> timedelta:
    """No zone and no calendar make that many working days shorter: for a first look in bulk."""
    return timedelta(days=days, hours=-2)


def _next_monday(local: datetime) -> datetime:
    monday = local.date() + timedelta(days=7 - local.weekday())
    return datetime.combine(monday, time.min)
