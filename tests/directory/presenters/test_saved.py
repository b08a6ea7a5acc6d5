"""The page of saved therapists, in words."""

from datetime import date

import pytest
from django.http import QueryDict
from django.utils import timezone

from directory.models import Therapist
from directory.presenters.chosen import choose
from directory.presenters.saved import SavedPage
from tests.factories.directory import TherapistFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]


def page(*slugs: str, today: date | None = None) -> SavedPage:
    data = QueryDict("&".join(f"t={slug}" for slug in slugs))
    return SavedPage(choose(Therapist.objects.public(), data), today or timezone.localdate())


def people(*names: str) -> None:
    for name in names:
        TherapistFactory(name=name, published=True)


def test_the_title_tells_how_many() -> None:
    people("A", "B")

    assert page().title == "No saved therapists yet"
    assert page("a").title == "1 saved therapist"
    assert page("a", "b").title == "2 saved therapists"


def test_a_card_says_name_place_availability_and_price() -> None:
    TherapistFactory(name="Ana", published=True, accepting="yes", rates={60: 9550, 90: 13000})

    (card,) = page("ana").cards

    assert (card.name, card.area, card.price) == ("Ana", "Denver, CO", "$95.50")
    assert card.availability.text == "Accepting new clients"
    assert card.url == "/therapists/ana/?t=ana"
    assert card.remove_url == "/therapists/shortlist/"


def test_what_is_not_known_stays_empty() -> None:
    TherapistFactory(name="Ana", published=True, places=[], rates={90: 13000})

    (card,) = page("ana").cards

    assert (card.area, card.price) == ("", "")


@pytest.mark.parametrize(
    ("number", "can_compare", "must_pick", "has_room"),
    [
        (1, False, False, True),
        (2, True, False, True),
        (4, True, False, True),
        (5, False, True, True),
        (6, False, True, False),
    ],
)
def test_two_to_four_are_compared_at_once_and_more_are_picked_from(
    number: int, can_compare: bool, must_pick: bool, has_room: bool
) -> None:
    people(*"ABCDEF"[:number])

    saved = page(*"abcdef"[:number])

    assert bool(saved.compare_url) is can_compare
    assert saved.must_pick is must_pick
    assert saved.has_room is has_room


def test_links_carry_whoever_is_still_listed() -> None:
    people("A", "B")

    saved = page("a", "gone", "b")

    assert saved.compare_url == "/therapists/compare/?t=a&t=b"
    assert saved.worksheet_url == "/therapists/worksheet/?t=a&t=b"
    assert saved.search_url == "/therapists/?t=a&t=b"
    assert saved.cards[0].remove_url == "/therapists/shortlist/?t=b"
