"""Inquiries in every state, with a letter that a test can recognize."""

from __future__ import annotations

import uuid
from typing import Any

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from inquiries import senders
from inquiries.choices import Answer, ConversationStatus, InquiryState, Writer
from inquiries.letter import Letter
from inquiries.models import Conversation, Inquiry, Message
from sciatica_site import sealing
from tests.factories.directory import TherapistFactory

LETTER = Letter(
    name="Pat Example",
    email="pat@example.com",
    message="It hurts when I sit. Do you have time on Tuesday?",
)


class InquiryFactory(DjangoModelFactory):
    """Sent, to nobody yet: `ConversationFactory` makes one with its therapist."""

    class Meta:
        model = Inquiry

    class Params:
        letter = LETTER
        held = factory.Trait(state=InquiryState.HELD, sent_at=None)
        quarantined = factory.Trait(state=InquiryState.QUARANTINED, sent_at=None)

    key = factory.LazyFunction(uuid.uuid4)
    state = InquiryState.SENT
    sealed = factory.LazyAttribute(lambda made: sealing.seal(made.letter.as_values()))
    sender_digest = factory.LazyAttribute(lambda made: senders.digest(made.letter.email))
    sent_at = factory.LazyFunction(timezone.now)
    created_at = factory.LazyAttribute(lambda made: made.sent_at or timezone.now())
    last_written_at = factory.SelfAttribute("created_at")


class ConversationFactory(DjangoModelFactory):
    """Waits for its therapist's answer. `letter`, `held` and the like go on to the inquiry
    as `inquiry__letter=…`."""

    class Meta:
        model = Conversation

    class Params:
        answered = factory.Trait(
            status=ConversationStatus.ANSWERED,
            answer=Answer.WRITTEN,
            answered_at=factory.LazyAttribute(lambda made: made.sent_at or timezone.now()),
            revealed_at=factory.SelfAttribute("answered_at"),
        )

    inquiry = factory.SubFactory(InquiryFactory)
    therapist = factory.SubFactory(TherapistFactory, published=True)
    sent_at = factory.SelfAttribute("inquiry.sent_at")


class MessageFactory(DjangoModelFactory):
    class Meta:
        model = Message

    class Params:
        text = "Tuesday at ten is free."

    conversation = factory.SubFactory(ConversationFactory, answered=True)
    key = factory.LazyFunction(uuid.uuid4)
    writer = Writer.THERAPIST
    sealed = factory.LazyAttribute(lambda made: sealing.seal(made.text))


def everything_written(conversation: Conversation) -> list[Any]:
    """The letter and all messages, opened."""
    inquiry = conversation.inquiry
    first = [inquiry.read()] if inquiry.has_text else []
    return [*first, *(message.read() for message in conversation.messages.all())]
