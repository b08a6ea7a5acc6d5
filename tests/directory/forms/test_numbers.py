"""Numbers, money, days and times are read as people write them, within limits."""

from __future__ import annotations

import pytest
import time_machine
from django.core.exceptions import ValidationError

from directory.forms.numbers import (
    ClockField,
    DayField,
    MoneyField,
    WholeNumberField,
    YearField,
)

ODD = [
    "-1", "1e9", "1e9999999", "NaN", "inf", "0x10", "1_0", "9" * 5000, "99999999999", "2**63",
    "1.5", "1,5", "½", "²", "\x00", "\ud800", "one", "- 1", "+3", "1 2", "[]",
]  # fmt: skip


@pytest.mark.parametrize("typed", ODD)
def test_what_is_no_whole_number_within_limits_is_refused(typed: str) -> None:
    with pytest.raises(ValidationError, match="Enter a whole number from 1 to 200, in digits"):
        WholeNumberField(low=1, high=200).clean(typed)


@pytest.mark.parametrize(
    ("typed", "number"), [("7", 7), (" 7 ", 7), ("007", 7), ("1,250", 1250), ("٣", 3)]
)
def test_a_whole_number_is_read(typed: str, number: int) -> None:
    assert WholeNumberField(low=0, high=5000).clean(typed) == number


def test_both_limits_belong_to_the_range() -> None:
    field = WholeNumberField(low=1, high=3)

    assert [field.clean(text) for text in ("1", "3")] == [1, 3]
    for text in ("0", "4"):
        with pytest.raises(ValidationError):
            field.clean(text)


def test_nothing_is_no_number() -> None:
    for field in (
        WholeNumberField(low=0, high=9, required=False),
        MoneyField(low=100, high=900, required=False),
        DayField(days_ahead=1, required=False),
        ClockField(required=False),
    ):
        assert field.clean("") is None
        assert field.clean(None) is None
        assert field.clean("  ") is None


@time_machine.travel("2026-12-31 12:00", tick=False)
def test_a_year_lies_between_1940_and_this_one() -> None:
    field = YearField()

    assert [field.clean(text) for text in ("1940", "2026")] == [1940, 2026]
    for text in ("1939", "2027", "26"):
        with pytest.raises(ValidationError, match="from 1940 to 2026"):
            field.clean(text)


@pytest.mark.parametrize(
    ("typed", "cents"),
    [
        ("95", 9500),
        ("95.50", 9550),
        ("95.5", 9550),
        ("$95", 9500),
        ("$ 1,000.00", 100_000),
        ("1", 100),
        (" 0095 ", 9500),
    ],
)
def test_dollars_become_cents(typed: str, cents: int) -> None:
    assert MoneyField(low=100, high=100_000).clean(typed) == cents


@pytest.mark.parametrize(
    "typed",
    [
        *(text for text in ODD if text != "1.5"),
        "0",
        "0.99",
        "1000.01",
        "95.505",
        "95,50",
        "95.",
        ".5",
        "95 dollars",
    ],
)
def test_what_is_no_price_is_refused(typed: str) -> None:
    with pytest.raises(ValidationError, match=r"from \$1 to \$1,000"):
        MoneyField(low=100, high=100_000).clean(typed)


def test_cents_are_shown_as_dollars_and_typed_text_as_it_is() -> None:
    field = MoneyField(low=100, high=100_000)

    assert field.prepare_value(9500) == "95"
    assert field.prepare_value(9505) == "95.05"
    assert field.prepare_value("a lot") == "a lot"


@pytest.mark.parametrize("typed", ["2026-11-05", "11/05/2026", "11/5/26"])
def test_a_day_is_kept_as_iso_text(typed: str) -> None:
    with time_machine.travel("2026-11-01 12:00", tick=False):
        assert DayField(days_ahead=4).clean(typed) == "2026-11-05"


@pytest.mark.parametrize("typed", ["2026-02-30", "soon", "0000-00-00", "\x00", "9" * 5000, "-1"])
def test_a_day_that_does_not_exist_is_refused(typed: str) -> None:
    with pytest.raises(ValidationError, match="a day that exists"):
        DayField(days_ahead=4).clean(typed)


@pytest.mark.parametrize("typed", ["2026-11-06", "1939-12-31", "0001-01-01", "9999-12-31"])
def test_a_day_outside_its_range_is_refused(typed: str) -> None:
    with (
        time_machine.travel("2026-11-01 12:00", tick=False),
        pytest.raises(ValidationError, match=r"from January 1, 1940 to November 5, 2026"),
    ):
        DayField(days_ahead=4).clean(typed)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("09:00", "09:00"),
        ("9:00", "09:00"),
        ("17:30:59", "17:30"),
        ("9:00 am", "09:00"),
        ("5:30PM", "17:30"),
        ("9 AM", "09:00"),
        ("12am", "00:00"),
    ],
)
def test_a_time_is_kept_in_24_hours(typed: str, kept: str) -> None:
    assert ClockField().clean(typed) == kept


@pytest.mark.parametrize("typed", ["24:00", "9", "noon", "25:99", "-1:00", "\x00", "9" * 5000])
def test_what_is_no_time_is_refused(typed: str) -> None:
    with pytest.raises(ValidationError, match="time of the day"):
        ClockField().clean(typed)
