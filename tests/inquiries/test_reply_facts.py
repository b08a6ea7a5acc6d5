"""How a therapist answers is told from facts that opening and closing cannot change."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from directory.models import Therapist
from inquiries import reply_facts
from inquiries.choices import (
    Answer,
    CaseState,
    ComplaintReason,
    ConversationStatus,
    InquiryState,
    PatientSays,
)
from inquiries.models import Complaint, Conversation, Inquiry
from inquiries.reply_facts import Asked, ReplyFacts
from tests.factories.directory import TherapistFactory
from tests.factories.inquiries import ConversationFactory

#: A Friday at noon in Denver.
NOW = datetime(2026, 3, 20, 18, 0, tzinfo=UTC)
DENVER = ZoneInfo("America/Denver")
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


@pytest.fixture
def therapist(db: None) -> Therapist:
    made: Therapist = TherapistFactory(published=True)
    return made


def sent(therapist: Therapist, ago: timedelta, **values: Any) -> Conversation:
    """From somebody new, if it is not said who it is."""
    values.setdefault("inquiry__sender_digest", uuid.uuid4().hex)
    made: Conversation = ConversationFactory(
        therapist=therapist, inquiry__sent_at=NOW - ago, **values
    )
    return made


def answered(therapist: Therapist, ago: timedelta, after: timedelta, **values: Any) -> Conversation:
    return sent(therapist, ago, answered=True, answered_at=NOW - ago + after, **values)


def test_what_was_answered_counts_at_once_and_silence_after_three_working_days(
    therapist: Therapist, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    answered(therapist, 2 * HOUR, HOUR)
    sent(therapist, 2 * HOUR)
    sent(therapist, 3 * DAY)  # Tuesday at noon: three working days at this moment
    sent(therapist, 3 * DAY - timedelta(seconds=1))

    with django_assert_num_queries(1):
        facts = reply_facts.of(therapist.pk, NOW)

    assert (facts.asked, facts.answered, facts.median_minutes) == (2, 1, 60)


def test_late_answer_and_kind_no_are_answers(therapist: Therapist) -> None:
    answered(therapist, 30 * DAY, 20 * DAY)
    answered(therapist, 30 * DAY, DAY, answer=Answer.DECLINED, status=ConversationStatus.DECLINED)

    facts = reply_facts.of(therapist.pk, NOW)

    assert (facts.asked, facts.answered) == (2, 2)


@pytest.mark.parametrize(
    ("answer", "says", "count"),
    [
        (Answer.PHONED, PatientSays.NOTHING, 1),
        (Answer.PHONED, PatientSays.ANSWERED, 1),
        (Answer.PHONED, PatientSays.NOT_ANSWERED, 0),
        (Answer.WRITTEN, PatientSays.NOT_ANSWERED, 1),
    ],
)
def test_call_counts_unless_the_patient_denies_it(
    therapist: Therapist, answer: Answer, says: PatientSays, count: int
) -> None:
    answered(therapist, 30 * DAY, HOUR, answer=answer, patient_says=says)

    facts = reply_facts.of(therapist.pk, NOW)

    assert (facts.asked, facts.answered) == (1, count)


def test_patient_s_word_for_an_answer_counts_without_a_time(therapist: Therapist) -> None:
    sent(therapist, 30 * DAY, patient_says=PatientSays.ANSWERED)

    facts = reply_facts.of(therapist.pk, NOW)

    assert (facts.asked, facts.answered, facts.median_minutes) == (1, 1, None)
    assert not facts.is_slow


def test_closing_unread_is_no_answer(therapist: Therapist) -> None:
    sent(therapist, 20 * DAY, status=ConversationStatus.CLOSED, closed_at=NOW - 19 * DAY)

    facts = reply_facts.of(therapist.pk, NOW)

    assert (facts.asked, facts.answered) == (1, 0)
    assert facts.is_slow


def test_what_a_moderator_found_to_be_abuse_is_left_out(therapist: Therapist) -> None:
    for state in CaseState:
        Complaint.objects.create(
            conversation=sent(therapist, 20 * DAY),
            reason=ComplaintReason.SEXUAL,
            state=state,
            decided_at=None if state == CaseState.OPEN else NOW,
        )

    assert reply_facts.of(therapist.pk, NOW).asked == 2


@pytest.mark.parametrize(("after", "asked"), [(2 * DAY, 0), (20 * DAY, 1)])
def test_what_the_patient_deleted_soon_is_left_out(
    therapist: Therapist, after: timedelta, asked: int
) -> None:
    conversation = sent(therapist, 40 * DAY)
    Inquiry.objects.filter(pk=conversation.inquiry_id).update(
        state=InquiryState.DELETED,
        sealed=None,
        sender_digest="",
        last_written_at=NOW - 40 * DAY + after,
        text_removed_at=NOW - 10 * DAY,
    )

    facts = reply_facts.of(therapist.pk, NOW)

    assert facts.asked == asked
    assert not facts.is_slow


def test_held_messages_old_ones_and_those_of_others_are_left_out(therapist: Therapist) -> None:
    sent(therapist, 181 * DAY)
    ConversationFactory(therapist=therapist, inquiry__held=True, sent_at=None)
    sent(TherapistFactory(published=True), 10 * DAY)

    assert reply_facts.of(therapist.pk, NOW) == ReplyFacts(0, 0, None, False, None)


@pytest.mark.parametrize(("late", "is_slow"), [(-1, False), (0, False), (1, True)])
def test_slow_is_who_lets_wait_longer_than_five_working_days(
    therapist: Therapist, late: int, is_slow: bool
) -> None:
    sent(therapist, 7 * DAY + timedelta(seconds=late))

    assert reply_facts.of(therapist.pk, NOW).is_slow is is_slow


def test_reported_message_makes_nobody_slow(therapist: Therapist) -> None:
    Complaint.objects.create(conversation=sent(therapist, 20 * DAY), reason=ComplaintReason.SPAM)

    assert not reply_facts.of(therapist.pk, NOW).is_slow


def test_what_was_closed_unanswered_is_owed_for_thirty_days_whoever_is_answered_later() -> None:
    closed = Asked(NOW - 20 * DAY, is_closed=True)
    waits = Asked(NOW - 20 * DAY)
    later = Asked(NOW - 5 * DAY, is_answered=True, answered_at=NOW - 4 * DAY)

    assert reply_facts.waiting_since([closed], NOW) == closed.sent_at
    assert reply_facts.waiting_since([closed, later], NOW) == closed.sent_at
    assert reply_facts.waiting_since([waits, later], NOW) == waits.sent_at
    assert reply_facts.waiting_since([closed], NOW + 10 * DAY) is None
    assert reply_facts.waiting_since([waits], NOW + 10 * DAY) == waits.sent_at


def test_one_sender_counts_once_and_it_is_the_first_message_that_counts(
    therapist: Therapist,
) -> None:
    sent(therapist, 40 * DAY, inquiry__sender_digest="one")
    for days in (30, 20):
        answered(therapist, days * DAY, HOUR, inquiry__sender_digest="one")
    answered(therapist, 30 * DAY, 3 * HOUR, inquiry__sender_digest="two")
    answered(therapist, 20 * DAY, HOUR, inquiry__sender_digest="two")

    facts = reply_facts.of(therapist.pk, NOW)

    assert (facts.asked, facts.answered, facts.median_minutes) == (2, 1, 180)


def test_messages_whose_address_is_gone_count_singly(therapist: Therapist) -> None:
    for days in (30, 20):
        conversation = answered(therapist, days * DAY, HOUR)
        Inquiry.objects.filter(pk=conversation.inquiry_id).update(
            sealed=None, sender_digest="", text_removed_at=NOW
        )

    assert reply_facts.of(therapist.pk, NOW).asked == 2


def test_five_messages_from_oneself_say_nothing(therapist: Therapist) -> None:
    for days in range(5):
        answered(therapist, (30 + days) * DAY, HOUR, inquiry__sender_digest="one")

    assert reply_facts.sentences(reply_facts.of(therapist.pk, NOW)) == []


def test_message_that_is_kept_from_its_therapist_does_not_count(therapist: Therapist) -> None:
    sent(therapist, 20 * DAY, is_withheld=True)

    assert reply_facts.of(therapist.pk, NOW) == ReplyFacts(0, 0, None, False, None)


def test_deleted_message_that_a_moderator_still_may_read_waits_for_nobody(
    therapist: Therapist,
) -> None:
    conversation = sent(therapist, 20 * DAY)
    Inquiry.objects.filter(pk=conversation.inquiry_id).update(
        state=InquiryState.DELETED, last_written_at=NOW - 19 * DAY
    )

    assert reply_facts.of(therapist.pk, NOW) == ReplyFacts(0, 0, None, False, None)


@pytest.mark.django_db
def test_five_senders_are_enough_to_say_something_on_the_public_page() -> None:
    therapist = TherapistFactory(published=True)
    at = timezone.now() - timedelta(days=2)
    for number in range(5):
        assert reply_facts.profile_facts(therapist.pk) == [], number
        ConversationFactory(
            therapist=therapist,
            answered=True,
            inquiry__sent_at=at,
            inquiry__sender_digest=f"{number}",
            answered_at=at + timedelta(hours=3),
        )

    said = ["Answered 5 of 5 messages, usually within 3 hours"]
    assert reply_facts.profile_facts(therapist.pk) == said


@pytest.mark.parametrize(("late", "is_overdue"), [(-1, False), (0, True)])
def test_overdue_is_what_was_not_answered_in_three_working_days(
    late: int, is_overdue: bool
) -> None:
    conversation = Conversation(sent_at=NOW - 3 * DAY - timedelta(seconds=late))

    assert reply_facts.is_overdue(conversation, DENVER, NOW) is is_overdue
    assert not reply_facts.is_overdue(Conversation(), DENVER, NOW)


def test_nothing_is_said_from_fewer_than_five() -> None:
    few = ReplyFacts(4, 4, 60, is_slow=False, waiting_since=None)

    assert reply_facts.sentences(few) == []
    assert reply_facts.expected_reply(few) == ""


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (0, "usually within 1 hour"),
        (60, "usually within 1 hour"),
        (61, "usually within 2 hours"),
        (170, "usually within 3 hours"),
        (720, "usually within 12 hours"),
        (721, "usually within 1 day"),
        (1440, "usually within 1 day"),
        (1441, "usually within 2 days"),
        (4000, "usually within 3 days"),
    ],
)
def test_usual_time_is_said_in_steps_that_people_plan_by(minutes: int, words: str) -> None:
    facts = ReplyFacts(8, 7, minutes, is_slow=False, waiting_since=None)

    assert reply_facts.sentences(facts) == [f"Answered 7 of 8 messages, {words}"]
    assert reply_facts.expected_reply(facts) == words


def test_sentences_without_any_answer() -> None:
    facts = ReplyFacts(8, 0, None, is_slow=True, waiting_since=NOW)

    assert reply_facts.sentences(facts) == [
        "Answered 0 of 8 messages",
        "Slow to reply at the moment",
    ]


@st.composite
def histories(draw: st.DrawFn) -> list[Asked]:
    rows = []
    for ago in draw(st.lists(st.integers(0, 179 * 24 * 60), max_size=12)):
        at = NOW - timedelta(minutes=ago)
        is_answered = draw(st.booleans())
        after = timedelta(minutes=draw(st.integers(0, max(ago, 0))))
        rows.append(
            Asked(
                at,
                is_answered=is_answered,
                answered_at=at + after if is_answered else None,
                is_closed=draw(st.booleans()),
            )
        )
    return rows


@given(histories(), st.data())
def test_closing_or_opening_never_changes_the_rate(rows: list[Asked], data: st.DataObject) -> None:
    before = reply_facts.summary(rows, DENVER, NOW)
    closed = [
        Asked(row.sent_at, row.is_answered, row.answered_at, is_closed=data.draw(st.booleans()))
        for row in rows
    ]

    after = reply_facts.summary(closed, DENVER, NOW)

    assert (after.asked, after.answered, after.median_minutes) == (
        before.asked,
        before.answered,
        before.median_minutes,
    )
    assert 0 <= after.answered <= after.asked <= len(rows)


@given(histories())
def test_answering_never_lowers_the_rate(rows: list[Asked]) -> None:
    before = reply_facts.summary(rows, DENVER, NOW)
    all_answered = [
        row if row.is_answered else Asked(row.sent_at, is_answered=True, answered_at=NOW)
        for row in rows
    ]

    after = reply_facts.summary(all_answered, DENVER, NOW)

    assert after.answered == after.asked == len(rows)
    assert before.answered <= after.answered
    assert not after.is_slow


@pytest.mark.parametrize("opened", [False, True])
@pytest.mark.parametrize("status", [ConversationStatus.WAITING, ConversationStatus.CLOSED])
def test_what_a_therapist_does_without_answering_leaves_the_rate_as_it_is(
    therapist: Therapist, opened: bool, status: ConversationStatus
) -> None:
    answered(therapist, 30 * DAY, HOUR)
    ignored = sent(therapist, 30 * DAY)
    before = reply_facts.of(therapist.pk, NOW)

    Conversation.objects.filter(pk=ignored.pk).update(
        status=status,
        closed_at=NOW if status == ConversationStatus.CLOSED else None,
        opened_at=NOW if opened else None,
    )

    after = reply_facts.of(therapist.pk, NOW)
    assert (after.asked, after.answered) == (before.asked, before.answered) == (2, 1)
