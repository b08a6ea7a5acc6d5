"""A message goes to everybody who can be reached, and its sender hears who could not."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from post_office.models import Email

from directory.choices import Accepting
from directory.models import Therapist
from inquiries.actions.sending import confirm
from inquiries.choices import (
    InquiryState,
    PauseReason,
)
from inquiries.models import Conversation, InquiryEvent
from tests.factories.directory import TherapistFactory
from tests.inquiries.actions.sending.writing import (
    CONFIRM,
    COPY,
    IN_VAIN,
    LOST,
    kept,
    kinds_of_mail,
    lose,
    new,
    pause,
    states,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("how", LOST)
def test_whom_nothing_reaches_is_left_out_and_named(ana: Therapist, how: str) -> None:
    ben = TherapistFactory(published=True, name="Ben")
    inquiry = kept(ana, ben).inquiry
    lose(ana, how)

    assert confirm(inquiry)

    assert kinds_of_mail() == [CONFIRM, new(ben), COPY]
    lost, sent = inquiry.conversations.order_by("pk")
    assert (lost.sent_at, lost.notice) == (None, None)
    assert sent.sent_at
    assert InquiryEvent.objects.get().conversation_number == sent.number
    went, _, missed = Email.objects.get(subject=COPY[1]).message.partition("It could not go to:")
    assert "- Ben" in went
    assert ("- Ana" if how != "left" else "- A therapist who has left this site") in missed
    assert "Ben" not in missed


@pytest.mark.parametrize("how", LOST)
def test_who_reaches_nobody_is_told_so(ana: Therapist, how: str) -> None:
    inquiry = kept(ana).inquiry
    lose(ana, how)

    assert confirm(inquiry)

    assert kinds_of_mail() == [CONFIRM, IN_VAIN]
    text = Email.objects.get(subject=IN_VAIN[1]).message
    assert "no therapist has read it" in text
    assert "came back" not in text
    assert "/messages/" in text
    assert Conversation.objects.get().sent_at is None
    assert states() == [InquiryState.SENT]


@pytest.mark.parametrize(
    "closed", [PauseReason.SILENT, PauseReason.OWN_WISH, "not accepting", "away"]
)
def test_a_box_that_closed_meanwhile_still_gets_what_was_written(
    ana: Therapist, closed: str
) -> None:
    inquiry = kept(ana).inquiry
    if closed in PauseReason.values:
        pause(ana, PauseReason(closed))
    elif closed == "away":
        Therapist.objects.update(paused_until=timezone.localdate() + timedelta(days=9))
    else:
        Therapist.objects.update(accepting=Accepting.NO)

    confirm(inquiry)

    assert kinds_of_mail() == [CONFIRM, new(ana), COPY]
