"""A search as plain values: its order, its lengths, its filters, and leaving one out."""

import pytest

from directory.models import Place
from directory.search.query import SearchQuery, Sort

DENVER = Place(name="Denver", state="CO", latitude=39.74, longitude=-104.99)


@pytest.mark.parametrize(
    ("place", "asked", "order"),
    [
        (DENVER, "", Sort.DISTANCE),
        (DENVER, "distance", Sort.DISTANCE),
        (DENVER, "rate", Sort.RATE),
        (DENVER, "experience", Sort.EXPERIENCE),
        (DENVER, "nonsense", Sort.DISTANCE),
        (None, "", Sort.EXPERIENCE),
        (None, "distance", Sort.EXPERIENCE),
        (None, "rate", Sort.RATE),
        (None, "nonsense", Sort.EXPERIENCE),
    ],
)
def test_the_order_is_the_one_asked_for_where_it_makes_sense(
    place: Place | None, asked: str, order: Sort
) -> None:
    assert SearchQuery(place=place, sort=asked).order is order


def test_the_price_meant_is_that_of_60_minutes() -> None:
    assert SearchQuery().lengths == (60,)
    assert SearchQuery().shown_length == 60


def test_of_several_chosen_lengths_the_shortest_is_shown() -> None:
    query = SearchQuery(chosen={"length": ("120", "30", "90")})

    assert query.lengths == (30, 90, 120)
    assert query.shown_length == 30


def test_the_filters_in_use_are_named() -> None:
    query = SearchQuery(chosen={"technique": ("sports",), "setting": ()}, max_rate=90, min_years=3)

    assert query.filters == ["technique", "max_rate", "min_years"]
    assert SearchQuery(place=DENVER).filters == []


@pytest.mark.parametrize("name", ["technique", "max_rate", "min_years"])
def test_leaving_out_one_filter_leaves_the_others(name: str) -> None:
    query = SearchQuery(
        place=DENVER, chosen={"technique": ("sports",)}, max_rate=90, min_years=3, sort="rate"
    )

    without = query.without(name)

    assert without.filters == [one for one in query.filters if one != name]
    assert (without.place, without.sort) == (DENVER, "rate")
    assert name in query.filters
