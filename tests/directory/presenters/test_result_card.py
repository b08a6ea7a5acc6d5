"""What one therapist in a list shows."""

from typing import Any

import pytest
from django.utils import timezone

from directory.models import Place
from directory.presenters.result_card import MOST_EXTRAS, ResultCard, result_card
from directory.search import SearchQuery, load_catalogue, search
from tests.factories.directory import DENVER, LocationFactory, TherapistFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]


def card(minutes: int = 60, place: Place | None = None, **values: Any) -> ResultCard:
    TherapistFactory(published=True, **values)
    (hit,) = search(SearchQuery(place=place)).hits
    return result_card(hit, load_catalogue(), minutes, timezone.localdate())


def test_it_names_the_person_and_leads_to_the_profile() -> None:
    shown = card(name="Ana Ruiz")

    assert (shown.slug, shown.name, shown.url) == ("ana-ruiz", "Ana Ruiz", "/therapists/ana-ruiz/")


def test_distances_are_plain_for_machines_and_worded_for_readers() -> None:
    latitude, longitude = DENVER
    place = Place(latitude=latitude + 0.1, longitude=longitude)

    shown = card(place=place)

    assert (shown.miles, shown.miles_text) == ("6.9", "6.9 miles")


def test_without_a_place_there_is_no_distance() -> None:
    shown = card()

    assert (shown.miles, shown.miles_text) == ("", "")


def test_the_area_names_the_neighborhood_where_there_is_one() -> None:
    therapist = TherapistFactory(published=True, places=[])
    LocationFactory(therapist=therapist, neighborhood="Capitol Hill")
    (hit,) = search(SearchQuery()).hits

    assert result_card(hit, load_catalogue(), 60, timezone.localdate()).area == (
        "Capitol Hill, Denver, CO"
    )


def test_specialties_come_apart_from_the_other_techniques() -> None:
    shown = card(techniques=["swedish", "sports", "prenatal"], specialties=["sports"])

    assert [one.slug for one in shown.qualities.specialties] == ["sports"]
    assert [one.slug for one in shown.qualities.techniques] == ["swedish", "prenatal"]


def test_few_extras_are_shown_and_no_is_none_of_them() -> None:
    shown = card(
        access={"step-free": True, "near-transit": False},
        comforts={"clothed": True, "seated": True, "quiet-room": True},
    )

    slugs = [one.slug for one in shown.qualities.extras]
    assert len(slugs) == MOST_EXTRAS
    assert slugs[0] == "step-free"
    assert "near-transit" not in slugs


@pytest.mark.parametrize(("minutes", "price"), [(60, "$96"), (90, ""), (120, "$1,000")])
def test_the_price_is_that_of_the_asked_length(minutes: int, price: str) -> None:
    shown = card(minutes, rates={60: 9550, 120: 100_000})

    assert (shown.price, shown.price_length) == (price, minutes)


def test_what_was_not_answered_is_said_so() -> None:
    shown = card()

    assert shown.credential == "Credentials: not answered yet."
    assert shown.experience == ""
    assert shown.availability.text == "New clients: not stated"


def test_years_are_told_by_the_year_practice_began() -> None:
    assert card(practicing_since=2011).experience == "Practicing since 2011."


def test_the_answer_in_which_words_were_found_is_named() -> None:
    TherapistFactory(published=True, approach_text="I work on the piriformis muscle.")
    (hit,) = search(SearchQuery(q="piriformis")).hits

    shown = result_card(hit, load_catalogue(), 60, timezone.localdate())

    assert shown.passage_source == "Sciatica approach"
    assert ("piriformis", True) in shown.passage


def test_without_words_there_is_no_passage() -> None:
    shown = card(approach_text="I work on the piriformis muscle.")

    assert (shown.passage_source, shown.passage) == ("", ())
