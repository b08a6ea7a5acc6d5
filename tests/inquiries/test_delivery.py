"""A mail that fails or comes back is known, told, and never sent twice."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone
from post_office.models import STATUS, Email, RecipientDeliveryStatus

from inquiries import delivery
from inquiries.choices import (
    CaseState,
    ComplaintReason,
    InquiryEventKind,
    PatientSays,
    PauseReason,
)
from inquiries.models import Complaint, Conversation, Inquiry, InquiryBox, InquiryEvent
from tests.factories.inquiries import ConversationFactory, InquiryFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("queued_mail")]

NOW = timezone.now()
HOUR = timedelta(hours=1)
UNDELIVERED = "Your message did not reach the therapist"


def notice(status: int | None = STATUS.sent, **values: Any) -> Email:
    return Email.objects.create(
        from_email="a@example.com", to="b@example.com", status=status, **values
    )


def sent(ago: timedelta = 2 * HOUR, **values: Any) -> Conversation:
    made: Conversation = ConversationFactory(inquiry__sent_at=NOW - ago, **values)
    return made


def queued() -> list[str]:
    return [mail.subject for mail in Email.objects.exclude(subject="")]


BAD = [
    {"status": STATUS.failed},
    {"recipient_delivery_status": RecipientDeliveryStatus.HARD_BOUNCED},
    {"recipient_delivery_status": RecipientDeliveryStatus.SPAM_COMPLAINT},
]


@pytest.mark.parametrize("values", BAD)
def test_notice_that_fails_closes_the_form_and_tells_the_patient_once(
    values: dict[str, Any],
) -> None:
    conversation = sent(notice=notice(**values))

    assert delivery.failed_mails(NOW) == "1 messages could not be delivered"
    assert delivery.failed_mails(NOW + HOUR) == "0 messages could not be delivered"

    conversation.refresh_from_db()
    assert conversation.undelivered_at == NOW
    box = InquiryBox.objects.get(therapist=conversation.therapist)
    assert (box.paused_at, box.pause_reason) == (NOW, PauseReason.UNDELIVERED)
    assert queued() == [UNDELIVERED]
    assert InquiryEvent.objects.get().kind == InquiryEventKind.UNDELIVERED


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"status": STATUS.queued},
        {"status": STATUS.requeued},
        {"recipient_delivery_status": RecipientDeliveryStatus.SOFT_BOUNCED},
        {"recipient_delivery_status": RecipientDeliveryStatus.DELIVERED},
    ],
)
def test_notice_on_its_way_changes_nothing(values: dict[str, Any]) -> None:
    sent(notice=notice(**values))

    delivery.failed_mails(NOW)

    assert queued() == []
    assert not InquiryBox.objects.exists()


def test_patient_who_has_an_answer_is_not_told_that_the_mail_came_back() -> None:
    conversation = sent(answered=True, notice=notice(STATUS.failed))

    delivery.failed_mails(NOW)

    assert queued() == []
    assert InquiryBox.objects.get(therapist=conversation.therapist).paused_at


def test_form_that_was_closed_before_keeps_its_reason() -> None:
    conversation = sent(notice=notice(STATUS.failed))
    InquiryBox.objects.create(
        therapist=conversation.therapist, paused_at=NOW, pause_reason=PauseReason.OWN_WISH
    )

    delivery.failed_mails(NOW)

    assert InquiryBox.objects.get().pause_reason == PauseReason.OWN_WISH


@pytest.mark.parametrize(("ago", "is_closed"), [(HOUR / 2, True), (HOUR, False), (2 * HOUR, False)])
def test_form_that_was_opened_again_is_not_closed_by_a_mail_from_before(
    ago: timedelta, is_closed: bool
) -> None:
    conversation = sent(ago, notice=notice(STATUS.failed))
    InquiryBox.objects.create(therapist=conversation.therapist, opened_at=NOW - HOUR)

    delivery.failed_mails(NOW)

    assert (InquiryBox.objects.get().paused_at is not None) is is_closed
    assert queued() == [UNDELIVERED]


def test_form_is_closed_even_if_no_key_opens_the_message() -> None:
    conversation = sent(notice=notice(STATUS.failed))
    Inquiry.objects.update(sealed="lost")

    delivery.failed_mails(NOW)

    assert InquiryBox.objects.get(therapist=conversation.therapist).paused_at


def test_therapist_who_was_never_told_is_told_once() -> None:
    conversation = sent()

    assert delivery.reconcile(NOW).startswith("1 mails queued again")
    assert delivery.reconcile(NOW + HOUR / 2).startswith("0 mails queued again")

    conversation.refresh_from_db()
    assert conversation.notice is not None
    assert conversation.therapist is not None
    assert conversation.notice.to == [conversation.therapist.owner.email]
    assert len(queued()) == 1


@pytest.mark.parametrize(
    "values",
    [
        {"ago": HOUR / 2},  # may still be in another transaction
        {"opened_at": NOW},
        {"nudged_at": NOW},  # the record of the first mail went by its day
        {"undelivered_at": NOW},
        {"answered": True},
        {"therapist": None},
        {"is_withheld": True},
        {"patient_says": PatientSays.ANSWERED},
    ],
)
def test_nobody_is_told_twice(values: dict[str, Any]) -> None:
    sent(**values)

    delivery.reconcile(NOW)

    assert queued() == []


@pytest.mark.parametrize("state", [CaseState.OPEN, CaseState.UPHELD])
def test_nobody_is_told_of_a_message_that_they_have_reported(state: CaseState) -> None:
    Complaint.objects.create(
        conversation=sent(),
        reason=ComplaintReason.THREAT,
        state=state,
        decided_at=None if state == CaseState.OPEN else NOW,
    )

    delivery.reconcile(NOW)

    assert queued() == []


def test_notice_that_was_sent_is_not_sent_again() -> None:
    sent(notice=notice())

    delivery.reconcile(NOW)

    assert queued() == []


def test_mail_that_the_sender_would_never_look_at_is_put_back() -> None:
    lost = notice(status=None)

    assert "1 mails put back" in delivery.reconcile(NOW)

    lost.refresh_from_db()
    assert lost.status == STATUS.queued


def test_mails_that_wait_too_long_are_reported() -> None:
    for age in (HOUR - timedelta(seconds=1), HOUR, 2 * HOUR):
        waiting = notice(STATUS.queued)
        Email.objects.filter(pk=waiting.pk).update(created=NOW - age)

    assert "2 mails wait longer than an hour" in delivery.reconcile(NOW)


def test_message_to_nobody_is_reported() -> None:
    InquiryFactory()

    with pytest.raises(delivery.NeedsAttention, match="1 sent messages have no therapist"):
        delivery.reconcile(NOW)


def test_undelivered_happens_once_even_to_stale_rows() -> None:
    conversation = sent()
    stale = Conversation.objects.get(pk=conversation.pk)

    assert delivery.undelivered(conversation, NOW)
    assert not delivery.undelivered(stale, NOW + HOUR)

    assert queued() == [UNDELIVERED]
    assert isinstance(Conversation.objects.get().undelivered_at, datetime)
