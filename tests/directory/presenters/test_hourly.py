"""Prices by the hour."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.presenters.hourly import comparable_length, nearest_an_hour, per_hour


@pytest.mark.parametrize(
    ("rates", "expected"),
    [
        ([{60: 1, 90: 1}, {60: 1}], 60),
        ([{45: 1, 90: 1}, {90: 1, 120: 1}], 90),
        ([{30: 1, 90: 1}, {30: 1, 90: 1}], 90),
        ([{60: 1}, {90: 1}], None),
        ([{60: 1}, {}], 60),
        ([{}, {}], None),
        ([], None),
    ],
)
def test_a_length_is_comparable_if_all_who_state_prices_have_it(
    rates: list[dict[int, int]], expected: int | None
) -> None:
    assert comparable_length(rates) == expected


def test_of_two_equally_near_an_hour_the_longer_counts() -> None:
    assert nearest_an_hour({45, 75}) == 75
    assert nearest_an_hour(set()) is None


@pytest.mark.parametrize(
    ("cents", "minutes", "expected"),
    [(9500, 60, 9500), (13000, 90, 8667), (5000, 30, 10000), (26000, 120, 13000), (1, 120, 1)],
)
def test_an_hour_is_reckoned_to_the_cent(cents: int, minutes: int, expected: int) -> None:
    assert per_hour(cents, minutes) == expected


@given(st.integers(100, 100_000), st.sampled_from([30, 45, 60, 75, 90, 120]))
def test_an_hour_is_never_off_by_more_than_half_a_cent(cents: int, minutes: int) -> None:
    assert abs(per_hour(cents, minutes) * minutes - cents * 60) * 2 <= minutes


@given(st.sampled_from([30, 45, 60, 75, 90, 120]), st.lists(st.integers(100, 100_000), min_size=2))
def test_dearer_stays_dearer(minutes: int, prices: list[int]) -> None:
    hourly = [per_hour(cents, minutes) for cents in sorted(prices)]

    assert all(low <= high for low, high in pairwise(hourly))
