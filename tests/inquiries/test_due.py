"""No message stays without an answer: each mail at its moment, and once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.mail import EmailMessage
from django.utils import timezone
from post_office.models import Email
from pytest_django import DjangoDbBlocker

from directory.choices import ProfileStatus
from directory.models import Therapist
from inquiries import due, mails
from inquiries.choices import (
    Answer,
    CaseState,
    ComplaintReason,
    ConversationStatus,
    InquiryState,
    PatientSays,
    PauseReason,
)
from inquiries.models import AccuracyAnswer, Complaint, Conversation, Inquiry, InquiryBox
from inquiries.one_by_one import SomeFailed
from tests.directory.at_once import at_once, shared_database
from tests.factories.directory import TherapistFactory
from tests.factories.inquiries import ConversationFactory, InquiryFactory

pytestmark = pytest.mark.django_db

DENVER = ZoneInfo("America/Denver")
SECOND = timedelta(seconds=1)
DAY = timedelta(days=1)

NUDGE = "A patient waits for your answer"
NO_ANSWER = "No answer yet to your message"
CLOSED = "We have closed your message form for now"
ACCURACY = "Was the profile right?"

Job = Callable[[datetime], str]


def denver(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=DENVER).astimezone(UTC)


#: A Tuesday.
SENT = denver("2026-03-03 10:00")


def sent(at: datetime = SENT, **values: Any) -> Conversation:
    made: Conversation = ConversationFactory(inquiry__sent_at=at, **values)
    return made


def subjects(outbox: list[EmailMessage]) -> list[str]:
    return [str(message.subject) for message in outbox]


MOMENTS = [
    # job, mail, sent, due in Denver
    (due.nudge, NUDGE, "2026-03-03 10:00", "2026-03-04 10:00"),
    (due.nudge, NUDGE, "2026-03-06 16:00", "2026-03-09 16:00"),  # clocks go forward between
    (due.nudge, NUDGE, "2026-10-30 16:00", "2026-11-02 16:00"),  # and back
    (due.nudge, NUDGE, "2026-03-07 16:00", "2026-03-10 00:00"),  # written on a Saturday
    (due.nudge, NUDGE, "2028-02-28 10:00", "2028-02-29 10:00"),
    (due.offer_others, NO_ANSWER, "2026-03-03 10:00", "2026-03-06 10:00"),
    (due.offer_others, NO_ANSWER, "2026-03-05 10:00", "2026-03-10 10:00"),
    (due.offer_others, NO_ANSWER, "2026-10-29 10:00", "2026-11-03 10:00"),
    (due.offer_others, NO_ANSWER, "2028-02-28 10:00", "2028-03-02 10:00"),
    (due.close_silent_boxes, CLOSED, "2026-03-03 10:00", "2026-03-17 10:00"),
    (due.close_silent_boxes, CLOSED, "2026-10-27 10:00", "2026-11-10 10:00"),
    (due.close_silent_boxes, CLOSED, "2028-02-25 10:00", "2028-03-10 10:00"),
]


@pytest.mark.parametrize(("job", "subject", "at", "moment"), MOMENTS)
def test_mail_goes_out_at_its_moment_and_not_before(
    job: Job, subject: str, at: str, moment: str, mailoutbox: list[EmailMessage]
) -> None:
    sent(denver(at))

    job(denver(moment) - SECOND)
    assert subjects(mailoutbox) == []

    job(denver(moment))
    assert subjects(mailoutbox) == [subject]

    job(denver(moment) + SECOND)
    job(denver(moment) + DAY)
    assert subjects(mailoutbox) == [subject]


@pytest.mark.parametrize("job", [due.nudge, due.offer_others, due.close_silent_boxes])
def test_job_that_was_late_still_does_it(job: Job, mailoutbox: list[EmailMessage]) -> None:
    sent()

    job(SENT + 25 * DAY)

    assert len(mailoutbox) == 1


@pytest.mark.parametrize("job", [due.nudge, due.offer_others, due.close_silent_boxes])
@pytest.mark.parametrize(
    "values",
    [
        {"answered": True},
        {"answered": True, "status": ConversationStatus.DECLINED, "answer": Answer.DECLINED},
        {"answered": True, "answer": Answer.PHONED},
        {"patient_says": PatientSays.ANSWERED},
        {"undelivered_at": SENT},
        {"sent_at": None, "inquiry__held": True},
        {"sent_at": None, "inquiry__quarantined": True},
        {"therapist": None},
    ],
)
def test_nothing_is_due_when_nobody_waits(
    job: Job, values: dict[str, Any], mailoutbox: list[EmailMessage]
) -> None:
    if "sent_at" in values:
        ConversationFactory(inquiry__created_at=SENT, **values)
    else:
        sent(**values)

    job(SENT + 25 * DAY)

    assert mailoutbox == []


@pytest.mark.parametrize("job", [due.nudge, due.offer_others, due.close_silent_boxes])
@pytest.mark.parametrize(
    ("state", "number"), [(CaseState.OPEN, 0), (CaseState.UPHELD, 0), (CaseState.DISMISSED, 1)]
)
def test_reported_message_asks_for_no_answer_but_its_patient_is_told_until_it_was_found_right(
    job: Job, state: CaseState, number: int, mailoutbox: list[EmailMessage]
) -> None:
    if (job, state) == (due.offer_others, CaseState.OPEN):
        number = 1
    Complaint.objects.create(
        conversation=sent(),
        reason=ComplaintReason.THREAT,
        state=state,
        decided_at=None if state == CaseState.OPEN else SENT,
    )

    job(SENT + 25 * DAY)

    assert len(mailoutbox) == number


@pytest.mark.parametrize(
    ("job", "number"), [(due.nudge, 0), (due.offer_others, 1), (due.close_silent_boxes, 0)]
)
def test_who_was_blocked_before_waits_like_anybody_and_the_therapist_hears_nothing(
    job: Job, number: int, mailoutbox: list[EmailMessage]
) -> None:
    sent(is_withheld=True)

    job(SENT + 25 * DAY)

    assert len(mailoutbox) == number


@pytest.mark.parametrize("job", [due.nudge, due.offer_others, due.close_silent_boxes])
def test_deleted_message_asks_for_no_answer(job: Job, mailoutbox: list[EmailMessage]) -> None:
    conversation = sent()
    Inquiry.objects.filter(pk=conversation.inquiry_id).update(
        state=InquiryState.DELETED, sealed=None, sender_digest="", text_removed_at=SENT
    )

    job(SENT + 25 * DAY)

    assert mailoutbox == []


def test_closing_unread_ends_the_reminders_but_the_patient_is_told(
    mailoutbox: list[EmailMessage],
) -> None:
    sent(status=ConversationStatus.CLOSED, closed_at=SENT)

    due.nudge(SENT + 3 * DAY)
    due.offer_others(SENT + 3 * DAY)
    due.close_silent_boxes(SENT + 14 * DAY)

    assert subjects(mailoutbox) == [NO_ANSWER, CLOSED]


def test_mails_go_to_the_right_side_and_lead_to_the_right_page(
    mailoutbox: list[EmailMessage],
) -> None:
    conversation = sent()
    assert conversation.therapist is not None

    due.nudge(SENT + 3 * DAY)
    due.offer_others(SENT + 3 * DAY)

    to_therapist, to_patient = mailoutbox
    assert to_therapist.to == [conversation.therapist.owner.email]
    assert f"/dashboard/inquiries/{conversation.number}/" in str(to_therapist.body)
    assert to_patient.to == ["pat@example.com"]
    assert "/messages/" in str(to_patient.body)


def test_patient_who_asked_three_gets_one_mail_in_a_run(mailoutbox: list[EmailMessage]) -> None:
    inquiry = InquiryFactory(sent_at=SENT)
    for _ in range(3):
        ConversationFactory(inquiry=inquiry)

    due.offer_others(SENT + 3 * DAY)
    due.offer_others(SENT + 4 * DAY)

    assert subjects(mailoutbox) == [NO_ANSWER]
    assert not Conversation.objects.filter(offered_others_at=None).exists()


def test_two_runs_at_one_moment_tell_a_patient_once(mailoutbox: list[EmailMessage]) -> None:
    inquiry = InquiryFactory(sent_at=SENT)
    first, second = (ConversationFactory(inquiry=inquiry) for _ in range(2))
    late = SENT + 3 * DAY

    assert due._offer_others(first.pk, late)
    assert not due._offer_others(second.pk, late + SECOND)

    assert subjects(mailoutbox) == [NO_ANSWER]


def test_who_is_not_late_yet_gets_their_time(mailoutbox: list[EmailMessage]) -> None:
    inquiry = InquiryFactory(sent_at=SENT)
    late = ConversationFactory(inquiry=inquiry)
    in_time = ConversationFactory(inquiry=inquiry, sent_at=SENT + 2 * DAY)

    due.offer_others(SENT + 3 * DAY)

    late.refresh_from_db()
    in_time.refresh_from_db()
    assert (late.offered_others_at, in_time.offered_others_at) == (SENT + 3 * DAY, None)


@pytest.mark.parametrize(
    ("job", "at", "answered"), [(due.offer_others, 3, False), (due.ask_accuracy, 10, True)]
)
def test_what_goes_out_once_goes_out_once_of_runs_at_two_moments(
    job: Job,
    at: int,
    answered: bool,
    django_db_blocker: DjangoDbBlocker,
    tmp_path: Path,
    queued_mail: None,
) -> None:
    with django_db_blocker.unblock(), shared_database(tmp_path):
        for _ in range(4):
            inquiry = InquiryFactory(sent_at=SENT)
            for _number in range(3):
                ConversationFactory(inquiry=inquiry, answered=answered)

        at_once(*(lambda n=n: job(SENT + at * DAY + n * SECOND) for n in range(4)))  # type: ignore[misc]

        assert Email.objects.count() == 4


@pytest.mark.parametrize(
    ("job", "count"), [(due.nudge, 3), (due.offer_others, 3), (due.close_silent_boxes, 3)]
)
def test_run_that_is_killed_half_way_sends_nothing_twice(
    job: Job, count: int, mailoutbox: list[EmailMessage], monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(3):
        sent()
    real, calls = mails._queue, []

    def dies_at_the_second(*args: Any) -> Any:
        calls.append(args)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return real(*args)

    monkeypatch.setattr(mails, "_queue", dies_at_the_second)
    with pytest.raises(KeyboardInterrupt):
        job(SENT + 14 * DAY)
    assert len(mailoutbox) == 1

    job(SENT + 14 * DAY)
    job(SENT + 14 * DAY)

    assert len(mailoutbox) == count
    if job is not due.offer_others:  # there they go to one address
        assert len({message.to[0] for message in mailoutbox}) == count


def test_message_that_no_key_opens_does_not_stop_the_others(
    mailoutbox: list[EmailMessage],
) -> None:
    Inquiry.objects.filter(pk=sent().inquiry_id).update(sealed="lost")
    sent()

    with pytest.raises(SomeFailed, match="1 done, 1 failed"):
        due.offer_others(SENT + 3 * DAY)

    assert subjects(mailoutbox) == [NO_ANSWER]


# Closing the form


def box(therapist: Therapist | None) -> InquiryBox:
    return InquiryBox.objects.get(therapist=therapist)


def test_form_is_closed_with_its_reason() -> None:
    conversation = sent()

    assert due.close_silent_boxes(SENT + 14 * DAY) == "1 forms closed"

    closed = box(conversation.therapist)
    assert (closed.paused_at, closed.pause_reason) == (SENT + 14 * DAY, PauseReason.SILENT)


def test_form_that_was_opened_again_is_not_closed_for_what_waited_before(
    mailoutbox: list[EmailMessage],
) -> None:
    old = sent()
    InquiryBox.objects.create(therapist=old.therapist, opened_at=SENT + 15 * DAY)

    due.close_silent_boxes(SENT + 20 * DAY)
    assert mailoutbox == []

    sent(SENT + 16 * DAY, therapist=old.therapist)
    due.close_silent_boxes(SENT + 29 * DAY)
    assert mailoutbox == []
    due.close_silent_boxes(SENT + 30 * DAY)
    assert subjects(mailoutbox) == [CLOSED]


@pytest.mark.parametrize("reason", PauseReason.values)
def test_form_that_is_closed_keeps_its_reason(reason: str, mailoutbox: list[EmailMessage]) -> None:
    conversation = sent()
    InquiryBox.objects.create(therapist=conversation.therapist, paused_at=SENT, pause_reason=reason)

    due.close_silent_boxes(SENT + 20 * DAY)

    assert mailoutbox == []
    assert box(conversation.therapist).pause_reason == reason


def test_profile_that_is_not_public_has_no_form_to_close(mailoutbox: list[EmailMessage]) -> None:
    conversation = sent()
    Therapist.objects.filter(pk=conversation.therapist_id).update(status=ProfileStatus.DRAFT)

    due.close_silent_boxes(SENT + 20 * DAY)

    assert mailoutbox == []


# Was the profile right?


@pytest.mark.parametrize("answer", [Answer.WRITTEN, Answer.PHONED])
def test_patient_is_asked_once_seven_days_after_the_first_answer(
    answer: Answer, mailoutbox: list[EmailMessage]
) -> None:
    at = denver("2026-03-05 10:00")  # clocks change within the week: a week is 168 hours here
    sent(answered=True, answered_at=at, answer=answer)

    due.ask_accuracy(at + 7 * DAY - SECOND)
    assert mailoutbox == []

    due.ask_accuracy(at + 7 * DAY)
    due.ask_accuracy(at + 7 * DAY + SECOND)
    due.ask_accuracy(at + 30 * DAY)
    assert subjects(mailoutbox) == [ACCURACY]
    assert mailoutbox[0].to == ["pat@example.com"]
    assert "/accuracy/" in str(mailoutbox[0].body)


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"answered": True, "answer": Answer.DECLINED},
        {"answered": True, "patient_says": PatientSays.NOT_ANSWERED},
        {"answered": True, "therapist": None},
    ],
)
def test_nobody_is_asked_who_had_no_answer(
    values: dict[str, Any], mailoutbox: list[EmailMessage]
) -> None:
    sent(**values)

    due.ask_accuracy(SENT + 20 * DAY)

    assert mailoutbox == []


def test_who_has_told_us_is_not_asked(mailoutbox: list[EmailMessage]) -> None:
    conversation = sent(answered=True)
    AccuracyAnswer.objects.create(
        conversation=conversation, therapist=conversation.therapist, reachable=True
    )

    due.ask_accuracy(SENT + 20 * DAY)

    assert mailoutbox == []


def test_patient_who_asked_three_is_asked_once(mailoutbox: list[EmailMessage]) -> None:
    inquiry = InquiryFactory(sent_at=SENT)
    for days in (1, 1, 9):
        ConversationFactory(inquiry=inquiry, answered=True, answered_at=SENT + days * DAY)

    due.ask_accuracy(SENT + 8 * DAY)
    due.ask_accuracy(SENT + 30 * DAY)

    assert subjects(mailoutbox) == [ACCURACY]
    # Of the two who had answered by then.
    assert Conversation.objects.filter(asked_accuracy_at=SENT + 8 * DAY).count() == 2


def test_queue_holds_the_mail_in_the_transaction_of_its_mark(queued_mail: None) -> None:
    sent(timezone.now() - 10 * DAY)

    due.nudge(timezone.now())

    assert Email.objects.get().subject == NUDGE


def test_jobs_need_few_queries_however_many_have_been_dealt_with(
    django_assert_num_queries: Any,
) -> None:
    for _ in range(4):
        sent(therapist=TherapistFactory(published=True))
    due.nudge(SENT + 3 * DAY)

    with django_assert_num_queries(1):
        due.nudge(SENT + 3 * DAY)
