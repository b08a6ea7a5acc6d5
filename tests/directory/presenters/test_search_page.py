"""The search page in words: heading, chips, filter groups, and links that keep the rest."""

from typing import Any
from urllib.parse import parse_qsl

import pytest
from django.http import QueryDict

from directory.filters import parse
from directory.presenters.search_page import SearchPage
from directory.search import load_catalogue, search
from tests.factories.directory import TherapistFactory
from tests.factories.places import PlaceFactory
from tests.factories.spots import load_spots

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]


@pytest.fixture(autouse=True)
def places() -> None:
    load_spots()


def page(query_string: str = "") -> SearchPage:
    data, catalogue = QueryDict(query_string), load_catalogue()
    parsed = parse(data, catalogue)
    result = search(parsed.query, catalogue) if parsed.can_run else None
    return SearchPage(data, parsed, catalogue, result)


def pairs(url: str) -> list[tuple[str, str]]:
    assert url.startswith("?")
    return parse_qsl(url[1:], keep_blank_values=True)


@pytest.mark.parametrize(
    ("people", "query_string", "heading"),
    [
        (0, "", "No massage therapists in the United States"),
        (1, "", "1 massage therapist in the United States"),
        (2, "near=80202", "2 massage therapists within 25 miles of 80202 (Denver, CO)"),
        (1, "near=80202&miles=5", "1 massage therapist within 5 miles of 80202 (Denver, CO)"),
        (1, "near=00000", "Find a massage therapist"),
    ],
)
def test_the_heading_says_how_many_and_where(people: int, query_string: str, heading: str) -> None:
    for _ in range(people):
        TherapistFactory(published=True)

    assert page(query_string).heading == heading


def test_a_place_that_may_be_several_is_asked_back_and_the_rest_is_kept() -> None:
    for state in ("IL", "MO"):
        PlaceFactory(name="Springfield", state=state)

    shown = page("near=Springfield&miles=50&technique=sports&max_rate=90&page=3")

    assert shown.heading == "Which place do you mean?"
    assert "several places called Springfield" in shown.place_problem
    assert {way.text for way in shown.choices} == {"Springfield, IL", "Springfield, MO"}
    for way in shown.choices:
        kept = pairs(way.url)
        assert ("near", way.text) in kept
        assert {("miles", "50"), ("technique", "sports"), ("max_rate", "90")} <= set(kept)
        assert "page" not in dict(kept)


def test_each_thing_searched_for_has_a_chip_that_removes_it_and_only_it() -> None:
    shown = page(
        "near=80202&miles=50&technique=sports&technique=swedish&length=90&max_rate=120"
        "&min_years=1&sort=rate&page=2"
    )

    everything = {
        ("near", "80202"), ("miles", "50"), ("technique", "sports"), ("technique", "swedish"),
        ("length", "90"), ("max_rate", "120"), ("min_years", "1"), ("sort", "rate"),
    }  # fmt: skip
    removed = {chip.text: everything - set(pairs(chip.url)) for chip in shown.chips}
    assert removed == {
        "80202 (Denver, CO), 50 miles": {("near", "80202"), ("miles", "50")},
        "Sports massage": {("technique", "sports")},
        "Swedish (relaxation) massage": {("technique", "swedish")},
        "90 minutes": {("length", "90")},
        "At most $120 for 90 minutes": {("max_rate", "120")},
        "At least 1 year": {("min_years", "1")},
    }
    for chip in shown.chips:
        assert set(pairs(chip.url)) <= everything


def test_a_search_for_nothing_has_no_chips() -> None:
    assert page().chips == []


def test_a_group_offers_what_somebody_has_and_what_is_chosen() -> None:
    TherapistFactory(published=True, techniques=["swedish"])

    groups = {group.name: group for group in page("technique=sports").groups}

    options = [(one.value.slug, one.count, one.is_chosen) for one in groups["technique"].options]
    assert options == [("swedish", 1, False), ("sports", 0, True)]
    assert "language" not in groups


def test_groups_open_when_something_in_them_is_chosen_or_wrong() -> None:
    TherapistFactory(published=True, techniques=["swedish"], languages=["en"], gender="woman")

    is_open = {group.name: group.is_open for group in page("gender=woman&language=klingon").groups}

    assert is_open["technique"]
    assert is_open["gender"]
    assert is_open["language"]
    assert not is_open["setting"]


def test_a_word_that_is_not_known_is_named_in_its_group() -> None:
    TherapistFactory(published=True, techniques=["swedish"])

    groups = {group.name: group for group in page("technique=nope").groups}

    assert "“nope”" in groups["technique"].note


@pytest.mark.parametrize("query_string", ["technique=nope&near=00000", "language=klingon"])
def test_a_word_that_is_not_known_is_named_even_where_there_is_nothing_to_choose(
    query_string: str,
) -> None:
    TherapistFactory(published=True, techniques=["swedish"])

    assert any("We do not know" in group.note for group in page(query_string).groups)


def test_choices_and_numbers_stay_typed_while_a_place_is_wrong() -> None:
    shown = page("near=00000&technique=sports&max_rate=abc&min_years=5")

    (group,) = [group for group in shown.groups if group.name == "technique"]
    assert [one.value.slug for one in group.options if one.is_chosen] == ["sports"]
    assert shown.typed == {"max_rate": "abc", "min_years": "5"}


@pytest.mark.parametrize("typed", ["9" * 23, "<b>", "not a number at all, is it"])
def test_a_number_box_shows_again_what_was_typed(typed: str) -> None:
    assert page(f"max_rate={typed}").typed["max_rate"] == typed


def test_sorting_by_distance_needs_a_place() -> None:
    assert [value for value, _, _ in page().sorts] == ["rate", "experience"]
    assert [value for value, _, chosen in page().sorts if chosen] == ["experience"]
    near = page("near=80202").sorts
    assert [value for value, _, chosen in near if chosen] == ["distance"]


@pytest.mark.parametrize("value", ["nope", "%00", "x" * 500])
def test_an_order_that_is_not_known_does_not_travel_on(value: str) -> None:
    assert "sort" not in dict(pairs("?" + page(f"sort={value}&max_rate=90").base_query))


def test_page_links_keep_everything_but_the_page() -> None:
    query = page("near=80202&miles=5&technique=sports&page=2").base_query

    assert pairs("?" + query) == [("near", "80202"), ("miles", "5"), ("technique", "sports")]


def test_what_was_wrong_does_not_travel_on() -> None:
    query = page("near=80202&miles=7&technique=nope&max_rate=abc&nonsense=1").base_query

    assert pairs("?" + query) == [("near", "80202"), ("miles", "25")]


def test_ways_out_say_what_to_leave_out_and_what_that_gives() -> None:
    TherapistFactory(published=True, techniques=["swedish"], rates={60: 9500})
    TherapistFactory(published=True, place="Boulder", techniques=["sports"], rates={60: 6000})

    shown = page("near=80202&miles=10&technique=swedish&technique=prenatal&max_rate=60")

    assert shown.total == 0
    ways = {way.text: set(pairs(way.url)) for way in shown.ways_out}
    assert list(ways) == ["Leave out “price limit”: 1 therapist"]
    assert ("max_rate", "60") not in ways["Leave out “price limit”: 1 therapist"]


def test_a_wider_circle_is_a_way_out() -> None:
    TherapistFactory(published=True, place="Boulder", techniques=["sports"])

    shown = page("near=80202&miles=5&technique=sports")

    texts = [way.text for way in shown.ways_out]
    assert texts[0].startswith("Search within 25 miles: 1 therapist")
    assert {("technique", "sports"), ("miles", "25")} <= set(pairs(shown.ways_out[0].url))


def test_where_no_single_change_helps_the_way_out_drops_all_filters() -> None:
    TherapistFactory(published=True, place="Boulder", techniques=["sports"])

    shown = page("near=80202&miles=5&technique=swedish&technique=prenatal&min_years=9&sort=rate")

    (way,) = shown.ways_out
    assert way.text == "Search within 100 miles without filters: 1 therapist"
    assert pairs(way.url) == [("near", "80202"), ("miles", "100")]


def test_filters_are_counted_by_group() -> None:
    shown: Any = page("near=80202&technique=sports&technique=swedish&max_rate=90")

    assert shown.chosen_count == 2
