"""Parsing an address: what is right is used, what is wrong is said and left out."""

from typing import Any

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from directory.choices import FacetGroup
from directory.filters import HIGHEST_RATE, MOST_VALUES, MOST_YEARS, ParsedSearch, TherapistFilter
from directory.filters import parse as parse_data
from directory.search import Catalogue
from directory.search.catalogue import Value
from directory.search.query import RADII_MILES
from tests.factories.places import PlaceFactory


def make_catalogue() -> Catalogue:
    wanted = [
        ("technique", "swedish"),
        ("technique", "deep-tissue"),
        ("length", "60"),
        ("length", "90"),
        ("accepting", "1"),
    ]
    values = [Value(group, slug, slug.title(), bit) for bit, (group, slug) in enumerate(wanted)]
    groups = {
        group: tuple(value for value in values if value.group == group)
        for group in FacetGroup.values
    }
    return Catalogue(groups, {(value.group, value.slug): value for value in values})


CATALOGUE = make_catalogue()


def parse(query_string: str) -> ParsedSearch:
    return parse_data(QueryDict(query_string), CATALOGUE)


def test_nothing_asked_means_the_whole_country() -> None:
    parsed = parse("")

    assert parsed.query.place is None
    assert parsed.query.filters == []
    assert parsed.query.miles == 25
    assert (parsed.errors, parsed.notes, parsed.can_run) == ({}, {}, True)


def test_every_group_of_the_address_contract_is_a_parameter() -> None:
    assert set(FacetGroup.values) <= set(TherapistFilter.base_filters)
    assert {"near", "miles", "max_rate", "min_years", "sort"} <= set(TherapistFilter.base_filters)


def test_values_of_a_group_are_read_once_each_in_their_order() -> None:
    parsed = parse("technique=deep-tissue&technique=swedish&technique=deep-tissue&accepting=1")

    assert parsed.query.chosen == {
        "technique": ("deep-tissue", "swedish"),
        "accepting": ("1",),
    }


@pytest.mark.parametrize(
    ("query_string", "note"),
    [
        ("technique=nope", "“nope”"),
        ("technique=nope&technique=%3Cb%3E", "nope, <b>"),
    ],
)
def test_an_unknown_value_is_named_and_costs_nothing_else(query_string: str, note: str) -> None:
    parsed = parse(query_string + "&technique=swedish&max_rate=90")

    assert parsed.query.chosen == {"technique": ("swedish",)}
    assert parsed.query.max_rate == 90
    assert note in parsed.notes["technique"]
    assert parsed.can_run


def test_what_only_a_crafted_address_has_is_left_unread() -> None:
    many = "&".join(f"technique=word-{number}" for number in range(200))

    parsed = parse(f"{many}&technique=%00&length=" + "9" * 5000)

    assert "word-39" in parsed.notes["technique"]
    assert f"word-{MOST_VALUES}" not in parsed.notes["technique"]
    assert len(parsed.notes["length"]) < 120


def test_a_null_character_is_no_value() -> None:
    parsed = parse("technique=%00&technique=a%00b&sort=%00&page=%00")

    assert (parsed.query.chosen, parsed.notes) == ({}, {})
    assert parsed.can_run


@pytest.mark.parametrize("miles", RADII_MILES)
def test_the_radius_is_one_of_five(miles: int) -> None:
    assert parse(f"miles={miles}").query.miles == miles


@pytest.mark.parametrize("typed", ["-5", "0", "26", "1e9", "abc", "٢٥", "9" * 23, "%00"])
def test_another_radius_is_refused_and_25_miles_are_taken(typed: str) -> None:
    parsed = parse(f"miles={typed}")

    assert parsed.query.miles == 25
    assert parsed.errors["miles"]
    assert parsed.can_run


@pytest.mark.parametrize(
    ("typed", "value"), [("90", 90), (" 90 ", 90), ("1", 1), ("1000", HIGHEST_RATE), ("", None)]
)
def test_a_price_limit_is_whole_dollars(typed: str, value: int | None) -> None:
    parsed = parse(f"max_rate={typed}")

    assert parsed.query.max_rate == value
    assert "max_rate" not in parsed.errors


NO_NUMBERS = ["abc", "-1", "1001", "9.5", "1e3", "9" * 23, "9" * 5000, "%00", "90%00"]


@pytest.mark.parametrize(
    ("name", "typed"),
    [("max_rate", "0"), *[(n, typed) for n in ("max_rate", "min_years") for typed in NO_NUMBERS]],
)
def test_a_number_that_makes_no_sense_is_left_out_and_said(name: str, typed: str) -> None:
    parsed = parse(f"{name}={typed}&technique=swedish")

    assert getattr(parsed.query, name) is None
    assert parsed.errors[name]
    assert parsed.query.chosen == {"technique": ("swedish",)}
    assert parsed.can_run


@pytest.mark.parametrize(("typed", "value"), [("5", 5), ("60", MOST_YEARS), ("0", None)])
def test_years_are_whole_and_0_asks_for_nothing(typed: str, value: int | None) -> None:
    parsed = parse(f"min_years={typed}")

    assert parsed.query.min_years == value
    assert "min_years" not in parsed.errors


@pytest.mark.django_db
def test_a_place_that_is_known_is_searched_from() -> None:
    denver = PlaceFactory(name="Denver", state="CO")

    parsed = parse("near=++denver,+co+&miles=50")

    assert parsed.query.place == denver
    assert parsed.query.miles == 50
    assert parsed.near == "denver, co"
    assert parsed.can_run


@pytest.mark.django_db
def test_a_place_that_may_be_several_waits_for_a_choice() -> None:
    for state in ("IL", "MO"):
        PlaceFactory(name="Springfield", state=state)

    parsed = parse("near=Springfield")

    assert not parsed.can_run
    assert parsed.answer is not None
    assert {place.state for place in parsed.answer.choices} == {"IL", "MO"}
    assert parsed.near == "Springfield"


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["00000", "Nowhere", "٧٨٧٠١", "%00", "x" * 5000])
def test_a_place_that_is_not_known_stops_the_search_but_stays_typed(typed: str) -> None:
    parsed = parse(f"near={typed}&technique=swedish")

    assert not parsed.can_run
    assert parsed.query.chosen == {"technique": ("swedish",)}
    assert parsed.errors.get("near") or (parsed.answer and parsed.answer.problem)
    assert "\x00" not in parsed.near
    assert parsed.near == typed[:100] or typed == "%00"


def test_blanks_are_no_place() -> None:
    assert parse("near=+++").can_run


words = st.text(max_size=30)


@given(
    st.lists(
        st.tuples(
            st.one_of(
                st.sampled_from([*TherapistFilter.base_filters, "page", "nonsense"]).filter(
                    lambda name: name != "near"
                ),
                words,
            ),
            st.one_of(words, st.sampled_from(["swedish", "60", "1", "90", "-1", "٣", "\x00"])),
        ).filter(lambda pair: pair[0] != "near"),
        max_size=12,
    )
)
def test_no_address_stops_a_search_but_for_its_place(pairs: list[tuple[str, Any]]) -> None:
    data = QueryDict(mutable=True)
    for name, value in pairs:
        data.appendlist(name, value)

    parsed = parse_data(data, CATALOGUE)

    assert parsed.can_run
    for group, slugs in parsed.query.chosen.items():
        assert all(CATALOGUE.find(group, slug) for slug in slugs)


def test_an_unreadable_character_is_said_in_plain_words() -> None:
    parsed = parse("near=%00")

    assert "cannot read" in parsed.errors["near"]
    assert not parsed.can_run
