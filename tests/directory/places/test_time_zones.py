"""Every state has a time zone, and names that are none lead to it."""

import zoneinfo

import pytest

from directory.places.states import STATES
from directory.places.time_zones import OF_STATES, zone


def test_every_zone_of_a_state_is_a_real_one() -> None:
    assert set(OF_STATES) <= set(STATES)
    assert set(OF_STATES.values()) <= zoneinfo.available_timezones()


@pytest.mark.parametrize(
    ("name", "state", "expected"),
    [
        ("America/Denver", "TX", "America/Denver"),
        ("Napakiak", "AK", "America/Anchorage"),
        ("", "TX", "America/Chicago"),
        ("", "", "America/Chicago"),
        ("../../etc/passwd", "CO", "America/Denver"),
        ("America/Den\0ver", "XX", "America/Chicago"),
        ("\ud800", "HI", "Pacific/Honolulu"),
    ],
)
def test_zone_by_name_or_else_by_state(name: str, state: str, expected: str) -> None:
    assert zone(name, state).key == expected
