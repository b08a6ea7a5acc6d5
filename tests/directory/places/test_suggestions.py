"""Unknown places lead to others that are near or alike."""

import pytest

from directory.places import suggestions
from directory.places.parsing import parse
from tests.factories.places import PlaceFactory

pytestmark = pytest.mark.django_db


def test_zip_codes_near_by_number_come_nearest_first() -> None:
    for code in ("80201", "80210", "80290", "80301"):
        PlaceFactory(postal_code=code)

    places = suggestions.near_zip_code("80212")

    assert [place.postal_code for place in places] == ["80210", "80201", "80290"]


def test_zip_codes_with_street_delivery_come_before_boxes() -> None:
    PlaceFactory(postal_code="80211", weight=0)
    PlaceFactory(postal_code="80290", weight=1)

    places = suggestions.near_zip_code("80212")

    assert [place.postal_code for place in places] == ["80290", "80211"]


def test_largest_cities_leave_out_other_spellings_and_states() -> None:
    PlaceFactory(name="Boulder", weight=5)
    PlaceFactory(name="Mile High City", canonical_name="Denver", weight=9)
    PlaceFactory(name="Omaha", state="NE", weight=9)

    assert [place.name for place in suggestions.largest_cities("CO")] == ["Boulder"]


@pytest.mark.parametrize(
    "text",
    [
        "Bouldr",  # a letter left out
        "Bolder, CO",
        "Voulder, CO",  # the first letter wrong
        "Boulder Colorad",  # the state unreadable
        "Boulder, XX",
        "Boulder, Wyoming",  # the state wrong
        "boul",  # only begun
    ],
)
def test_name_much_like_it_is_suggested(text: str) -> None:
    boulder = PlaceFactory(name="Boulder")
    PlaceFactory(name="Omaha", state="NE")

    assert suggestions.like_city(parse(text)) == (boulder,)


def test_suggestions_in_the_typed_state_come_first() -> None:
    large = PlaceFactory(name="Boulder", state="CO", weight=9)
    small = PlaceFactory(name="Boulder", state="MT")

    assert suggestions.like_city(parse("Bolder, MT")) == (small, large)
    assert suggestions.like_city(parse("Bolder")) == (large, small)


def test_place_is_suggested_once_however_many_spellings_fit() -> None:
    PlaceFactory(name="Boulder")
    PlaceFactory(name="Boulders", canonical_name="Boulder")

    assert len(suggestions.like_city(parse("Bouldes"))) == 1
