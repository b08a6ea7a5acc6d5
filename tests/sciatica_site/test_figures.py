"""Numbers about the whole site are said so that small ones point at nobody."""

from __future__ import annotations

from datetime import timedelta

import pytest

from sciatica_site.figures import duration, share, told


@pytest.mark.parametrize(
    ("number", "words"),
    [(0, "none"), (1, "fewer than 5"), (4, "fewer than 5"), (5, "5"), (1204, "1,204")],
)
def test_small_numbers_are_not_told(number: int, words: str) -> None:
    assert told(number) == words


@pytest.mark.parametrize(
    ("part", "whole", "words"),
    [
        (0, 0, "too few to say"),
        (4, 4, "too few to say"),
        (0, 10, "0%"),
        (5, 10, "50%"),
        (10, 10, "100%"),
        (999, 1000, "99%"),
        (1, 1000, "1%"),
    ],
)
def test_all_and_none_are_said_only_when_they_are_meant(part: int, whole: int, words: str) -> None:
    assert share(part, whole) == words


@pytest.mark.parametrize(
    ("time", "words"),
    [
        (None, "too few to say"),
        (timedelta(minutes=1), "1 hour"),
        (timedelta(hours=2, minutes=1), "3 hours"),
        (timedelta(hours=48), "48 hours"),
        (timedelta(hours=49), "3 days"),
    ],
)
def test_waiting_times_are_rounded_up(time: timedelta | None, words: str) -> None:
    assert duration(time) == words
