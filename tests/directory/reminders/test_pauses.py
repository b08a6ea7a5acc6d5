"""A pause ends as its day begins, and its therapist is told."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import time_machine
from django.utils import timezone
from post_office.models import Email

from directory.choices import EventKind, ProfileStatus
from directory.models import (
    LiveChange,
    ProfileEvent,
    Reminder,
    SearchDoc,
    Therapist,
)
from directory.search import rebuild
from tests.factories.directory import TherapistFactory

from .running import DAYS, NOTHING, around, kinds, midnight, published, run


@pytest.mark.django_db
@pytest.mark.usefixtures("vocabulary", "zone")
@pytest.mark.parametrize("day", DAYS)
def test_a_pause_ends_as_its_day_begins(day: date) -> None:
    with time_machine.travel(midnight(day) - timedelta(days=3), tick=False):
        therapist = published(confirmed_on=day - timedelta(days=10), paused_until=day)

    said = around(day)

    done = "1 pauses ended, 0 asked to confirm, 0 told about dates"
    assert said == [NOTHING, done, NOTHING]
    assert Therapist.objects.get().paused_until is None
    assert Therapist.objects.get().confirmed_on == therapist.confirmed_on
    assert kinds() == ["resumed"]
    event = ProfileEvent.objects.get()
    assert (event.kind, event.actor) == (EventKind.RESUMED, None)
    assert not LiveChange.objects.exists()
    with time_machine.travel(midnight(day), tick=False):
        assert list(rebuild.differences()) == []
        assert SearchDoc.objects.get().lapses_at > timezone.now()
    row = Email.objects.get()
    assert row.subject == "Your pause is over"
    assert "Accepting new clients" in row.message
    assert "/confirm/" in row.html_message


@pytest.mark.django_db
@pytest.mark.usefixtures("vocabulary")
@pytest.mark.parametrize(
    ("days_ago", "expected"),
    [(75, ["resumed"]), (80, ["resumed", "confirm-76"]), (120, ["resumed", "confirm-90"])],
)
def test_the_mail_at_the_end_of_a_pause_stands_for_the_question_of_that_day(
    days_ago: int, expected: list[str]
) -> None:
    today = date(2026, 6, 15)
    published(confirmed_on=today - timedelta(days=days_ago), paused_until=today)

    run(midnight(today))

    assert Email.objects.count() == 1
    assert kinds() == expected


@pytest.mark.django_db
@pytest.mark.usefixtures("vocabulary")
def test_who_was_hidden_meanwhile_is_told_so() -> None:
    today = date(2026, 6, 15)
    published(confirmed_on=today - timedelta(days=190), paused_until=today)

    run(midnight(today))

    assert "has not been shown since June 6, 2026" in Email.objects.get().message
    assert "has not been shown since June 6, 2026" in Email.objects.get().html_message
    assert not SearchDoc.objects.exists()
    assert kinds() == ["resumed"]


@pytest.mark.django_db
@pytest.mark.usefixtures("vocabulary")
def test_a_pause_ends_even_if_nobody_can_be_told() -> None:
    today = date(2026, 6, 15)
    draft = TherapistFactory(paused_until=today)
    suspended = published(
        name="S", status=ProfileStatus.SUSPENDED, confirmed_on=today, paused_until=today
    )
    broken = published(name="B", confirmed_on=today, paused_until=today)
    type(broken.owner).objects.filter(pk=broken.owner.pk).update(email="not an address")

    assert run(midnight(today)).startswith("3 pauses ended")

    assert not Therapist.objects.filter(paused_until__isnull=False).exists()
    assert not Email.objects.exists()
    assert not Reminder.objects.exists()
    numbers = ProfileEvent.objects.values_list("therapist_number", flat=True)
    assert set(numbers) == {draft.pk, suspended.pk, broken.pk}
