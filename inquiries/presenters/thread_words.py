"""What a patient reads about a conversation: who said what, and where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from directory import formatting
from directory.models import Therapist
from inquiries import reply_facts
from inquiries.choices import Answer, ConversationStatus, PatientSays, Writer
from inquiries.models import Conversation


@dataclass(frozen=True, slots=True)
class Line:
    writer: str
    is_mine: bool
    day: str
    text: str


def name_of(therapist: Therapist | None) -> str:
    return therapist.name if therapist else _("A therapist who has left this site")


def lines_of(conversation: Conversation) -> list[Line]:
    return [
        Line(
            writer=_("You") if is_mine else name_of(conversation.therapist),
            is_mine=is_mine,
            day=day_of(message.written_at),
            text=message.read(),
        )
        for message in conversation.messages.all()
        for is_mine in [message.writer == Writer.PATIENT]
    ]


def status_of(conversation: Conversation, now: datetime) -> list[str]:
    """Where it stands, in plain sentences."""
    said = list(_standing(conversation, now))
    if conversation.patient_says == PatientSays.ANSWERED:
        said.append(_("You told us that they answered."))
    elif conversation.patient_says == PatientSays.NOT_ANSWERED:
        said.append(_("You told us that they did not answer."))
    return said


def _standing(conversation: Conversation, now: datetime) -> Iterator[str]:
    if conversation.sent_at is None:
        yield _("Not sent: they get no messages through this site at the moment.")
        return
    sent = _("Sent on %(day)s.") % {"day": day_of(conversation.sent_at)}
    if conversation.therapist is None:
        yield sent
        yield _("They have left this site. They cannot read or answer here any more.")
        return
    yield sent
    if conversation.status == ConversationStatus.WAITING:
        yield _("No answer yet.")
        usual = reply_facts.expected_reply(reply_facts.of(conversation.therapist.pk, now))
        if usual:
            yield f"{capfirst(usual)}."
        if conversation.undelivered_at is not None:
            yield _("Our mail to them came back, so they may not know about your message.")
        return
    yield _answer(conversation)
    if conversation.closed_at is not None:
        yield _("Closed on %(day)s.") % {"day": day_of(conversation.closed_at)}


def _answer(conversation: Conversation) -> str:
    words = {
        Answer.WRITTEN: _("Answered on %(day)s."),
        Answer.PHONED: _("They say that they phoned you on %(day)s."),
        Answer.DECLINED: _("They cannot take you on (%(day)s)."),
    }
    text = words.get(Answer(conversation.answer))
    if text is None or conversation.answered_at is None:
        return _("They did not answer here.")
    return text % {"day": day_of(conversation.answered_at)}


def day_of(moment: datetime) -> str:
    return formatting.day(timezone.localdate(moment))
