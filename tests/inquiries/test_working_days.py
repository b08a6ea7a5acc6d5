"""Working days are Monday to Friday by the clock on the therapist's wall."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inquiries import working_days

DENVER = ZoneInfo("America/Denver")
ZONES = [
    ZoneInfo(name)
    for name in (
        "America/Denver",
        "America/New_York",
        "America/Phoenix",
        "America/Puerto_Rico",
        "Pacific/Honolulu",
        "Pacific/Guam",
        "Pacific/Pago_Pago",
        "America/Adak",
    )
]

moments = st.datetimes(
    datetime(2020, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC)
)  # with every leap day and change of the clocks between
zones = st.sampled_from(ZONES)
days = st.integers(0, 30)


def denver(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=DENVER)


@pytest.mark.parametrize(
    ("sent", "days", "due"),
    [
        ("2026-03-03 10:00", 1, "2026-03-04 10:00"),
        ("2026-03-03 10:00", 3, "2026-03-06 10:00"),
        ("2026-03-03 10:00", 10, "2026-03-17 10:00"),
        ("2026-03-06 16:00", 1, "2026-03-09 16:00"),  # over the weekend on which clocks change
        ("2026-10-30 16:00", 1, "2026-11-02 16:00"),  # and when they change back
        ("2026-03-07 09:00", 1, "2026-03-10 00:00"),  # a Saturday counts from Monday 0:00
        ("2026-03-08 23:59", 3, "2026-03-12 00:00"),
        ("2026-03-09 00:00", 1, "2026-03-10 00:00"),
        ("2028-02-28 10:00", 1, "2028-02-29 10:00"),  # a leap day is a working day
        ("2028-02-29 10:00", 1, "2028-03-01 10:00"),
        ("2026-12-31 10:00", 1, "2027-01-01 10:00"),  # holidays are no exception
        ("2026-03-07 09:00", 0, "2026-03-09 00:00"),
    ],
)
def test_working_days_are_counted_by_the_clock_of_the_place(sent: str, days: int, due: str) -> None:
    assert working_days.after(denver(sent), days, DENVER) == denver(due)


def test_the_same_moment_is_another_day_elsewhere() -> None:
    moment = datetime(2026, 3, 7, 4, 0, tzinfo=UTC)

    # Friday evening in Honolulu, Saturday in Guam.
    assert working_days.after(moment, 1, ZoneInfo("Pacific/Honolulu")) == datetime(
        2026, 3, 10, 4, 0, tzinfo=UTC
    )
    assert working_days.after(moment, 1, ZoneInfo("Pacific/Guam")) == datetime(
        2026, 3, 9, 14, 0, tzinfo=UTC
    )


@given(moments, days, zones)
def test_what_is_due_is_due_on_a_working_day(moment: datetime, days: int, zone: ZoneInfo) -> None:
    assert working_days.after(moment, days, zone).astimezone(zone).weekday() < 5


@given(moments, zones)
def test_one_day_more_is_later(moment: datetime, zone: ZoneInfo) -> None:
    due = [working_days.after(moment, days, zone) for days in range(12)]

    assert due == sorted(set(due))


@given(moments, st.timedeltas(timedelta(), timedelta(days=10)), days, zones)
def test_who_wrote_earlier_never_waits_longer(
    moment: datetime, between: timedelta, days: int, zone: ZoneInfo
) -> None:
    earlier = working_days.after(moment, days, zone)

    assert earlier <= working_days.after(moment + between, days, zone)


@given(moments, days, zones)
def test_five_working_days_are_a_week(moment: datetime, days: int, zone: ZoneInfo) -> None:
    local = working_days.after(moment, days, zone).astimezone(zone)
    week_later = working_days.after(moment, days + 5, zone).astimezone(zone)

    assert week_later.replace(tzinfo=None) - local.replace(tzinfo=None) == timedelta(days=7)


@given(moments, days, zones)
def test_the_first_look_in_bulk_misses_none(moment: datetime, days: int, zone: ZoneInfo) -> None:
    due = working_days.after(moment, days, zone)

    assert moment <= due - working_days.at_the_earliest(days)


@pytest.mark.parametrize("days", [1, 3, 5, 7])
def test_counting_back_finds_what_has_waited_that_long(days: int) -> None:
    zone, minute = ZoneInfo("America/Chicago"), timedelta(minutes=1)
    for hour in range(0, 24 * 14, 5):
        now = datetime(2026, 3, 1, 12, 30, tzinfo=zone) + timedelta(hours=hour)

        since = working_days.before(now, days, zone)

        # A minute to both sides: at midnight between two days both are true.
        assert working_days.after(since - minute, days, zone) <= now
        assert working_days.after(since + minute, days, zone) > now
