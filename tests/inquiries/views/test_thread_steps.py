"""Adding words, saying how it went, deleting: each step once, for the right message alone."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone
from post_office.models import Email
from pytest_django import DjangoAssertNumQueries

from inquiries.choices import Answer, ConversationStatus, PatientSays
from inquiries.models import Conversation, Message
from tests.factories.inquiries import ConversationFactory, MessageFactory
from tests.inquiries.patient import Patient, forms_of, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("queued_mail", "vocabulary")]

MONDAY = datetime(2026, 5, 4, 18, tzinfo=UTC)
CLOSED = "This conversation is closed"
TYPED = "Words <i>that</i> took an hour"


@pytest.fixture
def conversation() -> Conversation:
    made: Conversation = ConversationFactory(answered=True)
    return made


@pytest.fixture
def patient(conversation: Conversation) -> Patient:
    return Patient(conversation.inquiry)


def foreign_numbers() -> list[str]:
    """Of another patient, of nobody, and crafted ones."""
    return [ConversationFactory(answered=True).number, "nobody", "", "\x00", "ü" * 9000]


class TestWrite:
    def test_words_are_added_and_shown(self, patient: Patient, conversation: Conversation) -> None:
        response = patient.client.post(
            patient.path("write"),
            {"number": conversation.number, "key": uuid.uuid4(), "text": f"  {TYPED}\r\nand more "},
            follow=True,
        )

        assert Message.objects.get().read() == f"{TYPED}\nand more"
        assert TYPED in text_of(response)
        assert "We have sent what you added." in text_of(response)
        assert Email.objects.count() == 1

    def test_the_same_form_twice_is_one_message(
        self, patient: Patient, conversation: Conversation
    ) -> None:
        key = str(uuid.uuid4())

        places = {patient.writes(conversation, TYPED, key=key)["Location"] for _ in range(3)}

        assert len(places) == 1
        assert Message.objects.count() == Email.objects.count() == 1

    @pytest.mark.parametrize(
        ("text", "problem"),
        [
            ("", "Write something first."),
            (" \r\n ", "Write something first."),
            ("x" * 4001, "Use at most 4000 characters. You have 4001."),
            ("x\x00y", "One character here was damaged on its way"),
        ],
    )
    def test_a_mistake_is_said_beside_the_field_and_loses_nothing(
        self, patient: Patient, conversation: Conversation, text: str, problem: str
    ) -> None:
        response = patient.writes(conversation, text)

        assert response.status_code == 200
        assert "There is something to correct" in text_of(response)
        assert text_of(response).count(problem) == 2
        assert text.strip().replace("\x00", "\ufffd")[:50] in text_of(response).replace(
            "\x00", "\ufffd"
        )
        assert not Message.objects.exists()

    def test_the_end_of_a_line_counts_as_one(
        self, patient: Patient, conversation: Conversation
    ) -> None:
        assert patient.writes(conversation, "a\r\n" * 1999 + "b").status_code == 302

    @pytest.mark.parametrize("text", ["\U0001f9d8‍♀️ ﷽", "'; --", "{{ x }}{% y %}"])
    def test_any_text_is_kept_as_it_came(
        self, patient: Patient, conversation: Conversation, text: str
    ) -> None:
        body = text.encode("utf-8", "surrogatepass")
        body = b"".join(b"%%%02X" % byte for byte in body)
        data = b"number=%s&key=%s&text=%s" % (
            conversation.number.encode(),
            str(uuid.uuid4()).encode(),
            body,
        )

        response = patient.client.post(
            patient.path("write"), data, content_type="application/x-www-form-urlencoded"
        )

        assert response.status_code == 302
        assert patient.opens().status_code == 200
        if text != "\ud800":
            assert Message.objects.get().read() == text

    @pytest.mark.parametrize("key", ["", "x", "\x00", "0" * 5000, None])
    def test_a_broken_key_costs_nobody_their_words(
        self, patient: Patient, conversation: Conversation, key: str | None
    ) -> None:
        values = {"number": conversation.number, "text": TYPED}

        response = patient.sends("write", **values, **({} if key is None else {"key": key}))

        assert response.status_code == 302
        assert Message.objects.get().read() == TYPED

    def test_numbers_of_others_are_not_found(self, patient: Patient) -> None:
        for number in foreign_numbers():
            assert patient.sends("write", number=number, text=TYPED).status_code == 404
        assert patient.sends("write", text=TYPED).status_code == 404
        assert not Message.objects.exists()

    @pytest.mark.parametrize("step", ["closed", "declined", "left"])
    def test_what_was_closed_meanwhile_gives_the_words_back(
        self, patient: Patient, conversation: Conversation, step: str
    ) -> None:
        now = timezone.now()
        changes: dict[str, dict[str, Any]] = {
            "closed": {"status": ConversationStatus.CLOSED, "closed_at": now},
            "declined": {"status": ConversationStatus.DECLINED, "answer": Answer.DECLINED},
            "left": {"therapist": None},
        }
        Conversation.objects.update(**changes[step])

        response = patient.writes(conversation, TYPED)

        assert response.status_code == 409
        assert CLOSED in text_of(response)
        assert f"What you typed, to copy: {TYPED}" in text_of(response)
        assert "<title>Error:" in " ".join(response.content.decode().split())
        assert not Message.objects.exists()

    def test_a_form_of_another_message_keeps_its_words_and_gets_a_key_of_its_own(
        self, patient: Patient, conversation: Conversation
    ) -> None:
        taken = str(MessageFactory().key)

        response = patient.writes(conversation, TYPED, key=taken)

        assert response.status_code == 409
        assert TYPED in text_of(response)
        assert taken not in response.content.decode()

    def test_twenty_messages_a_day(self, patient: Patient, conversation: Conversation) -> None:
        key = str(uuid.uuid4())
        with time_machine.travel(MONDAY, tick=False):
            patient.writes(conversation, "The first", key=key)
            for _ in range(19):
                assert patient.writes(conversation).status_code == 302
            refused = patient.writes(conversation, TYPED)
            # What was taken once is taken still.
            assert patient.writes(conversation, "The first", key=key).status_code == 302

        assert refused.status_code == 429
        assert int(refused["Retry-After"]) > 0
        assert TYPED in text_of(refused)
        assert "You have sent many messages today" in text_of(refused)
        assert Message.objects.count() == 20
        with time_machine.travel(MONDAY + timedelta(days=1, seconds=1), tick=False):
            assert patient.writes(conversation).status_code == 302

    def test_it_takes_a_fixed_number_of_queries(
        self,
        patient: Patient,
        conversation: Conversation,
        django_assert_num_queries: DjangoAssertNumQueries,
    ) -> None:
        path, values = patient.path("write"), {"number": conversation.number, "text": TYPED}

        with django_assert_num_queries(17):
            patient.client.post(path, values)


class TestSays:
    def test_it_is_kept_and_can_be_changed(
        self, patient: Patient, conversation: Conversation
    ) -> None:
        Conversation.objects.update(sent_at=MONDAY)

        for word in (PatientSays.ANSWERED, PatientSays.NOT_ANSWERED):
            response = patient.sends("says", number=conversation.number, says=word)
            assert response.status_code == 302
            conversation.refresh_from_db()
            assert conversation.patient_says == word

    def test_too_early_is_explained(self, patient: Patient, conversation: Conversation) -> None:
        response = patient.sends("says", number=conversation.number, says="not-answered")

        assert response.status_code == 409
        assert "Please give them three working days" in text_of(response)

    def test_what_is_no_answer_or_not_ours_is_not_found(
        self, patient: Patient, conversation: Conversation
    ) -> None:
        for number in foreign_numbers():
            assert patient.sends("says", number=number, says="answered").status_code == 404
        for word in ("", "maybe", "\x00", "x" * 9000):
            response = patient.sends("says", number=conversation.number, says=word)
            assert response.status_code == 404
        assert set(Conversation.objects.values_list("patient_says", flat=True)) == {""}


class TestDelete:
    def test_it_is_asked_first(self, patient: Patient, conversation: Conversation) -> None:
        asks = patient.opens("delete")

        assert "Delete your message now?" in text_of(asks)
        assert "until the report is decided" in text_of(asks)
        assert forms_of(asks) == ["delete"]
        conversation.inquiry.refresh_from_db()
        assert conversation.inquiry.has_text

    def test_afterwards_the_link_ends(self, patient: Patient, conversation: Conversation) -> None:
        MessageFactory(conversation=conversation)

        done = patient.sends("delete")

        assert done.status_code == 200
        assert "Your message is deleted" in text_of(done)
        assert Message.objects.get().sealed is None
        for response in (patient.opens(), patient.opens("copy"), patient.sends("delete")):
            assert response.status_code == 404

    def test_words_for_a_deleted_message_come_back(
        self, patient: Patient, conversation: Conversation
    ) -> None:
        patient.sends("delete")

        response = patient.writes(conversation, TYPED)

        assert response.status_code == 404
        assert TYPED in text_of(response)
