"""Deleting, a new link, judging a profile; and what becomes of steps taken at one moment."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from post_office.models import Email
from pytest_django import DjangoDbBlocker, Settings

from inquiries.actions import writing
from inquiries.choices import (
    Answer,
    ConversationStatus,
    InquiryEventKind,
    InquiryState,
    PatientSays,
    ReportReason,
    Writer,
)
from inquiries.models import (
    AccuracyAnswer,
    Conversation,
    Inquiry,
    InquiryEvent,
    Message,
    Report,
)
from inquiries.refusals import Refused
from tests.directory.at_once import at_once, shared_database
from tests.factories.inquiries import ConversationFactory, InquiryFactory, MessageFactory

MONDAY = datetime(2026, 5, 4, 18, tzinfo=UTC)
SECRET = "CANARY of a slipped disc"
in_database = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]


@pytest.fixture(autouse=True)
def _queue(settings: Settings) -> None:
    settings.EMAIL_BACKEND = "sciatica_site.mail_backend.QueueBackend"


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
        asked = conversation(answered=True)

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
        writing.judge(conversation(answered=True), {"professional": False, "reachable": False})

        reports = {report.reason: report.is_serious for report in Report.objects.all()}
        assert reports == {ReportReason.CONDUCT: True, ReportReason.ACCURACY: False}

    def test_it_is_asked_once(self) -> None:
        asked = conversation(answered=True)
        first = writing.judge(asked, {"reachable": False})

        again = writing.judge(asked, {"reachable": True, "professional": False})

        assert again == first
        assert AccuracyAnswer.objects.get().reachable is False
        assert Report.objects.count() == 1

    def test_the_patient_may_have_had_an_answer_that_we_did_not_carry(self) -> None:
        asked = conversation(patient_says=PatientSays.ANSWERED)

        assert writing.judge(asked, {"reachable": True}).pk

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
            {"therapist": None, "answered": True},
        ],
    )
    def test_without_an_answer_nobody_judges(self, values: dict[str, Any]) -> None:
        with pytest.raises(Refused):
            writing.judge(conversation(**values), {"reachable": False})
        assert not Report.objects.exists()

    def test_what_is_no_question_is_left_out(self) -> None:
        answer = writing.judge(conversation(answered=True), {"therapist_id": True, "pk": False})

        assert not Report.objects.exists()
        assert answer.reachable is None


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
        asked = conversation(answered=True)

        outcomes = at_once(*3 * [lambda: writing.judge(asked, {"professional": False}).pk])

        assert len(set(outcomes)) == 1
        assert Report.objects.count() == AccuracyAnswer.objects.count() == 1
