"""Deleting, a new link, judging a profile; and what becomes of steps taken at one moment."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from post_office.models import Email
from pytest_django import DjangoDbBlocker

from inquiries import links, mails
from inquiries.actions import judging, reporting, writing
from inquiries.choices import (
    Answer,
    ComplaintReason,
    ConversationStatus,
    InquiryEventKind,
    InquiryState,
    PatientSays,
    ReportReason,
    Writer,
)
from inquiries.models import (
    AccuracyAnswer,
    Block,
    Complaint,
    Conversation,
    Inquiry,
    InquiryEvent,
    Message,
    Report,
)
from inquiries.refusals import Refused
from tests.directory.at_once import at_once, shared_database
from tests.factories.accounts import ModeratorFactory
from tests.factories.inquiries import ConversationFactory, InquiryFactory, MessageFactory

MONDAY = datetime(2026, 5, 4, 18, tzinfo=UTC)
SECRET = "CANARY of a slipped disc"
pytestmark = pytest.mark.usefixtures("queued_mail")
in_database = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]


def conversation(**values: Any) -> Conversation:
    made: Conversation = ConversationFactory(**values)
    return made


class TestDelete:
    pytestmark = in_database

    def test_the_text_of_both_sides_is_gone_at_once(self) -> None:
        asked = conversation(answered=True)
        for writer in Writer:
            MessageFactory(conversation=asked, writer=writer)

        assert writing.delete(asked.inquiry, now=MONDAY)

        inquiry = Inquiry.objects.get()
        assert (inquiry.state, inquiry.sealed) == (InquiryState.DELETED, None)
        assert (inquiry.sender_digest, inquiry.text_removed_at) == ("", MONDAY)
        assert set(Message.objects.values_list("sealed", flat=True)) == {None}

    def test_what_happened_stays_known(self) -> None:
        asked = conversation()
        ConversationFactory(inquiry=asked.inquiry)

        writing.delete(asked.inquiry)

        events = InquiryEvent.objects.all()
        assert {event.kind for event in events} == {InquiryEventKind.DELETED}
        assert len(events) == Conversation.objects.count() == 2

    def test_a_second_time_changes_nothing(self) -> None:
        asked = conversation()

        assert writing.delete(asked.inquiry, now=MONDAY)
        assert not writing.delete(asked.inquiry)

        assert Inquiry.objects.get().text_removed_at == MONDAY
        assert InquiryEvent.objects.count() == 1

    def test_the_messages_of_others_stay(self) -> None:
        other = MessageFactory()

        writing.delete(conversation().inquiry)

        other.refresh_from_db()
        assert other.sealed
        assert other.conversation.inquiry.has_text


class TestRenew:
    pytestmark = in_database

    @pytest.mark.parametrize("values", [{}, {"held": True}])
    def test_the_sender_gets_a_link_and_nothing_that_was_typed(
        self, values: dict[str, bool]
    ) -> None:
        inquiry = InquiryFactory(**values)

        writing.renew(inquiry)

        mail = Email.objects.get()
        assert mail.to == ["pat@example.com"]
        everything = f"{mail.subject} {mail.message} {mail.html_message}"
        assert f"/messages/{inquiry.number}:" in everything
        for word in ("Pat Example", "hurts", "Tuesday"):
            assert word not in everything


class TestJudge:
    pytestmark = in_database

    def test_each_no_reaches_the_moderators_without_a_name(self) -> None:
        asked = conversation(answered=True, asked_accuracy_at=MONDAY)

        answer = writing.judge(asked, {"reachable": True, "price_as_stated": False})

        assert (answer.reachable, answer.price_as_stated, answer.professional) == (
            True,
            False,
            None,
        )
        report = Report.objects.get()
        assert (report.reason, report.is_serious) == (ReportReason.ACCURACY, False)
        assert report.therapist == asked.therapist
        assert report.read() == {"fact": "price_as_stated"}

    def test_conduct_is_serious(self) -> None:
        writing.judge(
            conversation(answered=True, asked_accuracy_at=MONDAY),
            {"professional": False, "reachable": False},
        )

        reports = {report.reason: report.is_serious for report in Report.objects.all()}
        assert reports == {ReportReason.CONDUCT: True, ReportReason.ACCURACY: False}

    def test_it_is_asked_once(self) -> None:
        asked = conversation(answered=True, asked_accuracy_at=MONDAY)
        first = writing.judge(asked, {"reachable": False})

        again = writing.judge(asked, {"reachable": True, "professional": False})

        assert again == first
        assert AccuracyAnswer.objects.get().reachable is False
        assert Report.objects.count() == 1

    @pytest.mark.parametrize(
        "values",
        [
            {},
            {
                "status": ConversationStatus.DECLINED,
                "answer": Answer.DECLINED,
                "answered_at": MONDAY,
            },
            {"patient_says": PatientSays.NOT_ANSWERED},
            {"patient_says": PatientSays.ANSWERED},
            {"answered": True, "asked_accuracy_at": None},
            {"therapist": None, "answered": True},
        ],
    )
    def test_without_an_answer_and_our_question_nobody_judges(self, values: dict[str, Any]) -> None:
        with pytest.raises(Refused):
            writing.judge(
                conversation(**{"asked_accuracy_at": MONDAY, **values}), {"reachable": False}
            )
        assert not Report.objects.exists()

    def test_what_is_no_question_is_left_out(self) -> None:
        answer = writing.judge(
            conversation(answered=True, asked_accuracy_at=MONDAY),
            {"therapist_id": True, "pk": False},
        )

        assert not Report.objects.exists()
        assert answer.reachable is None


class TestDeleteWhatWasReported:
    pytestmark = in_database

    def reported(self, **values: Any) -> Conversation:
        asked = conversation(**values)
        complain(asked)
        return asked

    def test_it_is_gone_for_both_but_not_for_who_decides(self) -> None:
        asked = self.reported()
        MessageFactory(conversation=asked)
        assert asked.therapist

        assert writing.delete(asked.inquiry, now=MONDAY)
        assert not writing.delete(asked.inquiry)

        inquiry = Inquiry.objects.get()
        assert (inquiry.state, inquiry.last_written_at) == (InquiryState.DELETED, MONDAY)
        assert inquiry.has_text
        assert inquiry.sender_digest
        assert Message.objects.get().sealed
        assert Complaint.objects.get().read() == {"note": SECRET}
        assert links.find(links.token(inquiry)) is None
        mine = Conversation.objects
        assert not mine.addressed_to(asked.therapist.owner).exists()
        assert mine.withdrawn_from(asked.therapist.owner).exists()
        assert judging.open_text(Complaint.objects.get(), reason="?", by=ModeratorFactory()).letter

    @pytest.mark.parametrize("is_upheld", [True, False])
    def test_it_goes_with_the_decision_and_its_sender_can_still_be_blocked(
        self, *, is_upheld: bool
    ) -> None:
        asked, by = self.reported(), ModeratorFactory()
        MessageFactory(conversation=asked)
        writing.delete(asked.inquiry)

        if is_upheld:
            judging.uphold(Complaint.objects.get(), by=by, is_block=True)
        else:
            judging.dismiss(Complaint.objects.get(), by=by)

        inquiry = Inquiry.objects.get()
        assert (inquiry.sealed, inquiry.sender_digest) == (None, "")
        assert inquiry.text_removed_at
        assert Message.objects.get().sealed is None
        assert Complaint.objects.get().sealed is None
        assert Block.objects.filter(sender_digest=asked.inquiry.sender_digest).exists() is is_upheld

    def test_what_was_said_with_others_goes_at_once(self) -> None:
        asked = self.reported()
        other = MessageFactory(conversation__inquiry=asked.inquiry)

        writing.delete(asked.inquiry)

        other.refresh_from_db()
        assert other.sealed is None

    def test_it_waits_for_the_last_of_several_reports(self) -> None:
        first = self.reported()
        second = self.reported(inquiry=first.inquiry)
        writing.delete(first.inquiry)

        judging.dismiss(first.complaint, by=ModeratorFactory())
        assert Inquiry.objects.get().has_text
        assert Complaint.objects.get(conversation=first).sealed is None

        judging.dismiss(second.complaint, by=ModeratorFactory())
        assert not Inquiry.objects.get().has_text

    def test_a_report_that_was_decided_keeps_nothing(self) -> None:
        asked = self.reported()
        judging.dismiss(Complaint.objects.get(), by=ModeratorFactory())

        writing.delete(asked.inquiry)

        assert not Inquiry.objects.get().has_text
        assert Complaint.objects.get().sealed is None

    def test_a_report_of_what_was_deleted_a_moment_before_quotes_nothing(self) -> None:
        asked = conversation()
        writing.delete(asked.inquiry)

        complain(asked)

        assert Complaint.objects.get().sealed is None

    def test_the_mail_queue_forgets_the_address_at_once(self) -> None:
        asked = self.reported()
        mails.tell_patient(asked.inquiry, "copy", names=["Ana"])

        writing.delete(asked.inquiry)

        assert not Email.objects.exists()


def complain(asked: Conversation) -> None:
    assert asked.therapist
    reporting.complain(asked, reason=ComplaintReason.THREAT, note=SECRET, by=asked.therapist.owner)


def test_of_reporting_deciding_and_deleting_at_once_no_word_stays(
    django_db_blocker: DjangoDbBlocker, tmp_path: Path
) -> None:
    with django_db_blocker.unblock(), shared_database(tmp_path):
        by = ModeratorFactory()
        for _ in range(5):
            asked = conversation()
            complain(asked)
            complaint = Complaint.objects.select_related("conversation__therapist").get(
                conversation=asked
            )

            outcomes = at_once(
                lambda asked=asked: writing.delete(asked.inquiry),  # type: ignore[misc]
                lambda complaint=complaint: judging.dismiss(complaint, by=by),  # type: ignore[misc]
            )

            assert outcomes == ["None", "True"]
            asked.inquiry.refresh_from_db()
            assert (asked.inquiry.sealed, asked.inquiry.sender_digest) == (None, "")
            assert Complaint.objects.get(conversation=asked).sealed is None


@pytest.mark.parametrize("people", [4])
def test_one_form_sent_at_once_is_one_message(
    django_db_blocker: DjangoDbBlocker, tmp_path: Path, people: int
) -> None:
    with django_db_blocker.unblock(), shared_database(tmp_path):
        asked, key = conversation(), uuid.uuid4()

        outcomes = at_once(*people * [lambda: writing.write(asked, SECRET, key=key).pk])

        assert len(set(outcomes)) == 1
        assert Message.objects.count() == Email.objects.count() == 1


def test_of_writing_and_deleting_at_once_no_word_stays(
    django_db_blocker: DjangoDbBlocker, tmp_path: Path
) -> None:
    with django_db_blocker.unblock(), shared_database(tmp_path):
        for _ in range(5):
            asked = conversation()
            write = writer_of(asked)

            at_once(write, lambda asked=asked: writing.delete(asked.inquiry), write)

            assert set(asked.messages.values_list("sealed", flat=True)) <= {None}


def writer_of(asked: Conversation) -> Callable[[], object]:
    return lambda: writing.write(asked, SECRET, key=uuid.uuid4()).pk


def test_who_judges_twice_at_once_has_judged_once(
    django_db_blocker: DjangoDbBlocker, tmp_path: Path
) -> None:
    with django_db_blocker.unblock(), shared_database(tmp_path):
        asked = conversation(answered=True, asked_accuracy_at=MONDAY)

        outcomes = at_once(*3 * [lambda: writing.judge(asked, {"professional": False}).pk])

        assert len(set(outcomes)) == 1
        assert Report.objects.count() == AccuracyAnswer.objects.count() == 1
