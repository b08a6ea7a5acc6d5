"""The search page in words: heading, title, order, cards, and what was typed."""

import pytest
from django.utils import timezone

from directory import formatting
from tests.directory.search_pages import page
from tests.factories.directory import TherapistFactory
from tests.factories.places import PlaceFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary", "spots")]


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


def test_words_are_named_in_the_heading() -> None:
    TherapistFactory(published=True, name="Ana Ruiz")

    assert page("q=ruiz").heading == "1 massage therapist for “ruiz” in the United States"
    assert page("q=ruiz&near=80202").heading == (
        "1 massage therapist for “ruiz” within 25 miles of 80202 (Denver, CO)"
    )
    assert page("q=the").heading == "1 massage therapist in the United States"


def test_no_two_states_share_a_title() -> None:
    for state in ("IL", "MO"):
        PlaceFactory(name="Springfield", state=state)
    for _ in range(21):
        TherapistFactory(published=True, techniques=["swedish"], rates={60: 9000})
    states = [
        "", "near=80202", "near=80202&miles=50", "near=80202&page=2", "near=80202&sort=rate",
        "near=80202&technique=swedish", "near=80202&technique=swedish&max_rate=100",
        "near=80202&max_rate=100", "near=80202&max_rate=110", "near=80202&length=60",
        "near=80202&min_years=1", "near=80202&q=swedish", "near=00000", "near=00001",
        "near=Springfield", "near=80202&max_rate=abc", "q=swedish", "q=swedish&sort=rate",
    ]  # fmt: skip

    titles = {state: page(state).title for state in states}

    assert len(set(titles.values())) == len(states), titles


def test_a_title_says_everything_that_was_asked() -> None:
    for _ in range(21):
        TherapistFactory(published=True, techniques=["swedish"], rates={60: 9000})

    assert page("near=80202&technique=swedish&max_rate=90&sort=rate&page=2").title == (
        "21 massage therapists within 25 miles of 80202 (Denver, CO) · Swedish (relaxation) "
        "massage, At most $90 for 60 minutes · Lowest price first · page 2"
    )


@pytest.mark.parametrize(
    "query_string", ["near=00000", "max_rate=abc", "miles=7", "q=" + "x" * 200]
)
def test_a_title_begins_with_the_error(query_string: str) -> None:
    assert page(query_string).title.startswith("Error: ")


def orders(query_string: str = "") -> list[str]:
    return [label for _, label, _ in page(query_string).sorts]


def chosen(query_string: str = "") -> list[tuple[str, str]]:
    return [(value, label) for value, label, is_chosen in page(query_string).sorts if is_chosen]


def test_sorting_by_distance_needs_a_place() -> None:
    assert orders() == ["Longest in practice first", "Lowest price first"]
    assert "Nearest first" in orders("near=80202")


def test_sorting_by_relevance_needs_words() -> None:
    assert orders("q=piriformis")[0] == "Best match to your words first"
    assert "Best match to your words first" in orders("q=piriformis&near=80202")
    assert "Best match to your words first" not in orders("q=the")


@pytest.mark.parametrize(
    ("query_string", "expected"),
    [
        ("", ("", "Longest in practice first")),
        ("near=80202", ("", "Nearest first")),
        ("near=80202&sort=distance", ("distance", "Nearest first")),
        ("near=80202&sort=rate", ("rate", "Lowest price first")),
        ("q=piriformis", ("", "Best match to your words first")),
        ("q=piriformis&near=80202", ("", "Nearest first")),
        ("q=piriformis&near=80202&sort=relevance", ("relevance", "Best match to your words first")),
        ("sort=distance", ("", "Longest in practice first")),
        ("sort=nope", ("", "Longest in practice first")),
    ],
)
def test_the_usual_order_is_sent_as_nothing_so_that_it_follows_what_is_asked_next(
    query_string: str, expected: tuple[str, str]
) -> None:
    assert chosen(query_string) == [expected]


def test_filters_are_counted_by_group_and_words_are_none_of_them() -> None:
    shown = page("near=80202&technique=sports&technique=swedish&max_rate=90&q=sports")

    assert shown.chosen_count == 2


@pytest.mark.parametrize("typed", ["piriformis", "<b>", "the"])
def test_the_words_box_shows_again_what_was_typed(typed: str) -> None:
    assert page(f"q={typed}").words == typed


def test_what_is_too_long_for_the_words_box_is_cut_and_explained() -> None:
    shown = page("q=" + "x" * 5000)

    assert shown.words == "x" * 100
    assert "too long" in shown.parsed.errors["q"]


def test_words_may_have_been_meant_otherwise() -> None:
    TherapistFactory(published=True, techniques=["swedish"])

    way = page("q=swedsh&near=80202").did_you_mean

    assert way is not None
    assert way.text == "swedish"
    assert "q=swedish" in way.url
    assert "near=80202" in way.url


@pytest.mark.parametrize("query_string", ["", "q=sports", "near=00000"])
def test_nothing_else_is_meant_where_words_find_somebody_or_there_are_none(
    query_string: str,
) -> None:
    TherapistFactory(published=True, techniques=["sports"])

    assert page(query_string).did_you_mean is None


def test_each_card_says_why_it_is_where_it_is_and_how_to_save_it() -> None:
    TherapistFactory(published=True, name="Ana")
    TherapistFactory(published=True, name="Ben")

    cards = {card.slug: card for card in page("near=80202&t=ben").cards}

    assert "miles away." in cards["ana"].why
    assert cards["ana"].save_url == "/therapists/shortlist/?t=ben&t=ana"
    assert (cards["ana"].is_saved, cards["ben"].is_saved) == (False, True)


def test_results_are_named_with_their_page() -> None:
    TherapistFactory(published=True)
    assert page().results_label == "Results"

    for _ in range(20):
        TherapistFactory(published=True)
    assert page("page=2").results_label == "Results, page 2 of 2"
    assert page("near=00000").results_label == "Results"


def test_paper_names_the_day_and_the_very_page() -> None:
    for _ in range(21):
        TherapistFactory(published=True, techniques=["swedish"])

    shown = page("technique=swedish&page=2")

    assert shown.day == formatting.day(timezone.localdate())
    assert shown.path == "/therapists/?technique=swedish&page=2"
    assert page("page=2").path == "/therapists/?page=2"
    assert page("near=00000").path.startswith("/therapists/?near=00000")
