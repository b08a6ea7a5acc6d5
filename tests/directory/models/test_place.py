"""What a place is called, and what no place row may say."""

import pytest
from django.db import IntegrityError, transaction

from directory.models import Place
from tests.factories.places import PlaceFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("values", "label"),
    [
        ({}, "Denver, CO"),
        ({"postal_code": "80202"}, "80202 (Denver, CO)"),
        ({"name": "Oakwood", "state": "OH", "county": "Lee County"}, "Oakwood, OH (Lee County)"),
        ({"name": "Mile High City", "canonical_name": "Denver"}, "Denver, CO"),
    ],
)
def test_label_says_city_and_state(values: dict[str, str], label: str) -> None:
    place = PlaceFactory.build(**values)

    assert place.label == label
    assert str(place) == label


def test_point_is_latitude_and_longitude() -> None:
    assert PlaceFactory.build(latitude=1.5, longitude=-2.5).point == (1.5, -2.5)


def test_largest_first_puts_size_before_name() -> None:
    small, large = PlaceFactory(name="Alma"), PlaceFactory(name="Zion", weight=5)

    assert list(Place.objects.largest_first()) == [large, small]


def test_canonical_leaves_out_other_spellings() -> None:
    city = PlaceFactory()
    alias = PlaceFactory(name="Mile High City", canonical_name="Denver")

    assert alias.is_alias
    assert list(Place.objects.canonical()) == [city]


@pytest.mark.parametrize(
    "values",
    [
        {"latitude": 90.1},
        {"longitude": -180.5},
        {"key": ""},
        {"state": ""},
        {"kind": "city", "postal_code": "80202"},
        {"kind": "zip", "postal_code": ""},
        {"kind": "zip", "postal_code": "80202", "key": "80203"},
    ],
)
def test_impossible_place_is_refused_by_the_database(values: dict[str, object]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        PlaceFactory(**values)


def test_same_name_twice_in_a_state_needs_two_counties() -> None:
    PlaceFactory()
    PlaceFactory(county="Lee County")

    with pytest.raises(IntegrityError), transaction.atomic():
        PlaceFactory(county="Lee County")
