"""A therapist gets a copy of the letter box, and leaves nothing written behind."""

from __future__ import annotations

import json

import pytest
from django.core.mail import EmailMessage
from django.utils import timezone

from accounts.models import User
from directory.models import Therapist
from inquiries import personal_data
from inquiries.choices import (
    Answer,
    ComplaintReason,
    ConversationStatus,
    InquiryEventKind,
    PauseReason,
    Writer,
)
from inquiries.letter import Letter
from inquiries.models import (
    Complaint,
    Conversation,
    Inquiry,
    InquiryBox,
    InquiryEvent,
    Message,
    Report,
)
from sciatica_site import sealing
from tests.factories.accounts import UserFactory
from tests.factories.directory import TherapistFactory
from tests.factories.inquiries import ConversationFactory, InquiryFactory, MessageFactory
from tests.factories.reports import ReportFactory

pytestmark = pytest.mark.django_db

LEFT = "A therapist you wrote to has left our site"


@pytest.fixture
def therapist() -> Therapist:
    made: Therapist = TherapistFactory(published=True)
    return made


def test_copy_holds_both_sides_and_the_dates(therapist: Therapist) -> None:
    conversation = ConversationFactory(therapist=therapist, answered=True)
    MessageFactory(conversation=conversation, text="Tuesday at ten.")
    MessageFactory(conversation=conversation, text="I shall come.", writer=Writer.PATIENT)
    InquiryBox.objects.create(
        therapist=therapist,
        paused_at=conversation.sent_at,
        pause_reason=PauseReason.OWN_WISH,
    )

    copy = personal_data.export(therapist.owner)

    assert json.dumps(copy)
    (told,) = copy["conversations"]
    assert told["letter"]["message"].startswith("It hurts when I sit.")
    assert told["letter"]["email"] == "pat@example.com"
    assert [one["text"] for one in told["messages"]] == ["Tuesday at ten.", "I shall come."]
    assert told["sent_at"] == conversation.sent_at.isoformat()
    assert copy["form_closed_because"] == "own-wish"


def test_copy_is_no_way_around_the_hidden_name(therapist: Therapist) -> None:
    ConversationFactory(therapist=therapist)

    copy = json.dumps(personal_data.export(therapist.owner))

    assert "It hurts when I sit" in copy
    assert "Pat" not in copy
    assert "pat@example.com" not in copy


def test_copy_holds_what_the_therapist_reported(therapist: Therapist) -> None:
    Complaint.objects.create(
        conversation=ConversationFactory(therapist=therapist),
        reason=ComplaintReason.THREAT,
        sealed=sealing.seal({"note": "my own words"}),
    )

    (told,) = personal_data.export(therapist.owner)["conversations"]

    assert told["your_report"]["reason"] == "threat"
    assert told["your_report"]["note"] == "my own words"


def test_copy_holds_nothing_of_others_nor_what_was_held_back(therapist: Therapist) -> None:
    ConversationFactory()
    ConversationFactory(therapist=therapist, inquiry__held=True, sent_at=None)
    ConversationFactory(therapist=therapist, inquiry__quarantined=True, sent_at=None)

    assert personal_data.export(therapist.owner) == {}
    assert personal_data.export(UserFactory()) == {}


def test_what_a_patient_wrote_is_as_veiled_in_the_copy_as_on_the_page(therapist: Therapist) -> None:
    signed = "Yours, Pat Canary, canary@example.com, (303) 555-0142"
    letter = Letter(
        name="Pat Canary",
        email="canary@example.com",
        message=signed,
        phone="+13035550142",
        tell=(("Where it hurts", signed),),
    )
    conversation = ConversationFactory(therapist=therapist, inquiry__letter=letter)
    MessageFactory(conversation=conversation, writer=Writer.PATIENT, text=signed)
    MessageFactory(conversation=conversation, writer=Writer.THERAPIST, text="Dear Pat")

    copy = json.dumps(personal_data.export(therapist.owner))

    for part in ("Canary", "canary", "0142"):
        assert part not in copy
    assert copy.count("Yours, [hidden], [hidden], [hidden]") == 3
    assert "Dear Pat" in copy

    Conversation.objects.update(revealed_at=timezone.now())
    assert json.dumps(personal_data.export(therapist.owner)).count(signed) == 3


def test_where_nobody_knows_what_to_hide_the_copy_holds_no_words_of_the_patient(
    therapist: Therapist,
) -> None:
    conversation = ConversationFactory(therapist=therapist)
    MessageFactory(conversation=conversation, writer=Writer.PATIENT, text="Pat here")
    Inquiry.objects.update(sealed="lost")

    (told,) = personal_data.export(therapist.owner)["conversations"]

    assert (told["letter"], told["messages"][0]["text"]) == (None, None)


def test_what_is_kept_from_a_therapist_is_not_in_the_copy(therapist: Therapist) -> None:
    ConversationFactory(therapist=therapist, is_withheld=True)

    assert personal_data.export(therapist.owner) == {}


def test_text_that_no_key_opens_does_not_keep_the_rest_from_the_copy(
    therapist: Therapist,
) -> None:
    conversation = MessageFactory(
        conversation=ConversationFactory(therapist=therapist, answered=True)
    ).conversation
    Inquiry.objects.filter(pk=conversation.inquiry_id).update(sealed="lost")
    Message.objects.update(sealed="lost")

    (told,) = personal_data.export(therapist.owner)["conversations"]

    assert told["letter"] is None
    assert told["messages"][0]["text"] is None
    assert told["answered_at"]


def test_who_leaves_takes_their_words_along_and_patients_are_told(
    therapist: Therapist, mailoutbox: list[EmailMessage]
) -> None:
    conversation = ConversationFactory(therapist=therapist, answered=True)
    own = MessageFactory(conversation=conversation)
    patient = MessageFactory(conversation=conversation, writer=Writer.PATIENT)

    personal_data.erase_profile(therapist.pk)

    conversation.refresh_from_db()
    assert conversation.status == ConversationStatus.CLOSED
    assert conversation.answer == Answer.WRITTEN  # what happened stays
    assert Message.objects.get(pk=own.pk).sealed is None
    assert Message.objects.get(pk=patient.pk).sealed is not None
    assert Inquiry.objects.get().has_text
    assert [(message.subject, message.to) for message in mailoutbox] == [
        (LEFT, ["pat@example.com"])
    ]
    assert InquiryEvent.objects.get().kind == InquiryEventKind.CLOSED


def test_patients_who_need_not_know_are_not_told(
    therapist: Therapist, mailoutbox: list[EmailMessage]
) -> None:
    ConversationFactory(
        therapist=therapist,
        status=ConversationStatus.CLOSED,
        closed_at="2026-01-01T00:00Z",
    )
    ConversationFactory(therapist=therapist, inquiry__held=True, sent_at=None)
    ConversationFactory(
        therapist=therapist,
        answered=True,
        answer=Answer.DECLINED,
        status=ConversationStatus.DECLINED,
    )

    personal_data.erase_profile(therapist.pk)
    personal_data.erase_profile(therapist.pk)

    assert mailoutbox == []
    assert set(Conversation.objects.values_list("status", flat=True)) == {"closed"}


def test_lost_key_keeps_nobody_from_leaving(therapist: Therapist) -> None:
    ConversationFactory(therapist=therapist)
    Inquiry.objects.update(sealed="lost")

    personal_data.erase_profile(therapist.pk)

    assert Conversation.objects.get().status == ConversationStatus.CLOSED


def test_others_asked_in_the_same_message_go_on(therapist: Therapist) -> None:
    inquiry = InquiryFactory()
    ConversationFactory(inquiry=inquiry, therapist=therapist)
    other = ConversationFactory(inquiry=inquiry)

    personal_data.erase_profile(therapist.pk)

    other.refresh_from_db()
    assert other.status == ConversationStatus.WAITING


def test_patient_of_a_user_without_profile_is_nobody() -> None:
    assert isinstance(user := UserFactory(), User)
    assert personal_data.export(user) == {}


def test_copy_holds_what_the_therapist_was_told_and_answered(therapist: Therapist) -> None:
    report = ReportFactory(therapist=therapist, is_told=True, said="CanaryOfTheReporter")
    answer = sealing.seal({"text": "My prices are right.", "key": "x"})
    Report.objects.update(sealed_reply=answer, replied_at=timezone.now())
    ReportFactory(therapist=therapist, said="CanaryOfTheReporter")

    copy = personal_data.export(therapist.owner)

    (told,) = copy["reports_you_were_told_of"]
    assert (told["told"], told["your_answer"]) == (report.told, "My prices are right.")
    assert json.dumps(copy)
    assert "Canary" not in json.dumps(copy)
    Report.objects.update(sealed_reply="lost")
    assert personal_data.export(therapist.owner)["reports_you_were_told_of"][0]["told"]


def test_who_leaves_leaves_no_word_of_theirs_in_a_report(therapist: Therapist) -> None:
    ReportFactory(therapist=therapist, is_told=True)
    Report.objects.update(sealed_reply=sealing.seal({"text": "x"}), replied_at=timezone.now())

    personal_data.erase_profile(therapist.pk)

    report = Report.objects.get()
    assert (report.told, report.sealed_reply) == ("", None)
