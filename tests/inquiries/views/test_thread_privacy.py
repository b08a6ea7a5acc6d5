"""Who keeps, copies or changes what stands behind a link, and what a lost key does."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from pytest_django import Settings

from inquiries.choices import Writer
from inquiries.models import Conversation, Inquiry
from tests.factories.inquiries import LETTER, ConversationFactory, MessageFactory
from tests.inquiries.patient import Patient, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]

MONDAY = datetime(2026, 5, 4, 18, tzinfo=UTC)
LATER = MONDAY + timedelta(days=2)
ALL = replace(
    LETTER,
    phone="+1 303 555 0142",
    cause="disc-herniation",
    times=("mornings", "weekends"),
    tell=(("Medicines", "Blood thinners"),),
)


def sent(**values: Any) -> Conversation:
    with time_machine.travel(MONDAY, tick=False):
        values = {"therapist__name": "Ana Reyes", "inquiry__letter": ALL, **values}
        made: Conversation = ConversationFactory(**values)
    return made


@pytest.mark.parametrize("step", ["", "copy", "delete", "accuracy"])
def test_nobody_keeps_or_lists_the_pages(step: str) -> None:
    patient = Patient(sent(answered=True, asked_accuracy_at=LATER).inquiry)
    with time_machine.travel(LATER, tick=False):
        page = patient.opens(step)

    assert page.status_code == 200
    kept = {word.strip() for word in page["Cache-Control"].split(",")}
    assert {"private", "no-store"} <= kept
    assert page["Referrer-Policy"] == "same-origin"
    assert "noindex" in page.get("X-Robots-Tag", page.content.decode())
    assert "sessionid" not in page.cookies


def test_the_copy_holds_everything_of_both_sides() -> None:
    conversation = sent(answered=True)
    MessageFactory(conversation=conversation, text="Come & see me <soon>", written_at=MONDAY)
    MessageFactory(
        conversation=conversation, text="I will", writer=Writer.PATIENT, written_at=LATER
    )

    with time_machine.travel(LATER, tick=False):
        response = Patient(conversation.inquiry).opens("copy")

    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="messages.txt"'
    text = response.content.decode()
    for words in (
        "To: Ana Reyes", "Your name: Pat Example", "Your phone: +1 303 555 0142",
        "Cause: Herniated disc with leg pain", "Times that suit you: Mornings, Weekends",
        "Medicines: Blood thinners", "It hurts when I sit. Do you have time on Tuesday?",
        "Answered on May 4, 2026.", "Ana Reyes, May 4, 2026:\nCome & see me <soon>",
        "You, May 6, 2026:\nI will",
    ):  # fmt: skip
        assert words in text


def test_a_text_that_no_key_opens_is_our_mistake(settings: Settings) -> None:
    conversation = sent()
    settings.MESSAGE_KEYS = ["YW5vdGhlci1rZXktZm9yLXRlc3RzLW9ubHktMTIzNDU="]

    for step in ("", "copy"):
        with time_machine.travel(LATER, tick=False):
            response = Patient(conversation.inquiry).opens(step)
        assert response.status_code == 503
        assert "Nothing is lost" in text_of(response)


def test_opening_changes_nothing() -> None:
    """Programs open the links of mails before people do."""
    conversation = sent(answered=True)
    before = [list(Inquiry.objects.values()), list(Conversation.objects.values())]

    with time_machine.travel(LATER, tick=False):
        for step in ("", "confirm", "write", "says", "accuracy", "copy", "link", "delete"):
            assert Patient(conversation.inquiry).opens(step).status_code in (200, 302)

    assert before == [list(Inquiry.objects.values()), list(Conversation.objects.values())]
