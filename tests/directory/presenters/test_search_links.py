"""Links of a search page: each keeps the rest, and says what it removes or gives."""

import pytest

from tests.directory.pages import pairs
from tests.directory.search_pages import page
from tests.factories.directory import TherapistFactory
from tests.factories.places import PlaceFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary", "spots")]


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


def test_words_have_a_chip_of_their_own() -> None:
    shown = page("q=piriformis&technique=sports")

    assert [(chip.text, pairs(chip.url)) for chip in shown.chips] == [
        ("“piriformis”", [("technique", "sports")]),
        ("Sports massage", [("q", "piriformis")]),
    ]


def test_words_that_nobody_has_can_be_left_out() -> None:
    TherapistFactory(published=True, techniques=["swedish"])

    ways = {way.text: pairs(way.url) for way in page("q=xylophone&technique=swedish").ways_out}

    assert ways == {"Leave out “xylophone”: 1 therapist": [("technique", "swedish")]}


def test_every_link_carries_the_saved_therapists_along() -> None:
    TherapistFactory(published=True, place="Boulder", techniques=["sports"])

    shown = page("near=80202&miles=5&technique=sports&t=ana")

    assert shown.ways_out
    for url in [link.url for link in [*shown.chips, *shown.ways_out]]:
        assert ("t", "ana") in pairs(url)


def test_smaller_places_of_the_same_name_are_offered() -> None:
    PlaceFactory(name="Aurora", state="CO", weight=5000)
    for state in ("IL", "MO", "NE", "OH", "OR", "SD"):
        PlaceFactory(name="Aurora", state=state, weight=1)

    shown = page("near=Aurora&technique=sports")

    assert shown.place is not None
    assert len(shown.other_places) == 5
    for way in shown.other_places:
        assert ("technique", "sports") in pairs(way.url)
        assert ("near", way.text) in pairs(way.url)
