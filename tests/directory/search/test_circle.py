"""Distances on the globe, and the cells that must hold every point of a circle."""

import math

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from directory.search.circle import (
    CELLS_AROUND,
    CELLS_UP,
    EARTH_RADIUS_MILES,
    Circle,
    Vector,
    cell_of,
    miles_between,
    unit_vector,
)
from directory.search.query import RADII_MILES

DENVER = (39.7392, -104.9903)
BOULDER = (40.0150, -105.2705)
NEW_YORK = (40.7128, -74.0060)
LOS_ANGELES = (34.0522, -118.2437)
HONOLULU = (21.3069, -157.8583)
ANCHORAGE = (61.2181, -149.9003)

Point = tuple[float, float]


def dot(one: Vector, two: Vector) -> float:
    return sum(a * b for a, b in zip(one, two, strict=True))


def miles(one: Point, two: Point) -> float:
    return miles_between(dot(unit_vector(*one), unit_vector(*two)))


def haversine(one: Point, two: Point) -> float:
    """The same distance by another formula."""
    phi1, phi2 = math.radians(one[0]), math.radians(two[0])
    half = math.sin((phi2 - phi1) / 2) ** 2
    half += math.cos(phi1) * math.cos(phi2) * math.sin(math.radians(two[1] - one[1]) / 2) ** 2
    return 2 * EARTH_RADIUS_MILES * math.asin(math.sqrt(min(1.0, half)))


def travel(start: Point, bearing: float, distance: float) -> Point:
    """Where one is after so many miles in one direction (bearing in degrees)."""
    angle = distance / EARTH_RADIUS_MILES
    phi, course = math.radians(start[0]), math.radians(bearing)
    sine = math.sin(phi) * math.cos(angle) + math.cos(phi) * math.sin(angle) * math.cos(course)
    latitude = math.asin(max(-1.0, min(1.0, sine)))
    turn = math.atan2(
        math.sin(course) * math.sin(angle) * math.cos(phi),
        math.cos(angle) - math.sin(phi) * math.sin(latitude),
    )
    longitude = (start[1] + math.degrees(turn) + 540) % 360 - 180
    return math.degrees(latitude), longitude


@pytest.mark.parametrize(
    ("one", "two", "expected"),
    [
        (DENVER, BOULDER, 24.1),
        (DENVER, NEW_YORK, 1626),
        (NEW_YORK, LOS_ANGELES, 2446),
        (HONOLULU, ANCHORAGE, 2780),
        (DENVER, DENVER, 0),
    ],
)
def test_distances_are_those_of_the_map(one: Point, two: Point, expected: float) -> None:
    assert miles(one, two) == pytest.approx(expected, rel=0.005, abs=0.001)


def test_rounding_never_takes_a_distance_out_of_range() -> None:
    assert miles_between(1.0000000000000002) == 0
    assert miles_between(-1.0000000000000002) == pytest.approx(math.pi * EARTH_RADIUS_MILES)


latitudes = st.floats(-90, 90)
longitudes = st.floats(-180, 180)


@given(latitudes, longitudes, latitudes, longitudes)
def test_the_dot_product_gives_the_same_distance_as_the_haversine_formula(
    latitude1: float, longitude1: float, latitude2: float, longitude2: float
) -> None:
    one, two = (latitude1, longitude1), (latitude2, longitude2)

    assert miles(one, two) == pytest.approx(haversine(one, two), abs=0.6, rel=1e-6)


@pytest.mark.parametrize("radius", RADII_MILES)
def test_the_rim_divides_inside_from_outside(radius: int) -> None:
    circle = Circle(*DENVER, radius)

    for bearing in range(0, 360, 15):
        inside = unit_vector(*travel(DENVER, bearing, radius - 0.001))
        outside = unit_vector(*travel(DENVER, bearing, radius + 0.001))
        assert dot(inside, circle.center) >= circle.least_dot
        assert dot(outside, circle.center) < circle.least_dot


@given(
    latitude=latitudes,
    longitude=longitudes,
    radius=st.sampled_from(RADII_MILES),
    bearing=st.floats(0, 360),
    share=st.floats(0, 0.999999),
)
@example(latitude=51.9, longitude=179.99, radius=100, bearing=90.0, share=0.99)
@example(latitude=51.9, longitude=-179.99, radius=100, bearing=270.0, share=0.99)
@example(latitude=89.9, longitude=0.0, radius=50, bearing=0.0, share=0.99)
@example(latitude=-90.0, longitude=0.0, radius=5, bearing=10.0, share=0.5)
@example(latitude=90.0, longitude=180.0, radius=100, bearing=10.0, share=0.0)
@example(latitude=88.6, longitude=12.0, radius=100, bearing=89.0, share=0.999)
def test_every_point_of_a_circle_lies_in_one_of_its_cells(
    latitude: float, longitude: float, radius: int, bearing: float, share: float
) -> None:
    circle = Circle(latitude, longitude, radius)
    point = travel((latitude, longitude), bearing, radius * share)
    assume(dot(unit_vector(*point), circle.center) >= circle.least_dot)

    assert cell_of(*point) in circle.cells()


@given(latitude=latitudes, longitude=longitudes, radius=st.sampled_from(RADII_MILES))
def test_cells_are_numbered_within_the_globe_and_each_is_named_once(
    latitude: float, longitude: float, radius: int
) -> None:
    cells = Circle(latitude, longitude, radius).cells()

    assert len(cells) == len(set(cells))
    assert min(cells) >= 0
    assert max(cells) < CELLS_AROUND * CELLS_UP
    assert cell_of(latitude, longitude) in cells


def test_a_circle_across_the_date_line_has_cells_on_both_sides() -> None:
    circle = Circle(51.9, 179.9, 25)

    assert cell_of(51.9, 179.7) in circle.cells()
    assert cell_of(51.9, -179.9) in circle.cells()


def test_a_circle_round_a_pole_has_the_cells_of_all_longitudes() -> None:
    cells = set(Circle(89.99, 0, 5).cells())

    assert all(cell_of(89.99, longitude) in cells for longitude in range(-180, 180, 7))


def test_the_western_and_the_eastern_edge_of_the_map_are_the_same_cell() -> None:
    assert cell_of(10, 180) == cell_of(10, -180)


def test_a_city_circle_reads_few_cells() -> None:
    assert len(Circle(*DENVER, 25).cells()) < 30
