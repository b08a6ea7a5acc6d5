"""What a patient reads behind the link of a message that was sent."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from pytest_django import DjangoAssertNumQueries

from directory.choices import ProfileStatus
from inquiries.choices import Answer, ConversationStatus, PatientSays, Writer
from inquiries.models import Conversation
from tests.factories.directory import TherapistFactory
from tests.factories.inquiries import LETTER, ConversationFactory, InquiryFactory, MessageFactory
from tests.inquiries.patient import Patient, forms_of, section_of, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]

MONDAY = datetime(2026, 5, 4, 18, tzinfo=UTC)
LATER = MONDAY + timedelta(days=2)
THURSDAY = MONDAY + timedelta(days=3)
ALL = replace(
    LETTER,
    phone="+1 303 555 0142",
    cause="disc-herniation",
    times=("mornings", "weekends"),
    tell=(("Medicines", "Blood thinners"),),
)
DECLINED = {
    "status": ConversationStatus.DECLINED,
    "answer": Answer.DECLINED,
    "answered_at": LATER,
}
CLOSED = {"status": ConversationStatus.CLOSED, "closed_at": LATER}


def sent(**values: Any) -> Conversation:
    with time_machine.travel(MONDAY, tick=False):
        values = {"therapist__name": "Ana Reyes", "inquiry__letter": ALL, **values}
        made: Conversation = ConversationFactory(**values)
    return made


def opened(conversation: Conversation, now: datetime = LATER) -> Any:
    with time_machine.travel(now, tick=False):
        return Patient(conversation.inquiry).opens()


def free(name: str) -> None:
    with time_machine.travel(MONDAY, tick=False):
        TherapistFactory(name=name, published=True, accepting="yes")


def test_the_page_shows_all_that_was_written() -> None:
    page = text_of(opened(sent()))

    for words in (
        "Pat Example", "pat@example.com", "(303) 555-0142", "It hurts when I sit",
        "Herniated disc with leg pain", "Mornings", "Weekends", "Medicines", "Blood thinners",
        "Your name, email and phone stay hidden", "Ana Reyes",
    ):  # fmt: skip
        assert words in page
    assert "disc-herniation" not in page


def test_who_showed_the_name_at_once_reads_nothing_of_hiding_it() -> None:
    assert "stay hidden" not in text_of(opened(sent(inquiry__is_blind=False)))


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({}, "Sent on May 4, 2026. No answer yet."),
        ({"undelivered_at": MONDAY}, "Our mail to them came back"),
        ({"sent_at": None}, "Not sent: they get no messages"),
        ({"answered": True}, "Sent on May 4, 2026. Answered on May 4, 2026."),
        (DECLINED, "They cannot take you on (May 6, 2026)."),
        (CLOSED, "They did not answer here. Closed on May 6, 2026."),
        (
            {**CLOSED, "answer": Answer.WRITTEN, "answered_at": MONDAY},
            "Answered on May 4, 2026. Closed on May 6, 2026.",
        ),
        (
            {"answered": True, "answer": Answer.PHONED},
            "They say that they phoned you on May 4, 2026.",
        ),
        ({"patient_says": PatientSays.ANSWERED}, "You told us that they answered."),
        ({"patient_says": PatientSays.NOT_ANSWERED}, "You told us that they did not answer."),
    ],
)
def test_the_status_is_said_in_plain_words(values: dict[str, Any], words: str) -> None:
    assert words in text_of(opened(sent(**values)))


def test_a_therapist_who_left_is_named_as_one() -> None:
    conversation = sent()
    Conversation.objects.update(therapist=None)

    page = opened(conversation)

    assert "They have left this site." in text_of(page)
    assert "write" not in forms_of(page)


def test_how_long_it_usually_takes_is_said_from_five_answers_on() -> None:
    conversation = sent()
    for number in range(5):
        assert "Usually" not in text_of(opened(conversation))
        with time_machine.travel(MONDAY, tick=False):
            ConversationFactory(
                therapist=conversation.therapist,
                inquiry__sender_digest=f"{number}",
                answered=True,
                answered_at=MONDAY + timedelta(hours=2),
            )

    assert "No answer yet. Usually within 2 hours." in text_of(opened(conversation))


@pytest.mark.parametrize("status", ProfileStatus.values)
def test_a_profile_is_linked_only_while_everybody_sees_it(status: str) -> None:
    conversation = sent()
    therapist = conversation.therapist
    assert therapist
    type(therapist).objects.update(status=status)

    link = f'href="{therapist.get_absolute_url()}"' in opened(conversation).content.decode()

    assert link == (status == ProfileStatus.PUBLISHED)


def test_messages_stand_in_order_with_their_writer_and_day() -> None:
    conversation = sent(answered=True)
    for days, writer, text in (
        (2, Writer.PATIENT, "Third <b>words</b>"),
        (0, Writer.THERAPIST, "First words"),
        (1, Writer.PATIENT, "Second words"),
    ):
        MessageFactory(
            conversation=conversation,
            writer=writer,
            text=text,
            written_at=MONDAY + timedelta(days=days),
        )

    page = opened(conversation)

    assert (
        "Ana Reyes May 4, 2026 First words You May 5, 2026 Second words"
        " You May 6, 2026 Third <b>words</b>" in text_of(page)
    )


def test_several_therapists_have_a_section_each() -> None:
    ana = sent(answered=True)
    ben = ConversationFactory(inquiry=ana.inquiry, therapist__name="Ben Ode", answered=True)
    MessageFactory(conversation=ana, text="Words of Ana")
    MessageFactory(conversation=ben, text="Words of Ben")

    page = opened(ana)

    assert "To Ana Reyes Ben Ode" in section_of(page, "What you wrote first")
    assert "Words of Ana" in section_of(page, "Ana Reyes")
    assert "Words of Ben" not in section_of(page, "Ana Reyes")
    assert "Words of Ben" in section_of(page, "Ben Ode")
    assert forms_of(page).count("write") == 2


@pytest.mark.parametrize(
    ("values", "now", "is_asked"),
    [
        ({}, THURSDAY - timedelta(seconds=1), False),
        ({}, THURSDAY, True),
        ({"answered": True}, THURSDAY, False),
        ({"answered": True, "answer": Answer.PHONED}, LATER, True),
        (DECLINED, THURSDAY, False),
        (CLOSED, THURSDAY, True),
        ({"patient_says": PatientSays.ANSWERED}, THURSDAY, True),
    ],
)
def test_after_three_working_days_we_ask_how_it_went(
    values: dict[str, Any], now: datetime, *, is_asked: bool
) -> None:
    assert ("answered" in forms_of(opened(sent(**values), now))) == is_asked


@pytest.mark.parametrize(
    ("values", "now", "is_offered"),
    [
        ({}, THURSDAY - timedelta(seconds=1), False),
        ({}, THURSDAY, True),
        ({"patient_says": PatientSays.ANSWERED}, THURSDAY, False),
        ({"patient_says": PatientSays.NOT_ANSWERED}, THURSDAY, True),
        ({"answered": True}, THURSDAY, False),
        (DECLINED, LATER, True),
        (CLOSED, LATER, True),
        ({"sent_at": None}, LATER, True),
    ],
)
def test_others_are_offered_to_who_waits_in_vain(
    values: dict[str, Any], now: datetime, *, is_offered: bool
) -> None:
    conversation = sent(**values)
    free("Somebody Else")

    page = opened(conversation, now)

    assert ("Who else could I ask?" in text_of(page)) == is_offered
    assert ("Somebody Else Denver, CO Ask Somebody Else" in text_of(page)) == is_offered
    link = 'href="/therapists/somebody-else/inquire/"' in page.content.decode()
    assert link == is_offered


@pytest.mark.parametrize(
    ("values", "is_open"),
    [({}, True), ({"answered": True}, True), (DECLINED, False), (CLOSED, False)],
)
def test_a_closed_conversation_has_no_form(values: dict[str, Any], *, is_open: bool) -> None:
    assert ("write" in forms_of(opened(sent(**values)))) == is_open


def test_others_that_are_held_can_be_sent_from_here() -> None:
    conversation = sent()
    waiting = ConversationFactory(
        inquiry__held=True, inquiry__letter=replace(LETTER, message="The other one")
    )
    InquiryFactory(held=True, letter=replace(LETTER, email="sam@example.com", message="Of Sam"))
    InquiryFactory(quarantined=True, letter=replace(LETTER, message="In quarantine"))

    page = opened(conversation)

    assert "The other one" in text_of(page)
    assert waiting.inquiry.number in page.content.decode()
    assert "Of Sam" not in text_of(page)
    assert "In quarantine" not in text_of(page)
    assert forms_of(page).count("confirm") == 1


@pytest.mark.parametrize(
    ("values", "now", "queries"),
    [({"answered": True}, LATER, 6), ({}, LATER, 7), ({}, THURSDAY, 20)],
)
def test_a_page_asks_the_database_a_fixed_number_of_times(
    django_assert_num_queries: DjangoAssertNumQueries,
    values: dict[str, Any],
    now: datetime,
    queries: int,
) -> None:
    conversation = sent(**values)
    for _ in range(3):
        MessageFactory(conversation=conversation)
    patient = Patient(conversation.inquiry)

    with time_machine.travel(now, tick=False):
        path = patient.path()
        with django_assert_num_queries(queries):
            patient.client.get(path)
