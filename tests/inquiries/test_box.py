"""A box is open unless its profile or somebody says otherwise, and says why in kind words."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from directory.choices import Accepting
from directory.models import Therapist
from inquiries import box
from inquiries.choices import PauseReason
from inquiries.models import InquiryBox
from tests.factories.directory import TherapistFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def today() -> date:
    return timezone.localdate()


def listed(**facts: Any) -> Therapist:
    return TherapistFactory(published=True, name="Ana", **facts)


@pytest.mark.parametrize("accepting", ["", Accepting.YES, Accepting.WAITING_LIST])
def test_a_public_profile_without_a_word_about_it_has_an_open_box(
    today: date, accepting: str
) -> None:
    assert box.is_open(listed(accepting=accepting), today)


def test_who_takes_no_new_clients_has_a_closed_one(today: date) -> None:
    therapist = listed(accepting=Accepting.NO)

    assert not box.is_open(therapist, today)
    assert box.closed_reason(therapist, today) == "Ana takes no new clients at the moment."


def test_who_is_away_has_a_closed_one_until_the_day(today: date) -> None:
    therapist = listed(accepting=Accepting.YES, paused_until=today + timedelta(days=3))

    assert "Ana is away until" in box.closed_reason(therapist, today)
    assert box.is_open(therapist, today + timedelta(days=3))


@pytest.mark.parametrize("reason", PauseReason.values)
def test_a_paused_box_does_not_say_why(today: date, reason: str) -> None:
    therapist = listed()
    InquiryBox.objects.create(therapist=therapist, paused_at=timezone.now(), pause_reason=reason)

    loaded = Therapist.objects.select_related("inquiry_box").get()
    assert box.closed_reason(loaded, today) == (
        "Ana takes no messages through this site at the moment."
    )


def test_a_box_that_was_opened_again_is_open(today: date) -> None:
    therapist = listed()
    InquiryBox.objects.create(therapist=therapist, opened_at=timezone.now())

    assert box.is_open(Therapist.objects.get(), today)


def test_who_is_not_public_has_a_closed_one(today: date) -> None:
    assert not box.is_open(TherapistFactory(), today)
    assert not box.is_open(listed(), today + timedelta(days=400))


@pytest.mark.parametrize("reason", PauseReason.values)
def test_only_who_gets_no_mails_is_out_of_reach_of_what_was_written(
    today: date, reason: str
) -> None:
    therapist = listed(accepting=Accepting.NO)
    InquiryBox.objects.create(therapist=therapist, paused_at=timezone.now(), pause_reason=reason)

    loaded = Therapist.objects.select_related("inquiry_box").get()
    assert box.is_reachable(loaded, today) == (reason != PauseReason.UNDELIVERED)


def test_who_is_not_public_is_out_of_reach(today: date) -> None:
    assert box.is_reachable(listed(), today)
    assert not box.is_reachable(TherapistFactory(), today)


def test_the_profile_says_that_nobody_can_write_instead_of_asking_to(client: Client) -> None:
    therapist = TherapistFactory(published=True, slug="ana", name="Ana Ruiz")
    ask = reverse("inquiries:inquire", args=["ana"])
    assert ask in client.get(therapist.get_absolute_url()).content.decode()

    InquiryBox.objects.create(
        therapist=therapist, paused_at=timezone.now(), pause_reason=PauseReason.OWN_WISH
    )

    page = client.get(therapist.get_absolute_url()).content.decode()
    assert ask not in page
    assert "Ana Ruiz takes no messages through this site at the moment." in page
