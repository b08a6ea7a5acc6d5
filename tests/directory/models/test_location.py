"""Places of work in words."""

from datetime import time

import pytest

from directory.models import OpeningHours, PracticeLocation


@pytest.mark.parametrize(
    ("neighborhood", "area"), [("", "Denver, CO"), ("Capitol Hill", "Capitol Hill, Denver, CO")]
)
def test_the_area_is_told_as_a_neighbor_would(neighborhood: str, area: str) -> None:
    place = PracticeLocation(city="Denver", state="CO", neighborhood=neighborhood)

    assert place.area == area
    assert str(place) == "Denver, CO"


def test_opening_hours_name_their_day() -> None:
    hours = OpeningHours(weekday=5, opens=time(9), closes=time(17, 30))

    assert str(hours) == "Saturday 09:00 to 17:30"
