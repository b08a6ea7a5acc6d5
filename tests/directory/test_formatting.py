"""How money, distances, phone numbers and days are written."""

from datetime import date, timedelta

import pytest

from directory import formatting

TODAY = date(2026, 10, 3)


@pytest.mark.parametrize(
    ("cents", "text"),
    [(9500, "$95"), (9550, "$95.50"), (9505, "$95.05"), (100000, "$1,000"), (100, "$1")],
)
def test_dollars_show_cents_only_where_there_are_some(cents: int, text: str) -> None:
    assert formatting.dollars(cents) == text


@pytest.mark.parametrize(
    ("distance", "text"),
    [
        (0.0, "less than 0.1 miles"),
        (0.0999, "less than 0.1 miles"),
        (0.1, "0.1 miles"),
        (3.24, "3.2 miles"),
        (9.94, "9.9 miles"),
        (10.4, "10 miles"),
        (99.6, "100 miles"),
    ],
)
def test_miles_have_one_decimal_up_to_ten(distance: float, text: str) -> None:
    assert formatting.miles(distance) == text


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("+13035550142", "(303) 555-0142"),
        ("+442079460958", "+44 20 7946 0958"),
        ("no number at all", "no number at all"),
    ],
)
def test_a_phone_number_is_written_as_its_country_does(number: str, text: str) -> None:
    assert formatting.phone(number) == text


def test_a_day_names_its_month() -> None:
    assert formatting.day(date(2026, 3, 1)) == "March 1, 2026"


@pytest.mark.parametrize(
    ("days", "text"),
    [
        (-1, "today"),
        (0, "today"),
        (1, "yesterday"),
        (2, "2 days ago"),
        (90, "90 days ago"),
        (91, "on July 4, 2026"),
    ],
)
def test_a_recent_day_is_told_by_its_distance(days: int, text: str) -> None:
    assert formatting.days_ago(TODAY - timedelta(days=days), TODAY) == text
