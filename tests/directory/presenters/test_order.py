"""The reason on a card: plain words, and only what counts for the order of this search."""

from typing import Any

import pytest
from django.utils import translation

from directory.models import Place
from directory.presenters.order import why_here
from directory.search import SearchQuery
from directory.search.order import Standing

PLACE = Place(kind="zip", key="80202", name="Denver", state="CO", postal_code="80202")
CONFIRMED = Standing(7, is_confirmed=True)


def why(standing: Standing = CONFIRMED, **query: Any) -> str:
    return why_here(standing, SearchQuery(**query))


def test_near_a_place_the_distance_comes_first() -> None:
    standing = CONFIRMED._replace(tenths=32, specialties=2)
    chosen = {"technique": ("swedish", "sports"), "condition": ("disc-herniation",)}

    assert why(standing, place=PLACE, chosen=chosen) == (
        "3.2 miles away. 2 of the 3 things you asked for are specialties. "
        "Confirmed in the last 90 days."
    )


@pytest.mark.parametrize(
    ("tenths", "words"),
    [
        (0, "Less than 0.1 miles away."),
        (1, "0.1 miles away."),
        (10, "1.0 miles away."),
        (124, "12.4 miles away."),
    ],
)
def test_distances_are_told_in_the_tenths_that_the_order_compares(tenths: int, words: str) -> None:
    assert why(CONFIRMED._replace(tenths=tenths), place=PLACE).startswith(words)


@pytest.mark.parametrize(
    ("asked", "specialties", "words"),
    [
        (1, 1, "What you asked for is a specialty."),
        (1, 0, "What you asked for is offered, but not named as a specialty."),
        (2, 0, "None of the 2 things you asked for is a specialty."),
        (2, 1, "1 of the 2 things you asked for is a specialty."),
        (4, 4, "4 of the 4 things you asked for are specialties."),
    ],
)
def test_specialties_are_told_when_something_was_asked_for(
    asked: int, specialties: int, words: str
) -> None:
    chosen = {"technique": tuple("abcd"[:asked])}

    assert words in why(CONFIRMED._replace(specialties=specialties), chosen=chosen)


def test_other_filters_are_no_things_that_can_be_a_specialty() -> None:
    assert "asked for" not in why(chosen={"setting": ("studio",)}, place=PLACE)


def test_who_did_not_confirm_lately_is_said_too() -> None:
    assert why(Standing(7)).endswith("Not confirmed in the last 90 days.")


@pytest.mark.parametrize(
    ("standing", "query", "words"),
    [
        ({"since": 2009}, {}, "Practicing since 2009."),
        ({}, {}, "First year of practice not stated."),
        ({"rate": 1200}, {"sort": "rate"}, "$1,200 for 60 minutes."),
        ({"rate": 95}, {"sort": "rate", "chosen": {"length": ("90",)}}, "$95 for 90 minutes."),
        ({}, {"sort": "rate"}, "No price stated for 60 minutes."),
        ({"relevance": 3}, {"q": "ana"}, "Your words are in the name."),
        (
            {"relevance": 2},
            {"q": "swedish"},
            "Your words are in the name or in the chosen terms, such as techniques.",
        ),
        (
            {"relevance": 1},
            {"q": "shoes"},
            "Some of your words are only in the written answers.",
        ),
    ],
)
def test_what_the_chosen_order_compares_comes_first(
    standing: dict[str, Any], query: dict[str, Any], words: str
) -> None:
    assert why(CONFIRMED._replace(**standing), **query).startswith(words)


@pytest.mark.parametrize("place", [PLACE, None])
def test_a_price_or_a_year_that_was_not_compared_is_no_reason(place: Place | None) -> None:
    standing = CONFIRMED._replace(rate=95, since=2009)

    assert "$" not in why(standing, place=place, sort="experience")
    assert "2009" not in why(standing, place=PLACE)


def test_words_near_a_place_are_told_last() -> None:
    standing = CONFIRMED._replace(tenths=5, relevance=3)

    assert why(standing, place=PLACE, q="ana") == (
        "0.5 miles away. Confirmed in the last 90 days. Your words are in the name."
    )


def test_without_a_place_there_is_no_distance() -> None:
    assert "miles" not in why(CONFIRMED._replace(since=2009))


def test_the_number_of_a_therapist_is_no_reason() -> None:
    assert why(CONFIRMED, place=PLACE) == why(CONFIRMED._replace(number=8), place=PLACE)


def test_reasons_are_remembered_for_each_language_apart() -> None:
    with translation.override("de"):
        german = why(place=PLACE)
    with translation.override("en-us"):
        assert why(place=PLACE).startswith("Less than")
    assert german
