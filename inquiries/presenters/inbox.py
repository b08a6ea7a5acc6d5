"""The messages of a therapist as a list, and whether new ones may come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from django.core.paginator import Page, Paginator
from django.utils.functional import Promise
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.models import User
from directory.models import Therapist
from inquiries import box, letter_words, moments, reply_facts, working_days, zones
from inquiries.choices import ConversationStatus, PauseReason, Writer
from inquiries.due import NUDGE_AFTER
from inquiries.letter import Letter
from inquiries.models import Conversation
from inquiries.veil import veiled

from .letters import letter_of

PER_PAGE = 25
#: Characters of a message that the list shows.
BEGINNING = 90
ALL = "all"
TABS: tuple[tuple[str, str | Promise], ...] = (
    (ConversationStatus.WAITING, gettext_lazy("New")),
    (ConversationStatus.ANSWERED, gettext_lazy("Answered")),
    (ConversationStatus.DECLINED, gettext_lazy("Declined")),
    (ConversationStatus.CLOSED, gettext_lazy("Closed")),
    (ALL, gettext_lazy("All")),
)
TONES = {ConversationStatus.WAITING: "caution", ConversationStatus.ANSWERED: "good"}

#: Why it is closed and what to do, by who closed it.
PAUSED: dict[str, tuple[str | Promise, str | Promise]] = {
    PauseReason.UNDELIVERED: (
        gettext_lazy("Our mails to you came back, so nobody new can write to you."),
        gettext_lazy("Check the email address of your account. Then take messages again."),
    ),
    PauseReason.SILENT: (
        gettext_lazy("Messages waited too long for an answer, so nobody new can write to you."),
        gettext_lazy("Answer, decline or close what waits. Then take messages again."),
    ),
    PauseReason.OWN_WISH: (
        gettext_lazy("You closed your messages, so nobody new can write to you."),
        gettext_lazy("Take messages again when you have time for new patients."),
    ),
}


@dataclass(frozen=True, slots=True)
class Tab:
    key: str
    label: str
    is_on: bool


@dataclass(frozen=True, slots=True)
class BoxState:
    """Whether new messages may come, in words for the therapist."""

    is_open: bool
    text: str
    what_to_do: str
    #: Closed by the box itself, so that a button opens it; a profile is changed elsewhere.
    is_paused: bool


class Entry:
    """One line of the list. Nothing in it tells who wrote a blind message, or about what."""

    def __init__(self, conversation: Conversation, zone: ZoneInfo, now: datetime) -> None:
        assert conversation.sent_at is not None  # noqa: S101 (the inbox holds only what was sent)
        self._row = conversation
        self._sent_at, self._zone, self._now = conversation.sent_at, zone, now
        self.number = conversation.number
        is_reported = hasattr(conversation, "complaint")
        self.status = _("Reported") if is_reported else conversation.get_status_display()
        self.tone = "" if is_reported else TONES.get(ConversationStatus(conversation.status), "")
        self.is_waiting = conversation.status == ConversationStatus.WAITING and not is_reported

    @cached_property
    def _letter(self) -> Letter | None:
        """Opened once for a line."""
        return letter_of(self._row.inquiry)

    @cached_property
    def title(self) -> str:
        return moments.message_of(self._sent_at, self._zone, self._now)

    @cached_property
    def name(self) -> str:
        """Only of who may be known, and who is spoken with."""
        return self._letter.name if self._letter and self._row.shows_sender else ""

    @property
    def is_unopened(self) -> bool:
        return self._row.opened_at is None

    @property
    def wrote_again(self) -> bool:
        is_open = self._row.status in (ConversationStatus.ANSWERED, ConversationStatus.DECLINED)
        return is_open and getattr(self._row, "last_writer", None) == Writer.PATIENT

    @property
    def beginning(self) -> str:
        """The first words, to tell one message from another; names in them as hidden as within."""
        if self._letter is None:
            return ""
        words = self._letter.message
        shown = words if self._row.shows_sender else veiled(words, self._letter)
        return Truncator(" ".join(shown.split())).chars(BEGINNING)

    @cached_property
    def times(self) -> list[str]:
        return letter_words.time_names(self._letter.times) if self._letter else []

    @property
    def waits(self) -> str:
        said = _("Has waited for %(long)s.") % {"long": moments.how_long(self._sent_at, self._now)}
        return said if self.is_waiting else ""

    @property
    def due(self) -> str:
        return due_text(self._sent_at, self._zone, self._now) if self.is_waiting else ""


class Inbox:
    def __init__(self, therapist: Therapist, user: User, *, show: str, page: str, now: datetime):
        self._therapist, self._now = therapist, now
        self._zone = zones.zone_of(therapist)
        self.show = show if show in dict(TABS) else ALL
        rows = Conversation.objects.addressed_to(user).in_inbox_order()
        chosen = rows if self.show == ALL else rows.filter(status=self.show)
        self.page: Page[Conversation] = Paginator(chosen, PER_PAGE).get_page(page)

    @cached_property
    def entries(self) -> list[Entry]:
        return [Entry(row, self._zone, self._now) for row in self.page]

    @property
    def base_query(self) -> str:
        return "" if self.show == ALL else f"show={self.show}"

    @property
    def tabs(self) -> list[Tab]:
        return [Tab(key, str(label), key == self.show) for key, label in TABS]

    @cached_property
    def box(self) -> BoxState:
        return box_state(self._therapist, self._now.astimezone(self._zone).date())

    @cached_property
    def record(self) -> str:
        return record_text(reply_facts.of(self._therapist.pk, self._now))


def due_text(sent_at: datetime, zone: ZoneInfo, now: datetime) -> str:
    """The day by which patients are told to expect an answer; later, when we show them others."""
    asked_for = working_days.after(sent_at, NUDGE_AFTER, zone)
    if now < asked_for:
        return _("Please answer by %(day)s.") % {"day": moments.weekday(asked_for, zone)}
    others = working_days.after(sent_at, reply_facts.TIME_TO_ANSWER, zone)
    day = {"day": moments.weekday(others, zone)}
    if now < others:
        return _("Please answer soon: after %(day)s the patient is shown others.") % day
    return _("An answer was due on %(day)s. It is still welcome.") % day


def box_state(therapist: Therapist, today: date) -> BoxState:
    if box.is_paused(therapist):
        why, what = PAUSED[therapist.inquiry_box.pause_reason]
        return BoxState(False, str(why), str(what), is_paused=True)
    if box.is_open(therapist, today):
        return BoxState(True, _("Your messages are open: patients can write to you."), "", False)
    return BoxState(
        False,
        _("Nobody can write to you at the moment, because your profile says so."),
        _(
            "It has to be on the list and take new clients. Look at “Being listed”, and at what is"
            " live at once on your profile."
        ),
        is_paused=False,
    )


def record_text(facts: reply_facts.ReplyFacts) -> str:
    """How the own answers look from outside, and from when on others see it."""
    later = _("Patients see this from five messages on.")
    if not facts.asked:
        return _("How often and how fast you answer will stand here. %(later)s") % {"later": later}
    said = ngettext(
        "You answered %(answered)d of %(asked)d message in the last 180 days",
        "You answered %(answered)d of %(asked)d messages in the last 180 days",
        facts.asked,
    ) % {"answered": facts.answered, "asked": facts.asked}
    usual = reply_facts.expected_reply(facts)
    return f"{said}{', ' if usual else ''}{usual}. {later}"
