"""The order of results, their pages, their cards, and ways out of an empty result."""

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
import time_machine

from directory.models import Place, SearchDoc, Therapist
from directory.search import SearchQuery, SearchResult, Sort, cards, doc, facet_totals, search
from directory.search.query import PAGE_SIZE, RADII_MILES
from directory.search.run import lengths_to_read
from tests.factories.directory import TherapistFactory
from tests.factories.spots import SPOTS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]

LATITUDE, LONGITUDE = SPOTS["Denver"].point
DENVER = Place(
    kind="zip", key="80202", name="Denver", state="CO", postal_code="80202",
    latitude=LATITUDE, longitude=LONGITUDE,
)  # fmt: skip
MILES_PER_DEGREE = 69.09


def miles_north(number: float) -> tuple[float, float]:
    return LATITUDE + number / MILES_PER_DEGREE, LONGITUDE


def names(result: SearchResult) -> list[str]:
    return [hit.facts.name for hit in result.hits]


def add(name: str, miles: float = 1.0, **values: Any) -> Therapist:
    therapist: Therapist = TherapistFactory(
        name=name, published=True, near=miles_north(miles), **values
    )
    return therapist


def test_the_nearest_come_first_with_their_distances() -> None:
    add("Far", 20)
    add("Near", 2)
    add("Beyond", 26)
    add("Middle", 7)

    result = search(SearchQuery(place=DENVER, miles=25))

    assert names(result) == ["Near", "Middle", "Far"]
    assert [hit.miles for hit in result.hits] == pytest.approx([2, 7, 20], rel=0.001)
    assert result.total == 3


def test_at_one_distance_specialists_come_first_then_who_confirmed_lately() -> None:
    asked = {"technique": ("deep-tissue",)}
    add("Offers it", techniques=["deep-tissue"])
    add("Offers it, silent for long", techniques=["deep-tissue"], confirmed_days_ago=100)
    add("Knows it best", techniques=["deep-tissue"], specialties=["deep-tissue"])
    add("Nearer", 0.5, techniques=["deep-tissue"], confirmed_days_ago=100)

    result = search(SearchQuery(place=DENVER, chosen=asked))

    assert names(result) == ["Nearer", "Knows it best", "Offers it", "Offers it, silent for long"]
    assert [hit.standing.specialties for hit in result.hits] == [0, 1, 0, 0]


def test_equals_take_turns_from_day_to_day() -> None:
    for number in range(4):
        add(f"Neighbor {number}")
    first = set()

    for day in range(1, 29):
        with time_machine.travel(datetime(2026, 2, day, 12), tick=False):
            first.add(names(search(SearchQuery(place=DENVER)))[0])

    assert first == {f"Neighbor {number}" for number in range(4)}


def test_words_find_names_techniques_and_answers() -> None:
    add("Piriformis Peters", 9)
    add("Says so", 3, approach_text="I look at the piriformis first.")
    add("Says nothing", 1)

    result = search(SearchQuery(place=DENVER, q="the piriformis"))

    assert names(result) == ["Says so", "Piriformis Peters"]
    assert names(search(SearchQuery(place=DENVER, q="piriformis", sort="relevance"))) == [
        "Piriformis Peters",
        "Says so",
    ]
    assert [hit.standing.relevance for hit in result.hits] == [1, 3]


def test_words_alone_are_ordered_by_relevance() -> None:
    add("Says so", practicing_since=1990, approach_text="I look at the piriformis first.")
    add("Piriformis Peters", practicing_since=2020)

    result = search(SearchQuery(q="piriformis"))

    assert result.query.order is Sort.RELEVANCE
    assert names(result) == ["Piriformis Peters", "Says so"]


def test_the_passage_with_the_words_comes_along() -> None:
    add("Says so", approach_text="I look at the piriformis first.")

    (hit,) = search(SearchQuery(q="piriformis")).hits

    assert hit.passage is not None
    assert hit.passage.question_key == "approach"
    assert ("piriformis", True) in hit.passage.pieces


def test_relevance_means_nothing_without_words() -> None:
    assert SearchQuery(sort="relevance").order is Sort.EXPERIENCE
    assert SearchQuery(place=DENVER, sort="relevance", q="the and of").order is Sort.DISTANCE


def test_words_can_be_left_out_to_find_somebody() -> None:
    add("Says nothing", 1)

    result = search(SearchQuery(place=DENVER, q="piriformis"))

    assert [(escape.name, escape.total) for escape in result.escapes] == [("q", 1)]


def test_words_that_nobody_has_are_spelled_for_the_visitor() -> None:
    add("Says so", approach_text="I look at the piriformis first.")

    assert search(SearchQuery(q="pirifromis")).suggestion == "piriformis"
    assert search(SearchQuery(q="piriformis")).suggestion == ""


def test_the_whole_country_has_no_distances_and_starts_with_the_longest_in_practice() -> None:
    add("Not stated", 1)
    add("Young", 2, practicing_since=2020)
    add("Old", 900, practicing_since=1995)

    result = search(SearchQuery())

    assert names(result) == ["Old", "Young", "Not stated"]
    assert [hit.miles for hit in result.hits] == [None, None, None]


def test_the_cheapest_come_first_when_asked_and_no_price_last() -> None:
    add("Dear", 1, rates={60: 12000})
    add("No price", 1)
    add("Cheap", 9, rates={60: 6000})
    add("Only 90", 1, rates={90: 5000})

    result = search(SearchQuery(place=DENVER, sort="rate"))

    assert names(result)[:2] == ["Cheap", "Dear"]
    assert set(names(result)[2:]) == {"No price", "Only 90"}


def test_prices_are_compared_for_the_chosen_length() -> None:
    add("Cheap hour", rates={60: 5000, 90: 15000})
    add("Cheap long", rates={60: 9000, 90: 10000})
    query = SearchQuery(place=DENVER, sort="rate", chosen={"length": ("90",)})

    assert names(search(query)) == ["Cheap long", "Cheap hour"]


def test_equal_prices_and_years_are_ordered_by_distance() -> None:
    add("Farther", 8, rates={60: 9000}, practicing_since=2010)
    add("Nearer", 3, rates={60: 9000}, practicing_since=2010)

    for sort in (Sort.RATE, Sort.EXPERIENCE):
        assert names(search(SearchQuery(place=DENVER, sort=sort))) == ["Nearer", "Farther"]


def test_a_therapist_with_two_places_is_listed_once_at_the_nearer() -> None:
    TherapistFactory(published=True, places=["Boulder", "Denver"])
    boulder = SPOTS["Boulder"]
    place = Place(
        name="Boulder", state="CO", latitude=boulder.latitude, longitude=boulder.longitude
    )

    near_denver = search(SearchQuery(place=DENVER, miles=50))
    near_boulder = search(SearchQuery(place=place, miles=50))

    assert (near_denver.total, near_boulder.total, search(SearchQuery()).total) == (1, 1, 1)
    assert [hit.facts.city for hit in near_denver.hits] == ["Denver"]
    assert [hit.facts.city for hit in near_boulder.hits] == ["Boulder"]


def test_of_two_places_the_one_that_passes_the_filters_is_listed() -> None:
    therapist = TherapistFactory(published=True, places=["Denver", "Boulder"])
    boulder = therapist.locations.get(city="Boulder")
    boulder.setting = "hospital"
    boulder.save()
    doc.refresh(therapist)

    result = search(SearchQuery(place=DENVER, miles=50, chosen={"setting": ("hospital",)}))

    assert [hit.facts.city for hit in result.hits] == ["Boulder"]
    assert result.hits[0].miles == pytest.approx(24, abs=2)
    assert result.counts["setting", "studio"] == 1


@pytest.mark.parametrize(
    ("asked", "number", "shown"),
    [
        (1, 1, PAGE_SIZE),
        ("2", 2, 3),
        ("9999", 2, 3),
        ("0", 2, 3),
        ("-1", 2, 3),
        ("abc", 1, PAGE_SIZE),
        ("", 1, PAGE_SIZE),
        ("9" * 23, 2, 3),
        ("9" * 5000, 1, PAGE_SIZE),
    ],
)
def test_every_page_number_gives_a_page(asked: int | str, number: int, shown: int) -> None:
    for one in range(PAGE_SIZE + 3):
        add(f"Person {one}", one / 10)

    result = search(SearchQuery(place=DENVER, page=asked))

    assert (result.page.number, len(result.hits), result.total) == (number, shown, PAGE_SIZE + 3)


def test_pages_together_show_everybody_once() -> None:
    for one in range(PAGE_SIZE + 3):
        add(f"Person {one:02}", one / 10)

    both = [
        *search(SearchQuery(place=DENVER)).hits,
        *search(SearchQuery(place=DENVER, page=2)).hits,
    ]

    assert [hit.facts.name for hit in both] == [f"Person {one:02}" for one in range(PAGE_SIZE + 3)]


@pytest.mark.parametrize("people", [1, 40])
def test_a_search_takes_two_queries_and_the_catalogue(
    people: int, django_assert_num_queries: Any
) -> None:
    for one in range(people):
        add(f"Person {one}", techniques=["swedish"], rates={60: 9000})

    with django_assert_num_queries(3):
        result = search(SearchQuery(place=DENVER))

    assert len(result.hits) == min(people, PAGE_SIZE)


def test_an_empty_search_offers_each_change_that_finds_somebody() -> None:
    add("One", 40, techniques=["swedish"], rates={60: 8000}, practicing_since=2024)
    add("Two", 4, techniques=["sports"], rates={60: 15000})
    query = SearchQuery(
        place=DENVER, miles=10, max_rate=90, chosen={"technique": ("sports",)}, min_years=None
    )

    escapes = {(one.name, one.miles): one.total for one in search(query).escapes}

    assert escapes == {("max_rate", None): 1}


def test_what_an_escape_promises_is_what_it_gives() -> None:
    for number in range(12):
        add(
            f"Person {number}",
            number * 9,
            techniques=[["swedish", "sports", "prenatal"][number % 3]],
            rates={60: 5000 + 900 * number, 90: 9000 + 1000 * number},
            practicing_since=2000 + 2 * number,
        )
    queries = [
        SearchQuery(place=DENVER, miles=5, chosen={"technique": ("sports",)}),
        SearchQuery(place=DENVER, miles=25, chosen={"technique": ("swedish",)}, max_rate=40),
        SearchQuery(place=DENVER, miles=10, chosen={"length": ("120",)}, max_rate=60),
        SearchQuery(place=DENVER, miles=10, chosen={"length": ("90",)}, max_rate=20, min_years=50),
        SearchQuery(chosen={"technique": ("swedish",), "accepting": ("1",)}),
        SearchQuery(place=DENVER, miles=5, min_years=60),
    ]

    for query in queries:
        result = search(query)
        assert result.total == 0
        offered = {(one.name, one.miles): one.total for one in result.escapes}
        assert offered == {
            key: total for key, total in possible_ways_out(query).items() if total
        }, query


def possible_ways_out(query: SearchQuery) -> dict[tuple[str, int | None], int]:
    ways: dict[tuple[str, int | None], int] = {
        (name, None): search(query.without(name)).total for name in query.filters
    }
    for miles in RADII_MILES:
        if query.place is not None and miles > query.miles:
            ways["miles", miles] = search(replace(query, miles=miles)).total
    if query.place is not None and query.miles < 100 and not any(ways.values()):
        bare = replace(query, miles=100, chosen={}, max_rate=None, min_years=None)
        ways["", 100] = search(bare).total
    return ways


def test_a_search_that_finds_somebody_needs_no_way_out() -> None:
    add("One")

    assert search(SearchQuery(place=DENVER)).escapes == []


def test_totals_of_the_country_equal_the_searches_they_stand_for() -> None:
    TherapistFactory(published=True, places=["Denver", "Chicago"], techniques=["swedish"])
    TherapistFactory(published=True, techniques=["swedish", "sports"])
    TherapistFactory(techniques=["swedish"])

    totals = facet_totals()

    assert totals["technique", "swedish"] == 2
    assert totals["technique", "sports"] == 1
    for (group, slug), total in totals.items():
        assert search(SearchQuery(chosen={group: (slug,)})).total == total


@pytest.mark.parametrize(
    ("query", "lengths"),
    [
        (SearchQuery(place=DENVER), ()),
        (SearchQuery(place=DENVER, sort="rate"), (60,)),
        (SearchQuery(sort="rate", chosen={"length": ("90", "30")}), (30,)),
        (SearchQuery(max_rate=90), (30, 45, 60, 75, 90, 120)),
    ],
)
def test_only_prices_that_matter_are_read(query: SearchQuery, lengths: tuple[int, ...]) -> None:
    assert lengths_to_read(query) == lengths


def test_a_row_that_went_away_between_the_two_queries_is_left_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    add("Stays")
    gone = add("Goes")
    read_cards = cards.fetch

    def withdraw_first(ids: Any) -> Any:
        SearchDoc.objects.filter(therapist=gone).delete()
        return read_cards(ids)

    monkeypatch.setattr(cards, "fetch", withdraw_first)

    assert names(search(SearchQuery(place=DENVER))) == ["Stays"]
