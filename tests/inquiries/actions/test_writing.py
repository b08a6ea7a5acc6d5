"""What a patient adds and says is kept once, and never where it must not be."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone
from post_office.models import Email

from inquiries.actions import writing
from inquiries.choices import (
    Answer,
    BlockScope,
    ConversationStatus,
    InquiryState,
    PatientSays,
    Writer,
)
from inquiries.models import (
    Block,
    Conversation,
    Message,
)
from inquiries.refusals import Refused
from tests.factories.directory import TherapistFactory
from tests.factories.inquiries import ConversationFactory, MessageFactory

MONDAY = datetime(2026, 5, 4, 18, tzinfo=UTC)
SECRET = "CANARY of a slipped disc"
pytestmark = pytest.mark.usefixtures("queued_mail")
in_database = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]


def conversation(**values: Any) -> Conversation:
    made: Conversation = ConversationFactory(**values)
    return made


class TestWrite:
    pytestmark = in_database

    def test_it_is_kept_encrypted_and_moves_the_date(self) -> None:
        asked = conversation(inquiry__sent_at=MONDAY)

        message = writing.write(asked, SECRET, key=uuid.uuid4(), now=MONDAY + timedelta(days=1))

        message.refresh_from_db()
        asked.inquiry.refresh_from_db()
        assert (message.writer, message.read()) == (Writer.PATIENT, SECRET)
        assert SECRET not in str(message.sealed)
        assert asked.inquiry.last_written_at == MONDAY + timedelta(days=1)

    def test_the_therapist_gets_one_mail_without_a_word_of_it(self) -> None:
        asked = conversation()

        writing.write(asked, SECRET, key=uuid.uuid4())

        mail = Email.objects.get()
        assert asked.therapist
        assert mail.to == [asked.therapist.owner.email]
        everything = f"{mail.subject} {mail.message} {mail.html_message}"
        assert asked.number in everything
        for word in ("CANARY", "disc", "Pat Example", "pat@example.com"):
            assert word not in everything

    def test_the_same_form_is_one_message_and_one_mail(self) -> None:
        asked, key = conversation(), uuid.uuid4()

        first = writing.write(asked, SECRET, key=key)

        assert writing.write(asked, SECRET, key=key) == first
        assert Message.objects.count() == Email.objects.count() == 1

    def test_the_same_form_is_no_refusal_when_it_was_closed_meanwhile(self) -> None:
        asked, key = conversation(), uuid.uuid4()
        first = writing.write(asked, SECRET, key=key)
        close(asked)

        assert writing.write(asked, SECRET, key=key) == first

    def test_other_words_in_the_same_form_are_not_lost_in_silence(self) -> None:
        asked, key = conversation(), uuid.uuid4()
        writing.write(asked, SECRET, key=key)

        with pytest.raises(Refused):
            writing.write(asked, "Other words", key=key)

    @pytest.mark.parametrize("writer", Writer.values)
    def test_a_key_of_another_conversation_is_refused(self, writer: str) -> None:
        asked, other = conversation(), MessageFactory(writer=writer)

        with pytest.raises(Refused):
            writing.write(asked, SECRET, key=other.key)
        assert not asked.messages.exists()
        assert not Email.objects.exists()

    @pytest.mark.parametrize(
        "values",
        [
            {
                "status": ConversationStatus.DECLINED,
                "answer": Answer.DECLINED,
                "answered_at": MONDAY,
            },
            {"status": ConversationStatus.CLOSED, "closed_at": MONDAY},
            {"sent_at": None},
            {"therapist": None},
        ],
    )
    def test_where_nothing_can_be_added_it_is_refused(self, values: dict[str, Any]) -> None:
        asked = conversation(**values)

        with pytest.raises(Refused):
            writing.write(asked, SECRET, key=uuid.uuid4())
        assert not Message.objects.exists()
        assert not Email.objects.exists()

    @pytest.mark.parametrize("state", [s for s in InquiryState if s != InquiryState.SENT])
    def test_nothing_is_added_to_what_was_not_sent(self, state: InquiryState) -> None:
        asked = conversation(inquiry__state=state)

        with pytest.raises(Refused):
            writing.write(asked, SECRET, key=uuid.uuid4())

    @pytest.mark.parametrize("for_site", [True, False])
    def test_who_is_blocked_adds_nothing(self, *, for_site: bool) -> None:
        asked = conversation(answered=True)
        Block.objects.create(
            sender_digest=asked.inquiry.sender_digest,
            scope=BlockScope.SITE if for_site else BlockScope.THERAPIST,
            therapist=None if for_site else asked.therapist,
        )

        with pytest.raises(Refused, match="closed"):
            writing.write(asked, SECRET, key=uuid.uuid4())
        assert not Message.objects.exists()

    def test_who_wrote_after_a_block_sees_no_difference_and_nobody_is_mailed(self) -> None:
        asked = conversation(is_withheld=True)
        Block.objects.create(
            sender_digest=asked.inquiry.sender_digest,
            scope=BlockScope.THERAPIST,
            therapist=asked.therapist,
        )

        assert writing.write(asked, SECRET, key=uuid.uuid4()).pk
        assert not Email.objects.exists()

    def test_a_block_by_somebody_else_stops_nothing(self) -> None:
        asked = conversation()
        Block.objects.create(
            sender_digest=asked.inquiry.sender_digest,
            scope=BlockScope.THERAPIST,
            therapist=TherapistFactory(),
        )

        assert writing.write(asked, SECRET, key=uuid.uuid4()).pk


class TestSays:
    pytestmark = in_database

    def test_it_can_be_changed(self) -> None:
        asked = conversation(inquiry__sent_at=MONDAY)
        late = MONDAY + timedelta(days=10)

        for word in (PatientSays.NOT_ANSWERED, PatientSays.ANSWERED, PatientSays.NOT_ANSWERED):
            writing.says(asked, word, now=late)
            asked.refresh_from_db()
            assert asked.patient_says == word

    def test_nobody_is_called_silent_or_fast_before_three_working_days(self) -> None:
        """Sent on a Monday at 12:00 in Denver: on Thursday at the same time they are over."""
        asked, due = conversation(inquiry__sent_at=MONDAY), MONDAY + timedelta(days=3)

        for word in (PatientSays.ANSWERED, PatientSays.NOT_ANSWERED):
            with pytest.raises(Refused):
                writing.says(asked, word, now=due - timedelta(seconds=1))
            writing.says(asked, word, now=due)

    def test_a_call_can_be_denied_at_once(self) -> None:
        asked = conversation(answered=True, answer=Answer.PHONED)

        writing.says(asked, PatientSays.NOT_ANSWERED)

        asked.refresh_from_db()
        assert asked.patient_says == PatientSays.NOT_ANSWERED

    @pytest.mark.parametrize("values", [{"sent_at": None}, {"inquiry__held": True}])
    def test_about_what_was_not_sent_there_is_nothing_to_say(self, values: dict[str, Any]) -> None:
        asked = conversation(**values)

        for word in (PatientSays.ANSWERED, PatientSays.NOT_ANSWERED):
            with pytest.raises(Refused):
                writing.says(asked, word, now=timezone.now() + timedelta(days=30))

    def test_a_therapist_who_left_is_not_called_silent(self) -> None:
        asked = conversation(therapist=None, inquiry__sent_at=MONDAY)

        with pytest.raises(Refused):
            writing.says(asked, PatientSays.NOT_ANSWERED, now=MONDAY + timedelta(days=30))


def close(asked: Conversation) -> None:
    Conversation.objects.filter(pk=asked.pk).update(
        status=ConversationStatus.CLOSED, closed_at=timezone.now()
    )
