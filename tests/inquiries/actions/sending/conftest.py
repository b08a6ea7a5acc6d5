"""A therapist and a mail queue for tests of sending."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from directory.models import Therapist
from inquiries.models import Inquiry
from tests.factories.directory import TherapistFactory
from tests.factories.inquiries import ConversationFactory
from tests.inquiries.actions.sending.writing import LETTER


@pytest.fixture(autouse=True)
def queued(queued_mail: None) -> None:
    """Mails as rows, which go with the transaction that wrote them."""


@pytest.fixture
def ana() -> Therapist:
    return TherapistFactory(published=True, name="Ana")


@pytest.fixture
def known() -> Inquiry:
    """Another message of the same mailbox, confirmed long ago."""
    conversation = ConversationFactory(
        inquiry__letter=LETTER, inquiry__sent_at=timezone.now() - timedelta(days=9)
    )
    return conversation.inquiry
