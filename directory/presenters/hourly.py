"""Prices made comparable: what an hour costs, at a length that as many as possible offer."""

from collections.abc import Mapping, Sequence

#: In minutes.
HOUR = 60


def comparable_length(rates: Sequence[Mapping[int, int]]) -> int | None:
    """The length nearest an hour at which all who state prices state one; None without any.

    `rates` are cents by minutes, one mapping for each therapist.
    """
    stated = [set(one) for one in rates if one]
    shared = set.intersection(*stated) if stated else set()
    return nearest_an_hour(shared)


def nearest_an_hour(minutes: set[int]) -> int | None:
    """The longer one of two that are equally near, since short sessions are dear by the hour."""
    return min(minutes, key=lambda one: (abs(one - HOUR), -one), default=None)


def per_hour(cents: int, minutes: int) -> int:
    """Cents for 60 minutes, half a cent rounded up."""
    return (2 * cents * HOUR + minutes) // (2 * minutes)
