"""Addresses of searches: what is in force stays, what was wrong or is left out goes."""

from urllib.parse import parse_qsl

import pytest

from directory.presenters.search_address import SearchAddress
from tests.directory.pages import pairs
from tests.directory.search_pages import page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary", "spots")]


@pytest.mark.parametrize("value", ["nope", "%00", "x" * 500])
def test_an_order_that_is_not_known_does_not_travel_on(value: str) -> None:
    assert "sort" not in dict(pairs("?" + page(f"sort={value}&max_rate=90").base_query))


def test_page_links_keep_everything_but_the_page() -> None:
    query = page("near=80202&miles=5&technique=sports&page=2").base_query

    assert pairs("?" + query) == [("near", "80202"), ("miles", "5"), ("technique", "sports")]


def test_what_was_wrong_does_not_travel_on() -> None:
    query = page("near=80202&miles=7&technique=nope&max_rate=abc&nonsense=1").base_query

    assert pairs("?" + query) == [("near", "80202"), ("miles", "25")]


def address(query_string: str) -> SearchAddress:
    return page(query_string).address


def test_words_and_saved_therapists_travel_along() -> None:
    kept = address("q=piriformis&near=80202&technique=sports&t=ana&t=ben")

    assert parse_qsl(kept.query) == [
        ("near", "80202"), ("miles", "25"), ("q", "piriformis"), ("technique", "sports"),
        ("t", "ana"), ("t", "ben"),
    ]  # fmt: skip


@pytest.mark.parametrize("query_string", ["q=", "q=%00", "q=the", "q=" + "x" * 500])
def test_words_that_were_not_searched_for_stay_behind(query_string: str) -> None:
    assert address(query_string).query == ""


def test_a_change_replaces_and_nothing_leaves_out() -> None:
    start = address("near=80202&technique=sports&max_rate=90")

    assert pairs(start.changed(miles="50", max_rate=None)) == [
        ("near", "80202"), ("technique", "sports"), ("miles", "50"),
    ]  # fmt: skip


def test_one_of_several_values_can_be_left_out() -> None:
    start = address("technique=sports&technique=swedish")

    assert pairs(start.without("technique", "sports")) == [("technique", "swedish")]


def test_the_path_is_that_of_the_first_page() -> None:
    assert address("page=3").path == "/therapists/"
    assert address("technique=sports&page=3").path == "/therapists/?technique=sports"


def test_starting_again_keeps_what_was_saved() -> None:
    assert address("technique=sports").everybody == "/therapists/"
    assert address("technique=sports&t=ana").everybody == "/therapists/?t=ana"
    assert pairs(address("near=80202&technique=sports&t=ana").bare(100)) == [
        ("near", "80202"), ("miles", "100"), ("t", "ana"),
    ]  # fmt: skip


def test_saving_adds_to_what_the_address_carries() -> None:
    start = address("near=80202&t=ana")

    assert start.saving("ben") == "/therapists/shortlist/?t=ana&t=ben"
    assert start.saving("ana") == "/therapists/shortlist/?t=ana"


def test_saving_one_too_many_lets_the_shortlist_say_so() -> None:
    full = address("&".join(f"t=person-{number}" for number in range(6)))

    assert len(pairs(full.saving("ana"))) == 7


@pytest.mark.parametrize("slug", ["%00", "a b", "%3Cx%3E", "", "x" * 300])
def test_what_cannot_be_a_slug_is_not_carried_along(slug: str) -> None:
    assert address(f"t={slug}").query == ""
