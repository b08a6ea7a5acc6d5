"""Prices in whole dollars are never lower than the price."""

import pytest

from directory.models import Rate


@pytest.mark.parametrize(
    ("cents", "dollars"), [(9500, 95), (9501, 96), (9550, 96), (9599, 96), (100, 1)]
)
def test_whole_dollars_are_rounded_up(cents: int, dollars: int) -> None:
    assert Rate(price_cents=cents).whole_dollars == dollars


def test_a_rate_is_named_by_its_length() -> None:
    assert str(Rate(minutes=90)) == "90 min"
