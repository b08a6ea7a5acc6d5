"""A point on the map leads to the ZIP code that is nearest to it."""

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from directory.models import Place
from directory.places.gathering import miles_apart
from directory.places.nearest import nearest_zip_code
from tests.factories.places import PlaceFactory, load_real_places

pytestmark = pytest.mark.django_db


def zip_code(code: str, latitude: float, longitude: float, weight: int = 1) -> Place:
    place: Place = PlaceFactory(
        postal_code=code, latitude=latitude, longitude=longitude, weight=weight
    )
    return place


def found(latitude: float, longitude: float) -> str:
    place = nearest_zip_code(latitude, longitude)
    return place.postal_code if place else ""


def test_the_nearest_zip_code_is_found_in_one_query(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    load_real_places()

    with django_assert_num_queries(1):
        assert found(39.74, -104.99) == "80202"
    with django_assert_num_queries(1):
        assert found(40.75, -73.99) == "10001"


def test_far_from_any_town_a_second_query_looks_farther(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    load_real_places()

    with django_assert_num_queries(2):
        assert found(42.3, -100.0) == "69201"


@pytest.mark.parametrize(
    "point", [(51.5, -0.12), (0.0, 0.0), (90.0, 0.0), (-90.0, 180.0), (19.43, -99.13)]
)
def test_outside_the_united_states_there_is_none(
    point: tuple[float, float], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    load_real_places()

    with django_assert_num_queries(2):
        assert nearest_zip_code(*point) is None


def test_a_degree_of_longitude_is_shorter_than_one_of_latitude() -> None:
    zip_code("99701", 64.90, -147.70)
    zip_code("99709", 64.84, -147.80)

    assert found(64.84, -147.70) == "99709"


def test_a_corner_of_the_box_does_not_win_over_what_lies_just_outside_of_it() -> None:
    mile = 1 / 69.09
    zip_code("11111", 11 * mile, 11 * mile)  # 15.6 miles away, but within 12 each way
    zip_code("22222", 13 * mile, 0)

    assert found(0, 0) == "22222"


def test_the_date_line_is_no_border() -> None:
    zip_code("99546", 51.88, -179.95)
    zip_code("99547", 51.88, 179.5)

    assert found(51.88, 179.98) == "99546"
    assert found(51.88, -180.0) == "99546"
    assert found(51.88, 180.0) == "99546"
    assert found(51.88, 179.6) == "99547"


def test_post_office_boxes_have_to_be_clearly_nearer() -> None:
    zip_code("80201", 39.75, -105.00, weight=0)
    zip_code("80202", 39.76, -105.00)

    assert found(39.75, -105.00) == "80202"
    assert found(39.65, -105.00) == "80202"

    zip_code("81657", 39.60, -105.00, weight=0)

    assert found(39.60, -105.00) == "81657"


def test_of_several_at_one_point_the_lowest_number_is_taken() -> None:
    for code in ("80299", "80265", "80238"):
        zip_code(code, 39.74, -104.98)

    assert found(39.74, -104.99) == "80238"


def test_cities_are_not_meant() -> None:
    PlaceFactory(name="Denver")

    assert found(39.74, -104.99) == ""


def test_it_is_the_nearest_of_all() -> None:
    chance = random.Random(7)
    points = {
        f"{10_000 + number}": (chance.uniform(60, 66), chance.uniform(-152, -144))
        for number in range(300)
    }
    for code, point in points.items():
        zip_code(code, *point)

    for _ in range(40):
        here = chance.uniform(61, 65), chance.uniform(-151, -145)
        assert found(*here) == min(points, key=lambda code: miles_apart(here, points[code]))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.floats(-90, 90), st.floats(-180, 180))
def test_every_point_on_the_globe_has_an_answer(latitude: float, longitude: float) -> None:
    if not Place.objects.exists():
        load_real_places()

    place = nearest_zip_code(latitude, longitude)

    assert place is None or miles_apart((latitude, longitude), place.point) <= 100
