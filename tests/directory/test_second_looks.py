"""Moderators are reminded of hidden profiles, once a week; no day shows one again."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.core.mail import EmailMessage
from django.utils import timezone

from directory.actions import listing
from directory.choices import ProfileStatus
from directory.models import Therapist
from directory.second_looks import remind
from tests.factories.accounts import ModeratorFactory
from tests.factories.moderation import HidingFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]

MONDAY = datetime(2026, 6, 15, 10, tzinfo=timezone.get_default_timezone())
TWO_WEEKS = timedelta(days=14)


def test_after_two_weeks_and_not_before(mailoutbox: list[EmailMessage]) -> None:
    made = HidingFactory(hidden_at=MONDAY - TWO_WEEKS + timedelta(seconds=1))
    other = ModeratorFactory()

    remind(MONDAY)
    assert mailoutbox == []

    said = remind(MONDAY + timedelta(seconds=1))
    assert said == "1 hidden profiles wait for a second look, 1 moderators reminded"
    (mail,) = mailoutbox
    assert mail.to == [other.email]
    assert "?second_look=waiting" in str(mail.body)
    assert made.therapist.name not in f"{mail.subject} {mail.body}"


def test_once_a_week_to_each_however_many_wait(mailoutbox: list[EmailMessage]) -> None:
    first, second = (HidingFactory(hidden_at=MONDAY - TWO_WEEKS) for _one in range(2))

    for day in range(14):
        remind(MONDAY + timedelta(days=day))
        remind(MONDAY + timedelta(days=day, hours=5))

    both = sorted([first.hidden_by.email, second.hidden_by.email])
    assert sorted(mail.to[0] for mail in mailoutbox) == sorted(both * 2)


def test_once_a_week_also_when_the_oldest_profile_is_erased(
    mailoutbox: list[EmailMessage],
) -> None:
    ModeratorFactory()
    oldest = HidingFactory(hidden_at=MONDAY - TWO_WEEKS - timedelta(days=1)).therapist
    HidingFactory(hidden_at=MONDAY - TWO_WEEKS)
    remind(MONDAY)
    told = len(mailoutbox)

    listing.erase(oldest, by=oldest.owner)
    remind(MONDAY + timedelta(days=1))

    assert len(mailoutbox) == told > 0


def test_it_is_never_shown_again_by_the_calendar() -> None:
    made = HidingFactory(hidden_at=MONDAY - timedelta(days=900))
    ModeratorFactory()

    remind(MONDAY)

    made.refresh_from_db()
    assert made.ended_at is None
    assert Therapist.objects.get().status == ProfileStatus.SUSPENDED


def test_nobody_is_reminded_of_what_was_looked_at(mailoutbox: list[EmailMessage]) -> None:
    ago = MONDAY - timedelta(days=30)
    ModeratorFactory()
    HidingFactory(hidden_at=ago, confirmed=True)
    HidingFactory(hidden_at=ago, ended=True)
    HidingFactory(hidden_at=ago, therapist__status=ProfileStatus.REMOVED)

    assert remind(MONDAY).startswith("0 hidden profiles")
    assert mailoutbox == []
