"""The chart and the table of a therapist's statistics say the same."""

from collections.abc import Sequence
from datetime import date, timedelta

from directory.presenters.statistics import BASE, TOP, VAGUE, StatisticsPage
from directory.statistics import Count, Statistics, Week

MONDAY = date(2026, 8, 31)


def page(views: Sequence[int], listed: Sequence[int] = (0,) * 12) -> StatisticsPage:
    weeks = tuple(
        Week(first, first + timedelta(days=6), at < 11, Count.of(views[at]), Count.of(listed[at]))
        for at, first in enumerate(MONDAY + timedelta(weeks=number) for number in range(12))
    )
    return StatisticsPage(Statistics(weeks, Count.of(sum(views)), Count.of(sum(listed))))


def test_bars_are_as_high_as_their_numbers() -> None:
    bars = page([0, 100, 50, *[0] * 9]).charts[0].bars

    assert [bar.height for bar in bars[:3]] == [0, BASE - TOP, (BASE - TOP) // 2]
    assert [bar.label for bar in bars[:3]] == ["", "100", "50"]
    assert all(bar.y + bar.height == BASE for bar in bars)


def test_one_to_four_look_the_same_and_bear_no_number() -> None:
    bars = page([1, 2, 3, 4, 5, *[0] * 7]).charts[0].bars

    assert len({(bar.height, bar.y, bar.label, bar.is_vague) for bar in bars[:4]}) == 1
    assert (bars[0].height, bars[0].label, bars[0].is_vague) == (VAGUE, "", True)
    assert (bars[4].label, bars[4].is_vague) == ("5", False)


def test_a_small_number_beside_a_large_one_stays_visible() -> None:
    bars = page([5, 100_000, *[0] * 10]).charts[0].bars

    assert bars[0].height == VAGUE
    assert bars[1].label == "100,000"


def test_the_summary_never_tells_a_small_number() -> None:
    assert page([3] * 12).charts[0].summary == (
        "12 bars, one for each week. No week has 5 or more."
    )
    assert page([3, 7, *[0] * 10]).charts[0].summary == (
        "12 bars, one for each week. The most are 7, in the week of Sep 7."
    )


def test_the_table_has_the_newest_week_first() -> None:
    rows = page([*[0] * 10, 4, 1204], [*[0] * 11, 9]).rows

    assert (rows[0].name, rows[0].views, rows[0].listed) == (
        "Nov 16 to Nov 22, so far", "1,204", "9",
    )  # fmt: skip
    assert (rows[1].name, rows[1].views) == ("Nov 9 to Nov 15", "fewer than 5")
    assert rows[2].views == "0"


def test_totals_are_said_in_words() -> None:
    assert [value for _, value in page([2, *[0] * 11], [7, *[0] * 11]).totals] == [
        "fewer than 5 times", "7 times",
    ]  # fmt: skip
    assert [value for _, value in page([0] * 12).totals] == ["not once", "not once"]
