"""The public page says how a therapist answers, once enough is known."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from inquiries.profile_facts import profile_facts
from tests.factories.directory import TherapistFactory
from tests.factories.inquiries import ConversationFactory


@pytest.mark.django_db
def test_five_messages_are_enough_to_say_something() -> None:
    therapist = TherapistFactory(published=True)
    at = timezone.now() - timedelta(days=2)
    for number in range(5):
        assert profile_facts(therapist.pk) == [], number
        ConversationFactory(
            therapist=therapist,
            answered=True,
            inquiry__sent_at=at,
            answered_at=at + timedelta(hours=3),
        )

    assert profile_facts(therapist.pk) == ["Answered 5 of 5 messages, usually within 3 hours"]
