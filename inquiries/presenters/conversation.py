"""One conversation as its therapist may see it: who wrote stays hidden until they answer."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.utils.translation import gettext as _

from directory import formatting
from inquiries import letter_words, moments, zones
from inquiries.choices import ConversationStatus, Writer
from inquiries.models import Block, Conversation
from inquiries.veil import veiled

from .inbox import TONES, due_text
from .letters import letter_of, words_of

E164 = re.compile(r"\+[1-9][0-9]{6,14}")


@dataclass(frozen=True, slots=True)
class Line:
    """What one side wrote, and when."""

    who: str
    at: str
    text: str
    is_mine: bool


@dataclass(frozen=True, slots=True)
class Sender:
    name: str
    email: str
    phone: str
    #: For a link that dials; empty for what is no whole number.
    dial: str


class ConversationPage:
    """For a conversation loaded with its inquiry, therapist and complaint."""

    def __init__(self, conversation: Conversation, now: datetime) -> None:
        assert conversation.therapist is not None  # noqa: S101 (it is in somebody's inbox)
        assert conversation.sent_at is not None  # noqa: S101 (as above)
        self._row, self._now = conversation, now
        self._sent_at = conversation.sent_at
        self._zone = zones.zone_of(conversation.therapist)
        self._letter = letter_of(conversation.inquiry)
        self.number = conversation.number
        self.status = conversation.get_status_display()
        self.tone = TONES.get(ConversationStatus(conversation.status), "")

    @property
    def title(self) -> str:
        return moments.message_of(self._sent_at, self._zone, self._now)

    @property
    def has_text(self) -> bool:
        return self._letter is not None

    @property
    def is_waiting(self) -> bool:
        return self._row.status == ConversationStatus.WAITING

    @property
    def due(self) -> str:
        return due_text(self._sent_at, self._zone, self._now) if self.is_waiting else ""

    @property
    def is_hidden(self) -> bool:
        return self.has_text and not self._row.shows_sender

    @cached_property
    def sender(self) -> Sender | None:
        """None for as long as nobody may know."""
        if self._letter is None or not self._row.shows_sender:
            return None
        phone = self._letter.phone
        return Sender(
            name=self._letter.name,
            email=self._letter.email,
            phone=formatting.phone(phone) if phone else "",
            dial=phone if E164.fullmatch(phone) else "",
        )

    @cached_property
    def asked_for(self) -> list[tuple[str, str]]:
        """What the patient chose to tell beside the message: (what it is about, what it says)."""
        if self._letter is None:
            return []
        told = [
            (_("Cause"), letter_words.cause_name(self._letter.cause)),
            (_("Good times"), ", ".join(letter_words.time_names(self._letter.times))),
            *((label, self._shown(text)) for label, text in self._letter.tell),
        ]
        return [(label, text) for label, text in told if text]

    @cached_property
    def lines(self) -> list[Line]:
        """Oldest first. The first is the message that began it."""
        first = self._letter.message if self._letter else ""
        patient = self.sender.name if self.sender else _("The patient")
        lines = [Line(patient, self._said(self._sent_at), self._shown(first), is_mine=False)]
        for message in self._row.messages.all():
            is_mine = message.writer == Writer.THERAPIST
            words = words_of(message)
            lines.append(
                Line(
                    _("You") if is_mine else patient,
                    self._said(message.written_at),
                    words if is_mine else self._shown(words),
                    is_mine,
                )
            )
        return lines

    @property
    def can_reply(self) -> bool:
        return self.has_text and not self.is_closed

    @property
    def can_decline(self) -> bool:
        return self.can_reply and self.is_waiting

    @property
    def can_reveal(self) -> bool:
        """To phone, and for nothing else: a written answer shows the name by itself."""
        has_phone = self._letter is not None and bool(self._letter.phone)
        return self.is_hidden and self.is_waiting and has_phone

    @property
    def is_declined(self) -> bool:
        return self._row.status == ConversationStatus.DECLINED

    @property
    def can_say_phoned(self) -> bool:
        """Not twice: an answered one is answered."""
        has_phone = self.sender is not None and bool(self.sender.phone)
        return self.can_reply and has_phone and self._row.status != ConversationStatus.ANSWERED

    @property
    def is_closed(self) -> bool:
        return self._row.status == ConversationStatus.CLOSED

    @property
    def is_reported(self) -> bool:
        return hasattr(self._row, "complaint")

    @cached_property
    def is_blocked(self) -> bool:
        """Said only of who is known: it would tell that two hidden senders are one."""
        digest = self._row.inquiry.sender_digest if self._row.shows_sender else ""
        blocks = Block.objects.filter(sender_digest=digest, therapist=self._row.therapist)
        return bool(digest) and blocks.exists()

    @property
    def can_block(self) -> bool:
        return bool(self._row.inquiry.sender_digest) and not self.is_blocked

    def _shown(self, text: str) -> str:
        if self._row.shows_sender:
            return text
        # Without the letter nobody knows what to hide.
        return veiled(text, self._letter) if self._letter else ""

    def _said(self, at: datetime) -> str:
        return moments.moment(at, self._zone, self._now)
