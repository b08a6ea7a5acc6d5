"""What people wrote goes on its day; that there was an answer, and when, stays."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from post_office.models import Email
from pytest_django import Settings

from inquiries import retention
from inquiries.choices import (
    BlockScope,
    CaseState,
    ComplaintReason,
    InquiryEventKind,
    InquiryState,
    ReportReason,
)
from inquiries.models import (
    Block,
    CaseNote,
    Complaint,
    Conversation,
    Inquiry,
    InquiryEvent,
    Message,
    Report,
)
from inquiries.one_by_one import SomeFailed
from sciatica_site import sealing
from tests.factories.directory import TherapistFactory
from tests.factories.inquiries import ConversationFactory, InquiryFactory, MessageFactory

pytestmark = pytest.mark.django_db

SECOND = timedelta(seconds=1)
DAY = timedelta(days=1)
# The leap day and both changes of the clocks lie within 90 days of one of these.
LAST_WRITTEN = [
    datetime(2026, 1, 15, 12, tzinfo=UTC),
    datetime(2026, 9, 1, 12, tzinfo=UTC),
    datetime(2028, 1, 15, 12, tzinfo=UTC),
]


@pytest.mark.parametrize("at", LAST_WRITTEN)
def test_text_goes_ninety_days_after_the_last_message_and_counts_stay(at: datetime) -> None:
    conversation = ConversationFactory(
        answered=True, inquiry__sent_at=at - 10 * DAY, inquiry__last_written_at=at
    )
    message = MessageFactory(conversation=conversation, written_at=at)

    retention.forget_old(at + 90 * DAY - SECOND)
    assert Inquiry.objects.get().has_text

    for moment in (at + 90 * DAY, at + 90 * DAY + SECOND):
        retention.forget_old(moment)

    inquiry = Inquiry.objects.get()
    assert (inquiry.sealed, inquiry.sender_digest) == (None, "")
    assert (inquiry.text_removed_at, inquiry.state) == (at + 90 * DAY, InquiryState.SENT)
    assert Message.objects.get(pk=message.pk).sealed is None
    kept = Conversation.objects.get()
    assert (kept.answer, kept.answered_at) == (conversation.answer, conversation.answered_at)
    event = InquiryEvent.objects.get()
    assert (event.kind, event.conversation_number) == (
        InquiryEventKind.TEXT_REMOVED,
        conversation.number,
    )


def test_number_of_days_is_a_setting(settings: Settings) -> None:
    settings.INQUIRY_TEXT_DAYS = 10
    at = LAST_WRITTEN[0]
    InquiryFactory(sent_at=at)

    retention.forget_old(at + 10 * DAY)

    assert not Inquiry.objects.get().has_text


@pytest.mark.parametrize(
    ("state", "days"),
    [
        (InquiryState.HELD, 7),
        (InquiryState.QUARANTINED, 30),
        (InquiryState.DROPPED, 30),
    ],
)
@pytest.mark.parametrize("at", LAST_WRITTEN)
def test_what_was_never_sent_is_removed_whole(state: InquiryState, days: int, at: datetime) -> None:
    conversation = ConversationFactory(
        sent_at=None, inquiry__state=state, inquiry__sent_at=None, inquiry__created_at=at
    )

    retention.forget_old(at + days * DAY - SECOND)
    assert Conversation.objects.filter(pk=conversation.pk).exists()

    retention.forget_old(at + days * DAY)
    assert not Inquiry.objects.exists()
    assert not Conversation.objects.exists()


@pytest.mark.parametrize("is_confirmed", [True, False])
def test_who_confirmed_what_nobody_let_go_is_told_when_it_goes(
    queued_mail: None, is_confirmed: bool
) -> None:
    at = LAST_WRITTEN[0]
    confirmed_at = at if is_confirmed else None
    InquiryFactory(quarantined=True, created_at=at, confirmed_at=confirmed_at)

    retention.forget_old(at + 30 * DAY - SECOND)
    assert not Email.objects.exists()
    for moment in (at + 30 * DAY, at + 31 * DAY):
        retention.forget_old(moment)

    assert not Inquiry.objects.exists()
    told = [(mail.to, mail.subject) for mail in Email.objects.all()]
    subject = "Your message did not reach the therapist"
    assert told == ([(["pat@example.com"], subject)] if is_confirmed else [])


def test_what_no_key_opens_goes_all_the_same() -> None:
    at = LAST_WRITTEN[0]
    InquiryFactory(quarantined=True, created_at=at, confirmed_at=at)
    Inquiry.objects.update(sealed="unreadable")

    retention.forget_old(at + 30 * DAY)

    assert not Inquiry.objects.exists()


def test_what_was_sent_again_waits_for_its_sender_anew() -> None:
    at = LAST_WRITTEN[0]
    InquiryFactory(held=True, created_at=at, last_written_at=at + 5 * DAY)

    retention.forget_old(at + 8 * DAY)
    assert Inquiry.objects.exists()

    retention.forget_old(at + 12 * DAY)
    assert not Inquiry.objects.exists()


@pytest.mark.parametrize("state", [CaseState.UPHELD, CaseState.DISMISSED])
def test_words_of_reports_go_180_days_after_the_decision(state: CaseState) -> None:
    decided = LAST_WRITTEN[1]
    values: dict[str, Any] = {"sealed": sealing.seal({"note": "x"}), "state": state}
    therapist = TherapistFactory(published=True)
    Complaint.objects.create(
        conversation=ConversationFactory(therapist=therapist),
        reason=ComplaintReason.SPAM,
        decided_at=decided,
        **values,
    )
    report = Report.objects.create(
        key="3f0c1a52-6f0e-4c8b-9f35-0a1d9b7f8b11",
        therapist=therapist,
        reason=ReportReason.PRICES,
        decided_at=decided,
        told="Your prices are said to be wrong.",
        told_at=decided,
        sealed_reply=sealing.seal({"text": "They are right."}),
        replied_at=decided,
        **values,
    )
    CaseNote.objects.create(report=report, sealed=sealing.seal({"text": "I called."}))

    retention._forget_cases(decided + 180 * DAY - SECOND)
    assert Complaint.objects.get().sealed
    assert Report.objects.get().sealed
    assert Report.objects.get().sealed_reply
    assert CaseNote.objects.get().sealed

    assert retention._forget_cases(decided + 180 * DAY) == 3
    assert retention._forget_cases(decided + 181 * DAY) == 0
    assert Complaint.objects.get().read() == {}
    kept = Report.objects.get()
    assert (kept.state, kept.sealed, kept.sealed_reply, kept.told) == (state, None, None, "")
    assert (kept.told_at, kept.replied_at, kept.decided_at) == (decided, decided, decided)
    assert CaseNote.objects.get().read() == {}


def test_deleted_message_with_an_open_report_goes_after_thirty_days_at_the_latest() -> None:
    at = LAST_WRITTEN[0]
    conversation = ConversationFactory(
        inquiry__state=InquiryState.DELETED, inquiry__last_written_at=at
    )
    MessageFactory(conversation=conversation)
    Complaint.objects.create(
        conversation=conversation, reason=ComplaintReason.SPAM, sealed=sealing.seal({"note": "x"})
    )

    retention.forget_old(at + 30 * DAY - SECOND)
    assert Inquiry.objects.get().has_text

    assert "1 deleted messages emptied" in retention.forget_old(at + 30 * DAY)
    assert "0 deleted messages emptied" in retention.forget_old(at + 31 * DAY)

    inquiry = Inquiry.objects.get()
    assert (inquiry.sealed, inquiry.sender_digest) == (None, "")
    assert inquiry.text_removed_at == at + 30 * DAY
    assert Message.objects.get().sealed is None
    complaint = Complaint.objects.get()
    assert (complaint.sealed, complaint.state) == (None, CaseState.OPEN)
    assert InquiryEvent.objects.get().kind == InquiryEventKind.TEXT_REMOVED


def test_what_is_not_decided_and_who_is_blocked_stay() -> None:
    conversation = ConversationFactory()
    Complaint.objects.create(
        conversation=conversation, reason=ComplaintReason.SPAM, sealed=sealing.seal({"note": "x"})
    )
    Block.objects.create(sender_digest="d" * 64, scope=BlockScope.SITE)

    retention.forget_old(conversation.sent_at + 4000 * DAY)

    assert Complaint.objects.get().sealed
    assert Block.objects.exists()


def test_row_that_fails_does_not_stop_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    at = LAST_WRITTEN[0]
    first, second = InquiryFactory(sent_at=at), InquiryFactory(sent_at=at)
    real = retention._empty

    def fails_at_first(inquiry: Inquiry, now: datetime) -> None:
        real(inquiry, now)
        if inquiry.pk == first.pk:
            raise ValueError

    monkeypatch.setattr(retention, "_empty", fails_at_first)
    with pytest.raises(SomeFailed):
        retention.forget_old(at + 91 * DAY)

    assert Inquiry.objects.get(pk=first.pk).has_text
    assert not Inquiry.objects.get(pk=second.pk).has_text
