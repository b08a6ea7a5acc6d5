"""Whom a patient could ask next: near, free, open, with the same cause, and not asked before."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from directory.choices import ProfileStatus
from directory.models import Therapist
from inquiries import matches
from inquiries.choices import PauseReason
from inquiries.models import Inquiry, InquiryBox
from tests.factories.directory import TherapistFactory
from tests.factories.inquiries import LETTER, ConversationFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]

CAUSE = "disc-herniation"
NEAR = (39.75, -104.99)
THIRTY_MILES_OFF = (40.17, -104.99)
FAR = (41.5, -104.99)


def free(name: str, **values: Any) -> Therapist:
    made: Therapist = TherapistFactory(
        name=name, **{"published": True, "accepting": "yes", "near": NEAR, **values}
    )
    return made


@pytest.fixture
def inquiry() -> Inquiry:
    letter = replace(LETTER, cause=CAUSE)
    asked = free("Asked", conditions=[CAUSE])
    made: Inquiry = ConversationFactory(therapist=asked, inquiry__letter=letter).inquiry
    return made


def names(inquiry: Inquiry, most: int = 3) -> list[str]:
    return [found.name for found in matches.next_best(inquiry, timezone.localdate(), most)]


def test_who_names_the_same_cause_comes_before_who_is_nearer(inquiry: Inquiry) -> None:
    free("Near")
    free("Same cause", near=THIRTY_MILES_OFF, conditions=[CAUSE])

    assert names(inquiry) == ["Same cause", "Near"]


def test_with_enough_of_the_same_cause_nobody_else_is_named(inquiry: Inquiry) -> None:
    for number in range(4):
        free(f"Same {number}", conditions=[CAUSE])
    free("Other")

    assert len(names(inquiry)) == 3
    assert all(name.startswith("Same") for name in names(inquiry))


def test_it_is_near_first_and_never_far(inquiry: Inquiry) -> None:
    free("Far", near=FAR)
    free("A drive", near=THIRTY_MILES_OFF)
    free("Near")

    assert names(inquiry) == ["Near", "A drive"]


def test_without_a_cause_the_nearest_are_named() -> None:
    asked = ConversationFactory(therapist=free("Asked"))
    free("Near")

    assert names(asked.inquiry) == ["Near"]


@pytest.mark.parametrize("cause", ["not-sure", "no-such-word", "'; --"])
def test_a_cause_that_is_no_filter_stops_nothing(cause: str) -> None:
    letter = replace(LETTER, cause=cause)
    asked = ConversationFactory(therapist=free("Asked"), inquiry__letter=letter)
    free("Near")

    assert names(asked.inquiry) == ["Near"]


def test_nobody_who_was_asked_is_named(inquiry: Inquiry) -> None:
    ConversationFactory(inquiry=inquiry, therapist=free("Asked, too"))

    assert names(inquiry) == []


@pytest.mark.parametrize(
    "values",
    [
        {"accepting": "no"},
        {"accepting": "waiting-list"},
        {"accepting": ""},
        {"confirmed_days_ago": 200},
        {"published": False, "status": ProfileStatus.PENDING},
    ],
)
def test_who_takes_nobody_is_not_named(inquiry: Inquiry, values: dict[str, Any]) -> None:
    free("Busy", **values)

    assert names(inquiry) == []


def test_who_is_away_is_not_named(inquiry: Inquiry) -> None:
    free("Away", paused_until=timezone.localdate() + timedelta(days=9))

    assert names(inquiry) == []


def test_a_closed_box_is_passed_over(inquiry: Inquiry) -> None:
    closed = free("Closed", conditions=[CAUSE])
    InquiryBox.objects.create(
        therapist=closed, paused_at=timezone.now(), pause_reason=PauseReason.SILENT
    )
    free("Open")

    assert names(inquiry) == ["Open"]


def test_a_therapist_of_several_places_is_shown_with_the_near_one(inquiry: Inquiry) -> None:
    free("Two places", near=None, places=["Boulder", "Denver"])

    found = matches.next_best(inquiry, timezone.localdate())

    assert [place.city for place in found[0].locations.all()] == ["Denver"]


def test_when_all_have_left_nobody_can_be_named() -> None:
    free("Near")

    assert names(ConversationFactory(therapist=None).inquiry) == []


def test_a_therapist_without_a_place_leads_nowhere() -> None:
    asked = ConversationFactory(therapist=TherapistFactory())
    free("Near")

    assert names(asked.inquiry) == []


def test_the_second_therapist_gives_the_place_where_the_first_has_none() -> None:
    first = ConversationFactory(therapist=None)
    ConversationFactory(inquiry=first.inquiry, therapist=free("Second"))
    free("Near")

    assert names(first.inquiry) == ["Near"]


def test_the_place_is_where_the_therapist_asked_works_even_when_not_listed() -> None:
    asked = ConversationFactory(therapist=free("Asked", confirmed_days_ago=300))
    free("Near")

    assert names(asked.inquiry) == ["Near"]


def test_a_good_first_search_is_enough(
    inquiry: Inquiry, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(4):
        free(f"Same {number}", conditions=[CAUSE])

    with django_assert_num_queries(7):
        matches.next_best(inquiry, timezone.localdate())


def test_even_a_search_in_vain_ends(
    inquiry: Inquiry, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(11):
        assert matches.next_best(inquiry, timezone.localdate()) == []
