"""The page behind a patient's link: what they wrote, and what became of it with each therapist."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils import timezone

from directory import formatting
from directory.models import Therapist
from inquiries import accuracy, mailboxes, matches, zones
from inquiries.actions import writing
from inquiries.choices import Answer, ConversationStatus, InquiryState, PatientSays
from inquiries.forms.thread import WriteForm
from inquiries.letter import Letter
from inquiries.letter_words import cause_name, time_names
from inquiries.models import Conversation, Inquiry
from inquiries.reply_facts import is_overdue

from .thread_words import Line, day_of, lines_of, name_of, status_of


@dataclass(frozen=True, slots=True)
class Attempt:
    """What was just sent and not taken: its form, with its errors, or why it was refused."""

    number: str
    form: WriteForm | None = None
    refusal: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """Somebody else whom the patient could ask."""

    name: str
    area: str
    url: str
    ask_url: str


@dataclass(frozen=True, slots=True)
class Part:
    """One therapist and what both sides said. `form` is None where nothing can be added."""

    number: str
    anchor: str
    name: str
    profile_url: str
    status: list[str]
    lines: list[Line]
    form: WriteForm | None
    says: str
    can_say: bool
    #: They say that they phoned, which only the patient can know.
    is_phoned: bool
    can_judge: bool
    needs_others: bool
    refusal: str = ""
    kept: str = ""


@dataclass(frozen=True, slots=True)
class FirstMessage:
    """What the patient wrote in the form, and to whom."""

    number: str
    day: str
    letter: Letter
    cause: str
    times: list[str]
    to: list[str]
    is_blind: bool
    #: Who sees name and address by now.
    seen_by: list[str]

    @property
    def phone(self) -> str:
        return formatting.phone(self.letter.phone) if self.letter.phone else ""

    @classmethod
    def of(cls, inquiry: Inquiry, conversations: list[Conversation]) -> FirstMessage:
        letter = inquiry.read()
        return cls(
            number=inquiry.number,
            day=day_of(inquiry.created_at),
            letter=letter,
            cause=cause_name(letter.cause),
            times=time_names(letter.times),
            to=[name_of(conversation.therapist) for conversation in conversations],
            is_blind=inquiry.is_blind,
            seen_by=[name_of(one.therapist) for one in conversations if one.revealed_at],
        )


class ThreadPage:
    """`attempt` is what was typed and not taken."""

    def __init__(self, inquiry: Inquiry, now: datetime, attempt: Attempt | None = None) -> None:
        self.inquiry = inquiry
        self._now = now
        self._attempt = attempt

    @cached_property
    def conversations(self) -> list[Conversation]:
        return conversations_of(self.inquiry)

    @cached_property
    def first(self) -> FirstMessage:
        return FirstMessage.of(self.inquiry, self.conversations)

    @cached_property
    def parts(self) -> list[Part]:
        zones_of = zones.zones_of(c.therapist_id for c in self.conversations if c.therapist_id)
        parts = [
            _part(conversation, place, zones_of, self._now)
            for place, conversation in enumerate(self.conversations, 1)
        ]
        return [self._with_attempt(part) for part in parts]

    def _with_attempt(self, part: Part) -> Part:
        attempt = self._attempt
        if attempt is None or attempt.number != part.number:
            return part
        typed = attempt.form.typed if attempt.form else ""
        if part.form is None:
            return replace(part, refusal=attempt.refusal, kept=typed)
        return replace(part, form=attempt.form or part.form, refusal=attempt.refusal)

    @property
    def failed_form(self) -> WriteForm | None:
        """For the summary on top."""
        form = self._attempt.form if self._attempt else None
        return form if form is not None and form.errors else None

    @property
    def refused(self) -> Part | None:
        return next((part for part in self.parts if part.refusal), None)

    @cached_property
    def waiting(self) -> list[FirstMessage]:
        """Others from the same mailbox that nobody has sent yet."""
        return held(self.inquiry)

    @cached_property
    def needs_others(self) -> bool:
        return any(part.needs_others for part in self.parts)

    @property
    def search_url(self) -> str:
        """Farther than `matches` looks, from where the patient has looked first."""
        place = matches.start_of(self.inquiry)
        near = {"near": place, "miles": matches.FARTHER} if place else {}
        return f"{reverse('directory:therapist-list')}?{urlencode(near)}"

    @cached_property
    def matches(self) -> list[Match]:
        if not self.needs_others:
            return []
        return [_match(found) for found in matches.next_best(self.inquiry, self._today)]

    @property
    def can_judge(self) -> bool:
        return any(part.can_judge for part in self.parts)

    @property
    def _today(self) -> date:
        return timezone.localdate(self._now)


def held(inquiry: Inquiry) -> list[FirstMessage]:
    """All messages of this mailbox that wait for its owner's word, the oldest first."""
    return [
        FirstMessage.of(waiting, conversations_of(waiting))
        for waiting in mailboxes.held_for(inquiry)
    ]


def conversations_of(inquiry: Inquiry) -> list[Conversation]:
    """In the order in which the therapists were chosen.

    What waits for a moderator looks as if it had been sent when its sender confirmed it.
    """
    rows = inquiry.conversations.select_related("therapist", "accuracy")
    found = list(rows.prefetch_related("messages").order_by("pk"))
    for conversation in found if inquiry.state == InquiryState.QUARANTINED else []:
        conversation.sent_at = inquiry.confirmed_at
    return found


def _part(
    conversation: Conversation, place: int, zones_of: dict[int, ZoneInfo], now: datetime
) -> Part:
    therapist, anchor = conversation.therapist, f"therapist-{place}"
    zone = zones_of.get(therapist.pk) if therapist else None
    is_due = zone is not None and is_overdue(conversation, zone, now)
    is_passed_on = conversation.inquiry.state == InquiryState.SENT
    is_public = therapist is not None and therapist.is_public(timezone.localdate(now))
    return Part(
        number=conversation.number,
        anchor=anchor,
        name=name_of(therapist),
        profile_url=therapist.get_absolute_url() if therapist and is_public else "",
        status=status_of(conversation, now),
        lines=lines_of(conversation),
        form=WriteForm(anchor=anchor) if is_passed_on and writing.is_open(conversation) else None,
        says=conversation.patient_says,
        can_say=is_passed_on and _can_say(conversation, is_due=is_due),
        is_phoned=conversation.answer == Answer.PHONED,
        can_judge=accuracy.is_asked(conversation) and not accuracy.is_judged(conversation),
        needs_others=_needs_others(conversation, is_due=is_due),
    )


def _can_say(conversation: Conversation, *, is_due: bool) -> bool:
    """Of an answer that we carried ourselves we know."""
    if conversation.therapist is None or conversation.sent_at is None:
        return False
    return conversation.answer == Answer.PHONED or (conversation.answer == Answer.NONE and is_due)


def _needs_others(conversation: Conversation, *, is_due: bool) -> bool:
    if conversation.therapist is None or conversation.sent_at is None:
        return True
    if conversation.status in (ConversationStatus.DECLINED, ConversationStatus.CLOSED):
        return True
    if conversation.patient_says:
        return conversation.patient_says == PatientSays.NOT_ANSWERED
    return conversation.status == ConversationStatus.WAITING and is_due


def _match(therapist: Therapist) -> Match:
    return Match(
        name=therapist.name,
        area=next((place.area for place in therapist.locations.all()), ""),
        url=therapist.get_absolute_url(),
        ask_url=reverse("inquiries:inquire", args=[therapist.slug]),
    )
