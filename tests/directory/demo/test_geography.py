from __future__ import annotations

from collections import Counter

import pytest

from directory.demo.chance import seeded
from directory.demo.geography import Geography, ZipCode
from directory.search.circle import miles_between, unit_vector
from tests.factories.demo import demo_geography
from tests.factories.spots import SPOTS, load_spots

LARGE = [ZipCode(f"8020{n}", "Large", "CO", 39.7 + n / 100, -105.0) for n in range(8)]
SMALL = ZipCode("81001", "Small", "CO", 38.27, -104.6)


def miles(one: tuple[float, float], other: tuple[float, float]) -> float:
    a, b = unit_vector(*one), unit_vector(*other)
    return miles_between(sum(x * y for x, y in zip(a, b, strict=True)))


def test_more_people_work_in_larger_cities() -> None:
    geography = Geography([*LARGE, SMALL], {})
    rng = seeded(1)

    cities = Counter(geography.draw(rng).city for _ in range(500))

    assert cities["Large"] > 8 * cities["Small"] > 0


def test_a_metro_gets_its_share_and_takes_in_its_suburbs() -> None:
    suburb = ZipCode("80012", "Suburb", "CO", 39.75, -104.84)
    geography = Geography([*LARGE, SMALL, suburb], {"Large, CO": 100.0})
    rng = seeded(1)

    cities = Counter(geography.draw(rng).city for _ in range(300))

    assert cities["Suburb"] > 0
    assert cities["Small"] == 0


def test_a_metro_that_the_table_does_not_have_is_left_out() -> None:
    geography = Geography([SMALL], {"Atlantis, CO": 100.0})

    assert geography.draw(seeded(1)).city == "Small"


def test_points_are_scattered_a_little_around_the_zip_code() -> None:
    geography = demo_geography("Denver")
    rng = seeded(1)

    spots = [geography.draw(rng) for _ in range(100)]

    assert len({spot[3:5] for spot in spots}) == 100
    assert all(miles((s.latitude, s.longitude), SPOTS["Denver"].point) < 5 for s in spots)


def test_a_second_place_is_near_and_in_the_same_state() -> None:
    geography = demo_geography()
    denver = geography.at_code(seeded(1), "80202")
    rng = seeded(1)

    second = {geography.near(rng, denver, 14).city for _ in range(40)}

    assert second == {"Denver", "Aurora"}


def test_a_zip_code_that_is_not_there_gives_some_other_place() -> None:
    assert demo_geography("Boulder").at_code(seeded(1), "80202").city == "Boulder"


def test_nobody_can_be_placed_in_an_empty_country() -> None:
    with pytest.raises(ValueError, match="no ZIP codes"):
        Geography([], {})


@pytest.mark.django_db
def test_the_table_of_places_is_read() -> None:
    load_spots()

    assert set(Geography.from_database().by_code) == {s.postal_code for s in SPOTS.values()}
