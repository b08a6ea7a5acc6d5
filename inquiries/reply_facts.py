"""Works out how often and how fast a therapist answers, from facts that no closing can change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median_high
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from . import working_days, zones
from .choices import Answer, CaseState, ConversationStatus, InquiryState, PatientSays
from .models import Conversation

#: How far back we look, and from how many messages on we say something about them.
LOOK_BACK = timedelta(days=180)
LEAST_ASKED = 5
#: A message that was closed without an answer is owed one for so long, whoever is answered later.
CLOSED_COUNTS = timedelta(days=30)
#: Working days: until then no answer is no silence; after the second somebody is slow.
TIME_TO_ANSWER = 3
SLOW_AFTER = 5


@dataclass(frozen=True, slots=True)
class Asked:
    """What counts of one conversation: when it came, and whether and when there was an answer."""

    sent_at: datetime
    #: Whether there was an answer, and when: the patient's word that there was one has no hour.
    is_answered: bool = False
    answered_at: datetime | None = None
    deleted_at: datetime | None = None
    #: Its text is gone, whoever removed it: nobody waits any more.
    is_over: bool = False
    is_closed: bool = False
    #: The therapist reported it, and no moderator has refused that.
    is_reported: bool = False
    is_upheld: bool = False
    #: Empty where the address is gone: then nobody knows whether it is one person.
    sender: str = ""


@dataclass(frozen=True, slots=True)
class ReplyFacts:
    """Of the last 180 days."""

    asked: int
    answered: int
    median_minutes: int | None
    is_slow: bool
    waiting_since: datetime | None

    @property
    def is_public(self) -> bool:
        """A few messages say more about chance than about a therapist."""
        return self.asked >= LEAST_ASKED


def of(therapist_id: int, now: datetime) -> ReplyFacts:
    """In one query."""
    rows = list(_rows(therapist_id, now))
    if not rows:
        return ReplyFacts(0, 0, None, is_slow=False, waiting_since=None)
    zone = zones.read(rows[0]["zone_name"], rows[0]["zone_state"])
    return summary([_asked(row) for row in rows], zone, now)


def summary(rows: list[Asked], zone: ZoneInfo, now: datetime) -> ReplyFacts:
    """Pure, so that tests can try any history."""
    counted = _first_of_each([row for row in rows if _counts(row, zone, now)])
    times = [_minutes(row.answered_at - row.sent_at) for row in counted if row.answered_at]
    since = waiting_since(rows, now)
    return ReplyFacts(
        asked=len(counted),
        answered=sum(row.is_answered for row in counted),
        # Of two in the middle the longer: better than to promise too much.
        median_minutes=median_high(times) if times else None,
        is_slow=since is not None and now > working_days.after(since, SLOW_AFTER, zone),
        waiting_since=since,
    )


def waiting_since(rows: list[Asked], now: datetime) -> datetime | None:
    """Since when somebody has waited for an answer; closing a message unread is none."""
    waiting = (
        row.sent_at
        for row in rows
        if not (row.is_answered or row.is_over or row.is_reported)
        and (not row.is_closed or now - row.sent_at < CLOSED_COUNTS)
    )
    return min(waiting, default=None)


def is_silent(
    therapist_id: int, days: int, now: datetime, *, counted_from: datetime | None
) -> bool:
    """Whether a message that was sent after that moment has waited for so many working days."""
    rows = list(_rows(therapist_id, now))
    since = waiting_since(
        [
            asked
            for asked in map(_asked, rows)
            if counted_from is None or asked.sent_at > counted_from
        ],
        now,
    )
    if since is None:
        return False
    zone = zones.read(rows[0]["zone_name"], rows[0]["zone_state"])
    return working_days.after(since, days, zone) <= now


def is_overdue(conversation: Conversation, zone: ZoneInfo, now: datetime) -> bool:
    """Three working days after it was sent, by the clock of the therapist."""
    if conversation.sent_at is None:
        return False
    return now >= working_days.after(conversation.sent_at, TIME_TO_ANSWER, zone)


def expected_reply(facts: ReplyFacts) -> str:
    """When a patient may count on an answer; empty while too little is known."""
    if not facts.is_public or facts.median_minutes is None:
        return ""
    return _usual_time(facts.median_minutes)


def sentences(facts: ReplyFacts) -> list[str]:
    """What the public page says; nothing from fewer than five messages."""
    said = []
    if facts.is_public:
        values = {"answered": facts.answered, "asked": facts.asked}
        said.append(str(_("Answered %(answered)d of %(asked)d messages")) % values)
        if usual := expected_reply(facts):
            said = [str(_("%(answered)s, %(usual)s")) % {"answered": said[0], "usual": usual}]
    if facts.is_slow:
        said.append(str(_("Slow to reply at the moment")))
    return said


def profile_facts(therapist_id: int) -> list[str]:
    """For `hooks.profile_facts`: sentences for everybody."""
    return sentences(of(therapist_id, timezone.now()))


def _rows(therapist_id: int, now: datetime) -> Iterable[Mapping[str, Any]]:
    conversations = Conversation.objects.filter(
        therapist=therapist_id,
        sent_at__gt=now - LOOK_BACK,
        sent_at__lte=now,
        is_withheld=False,
        inquiry__state__in=(InquiryState.SENT, InquiryState.DELETED),
    )
    return conversations.annotate(
        zone_name=zones.name_of("therapist"), zone_state=zones.state_of("therapist")
    ).values(
        "sent_at",
        "status",
        "answer",
        "answered_at",
        "patient_says",
        "inquiry__state",
        "inquiry__text_removed_at",
        "inquiry__last_written_at",
        "inquiry__sender_digest",
        "complaint__state",
        "zone_name",
        "zone_state",
    )


def _asked(row: Mapping[str, Any]) -> Asked:
    says, answered_at = row["patient_says"], row["answered_at"]
    # Of a call we know only what both sides say; the therapist's word stands until it is denied.
    if row["answer"] == Answer.PHONED and says == PatientSays.NOT_ANSWERED:
        answered_at = None
    is_deleted = row["inquiry__state"] == InquiryState.DELETED
    return Asked(
        sent_at=row["sent_at"],
        sender=row["inquiry__sender_digest"],
        is_answered=answered_at is not None or says == PatientSays.ANSWERED,
        answered_at=answered_at,
        # Not the day on which its text went: that may have waited for a moderator.
        deleted_at=row["inquiry__last_written_at"] if is_deleted else None,
        is_over=is_deleted or row["inquiry__text_removed_at"] is not None,
        is_closed=row["status"] == ConversationStatus.CLOSED,
        is_reported=row["complaint__state"] in (CaseState.OPEN, CaseState.UPHELD),
        is_upheld=row["complaint__state"] == CaseState.UPHELD,
    )


def _counts(row: Asked, zone: ZoneInfo, now: datetime) -> bool:
    # What a moderator found to be no honest message asks for no answer.
    if row.is_upheld:
        return False
    if row.is_answered:
        return True
    in_time = working_days.after(row.sent_at, TIME_TO_ANSWER, zone)
    if row.deleted_at and row.deleted_at < in_time:
        return False
    return now >= in_time


def _first_of_each(rows: list[Asked]) -> list[Asked]:
    """One for each sender: who writes to themselves five times has been asked once."""
    seen: set[str] = set()
    first = []
    for row in sorted(rows, key=lambda row: row.sent_at):
        if row.sender not in seen:
            first.append(row)
        if row.sender:
            seen.add(row.sender)
    return first


def _minutes(time: timedelta) -> int:
    return max(0, int(time.total_seconds() // 60))


def _usual_time(minutes: int) -> str:
    """In steps that people plan by, always rounded up."""
    hours = -(-minutes // 60)
    if hours <= 12:
        hours = max(1, hours)
        text = ngettext("usually within %(n)d hour", "usually within %(n)d hours", hours)
        return text % {"n": hours}
    days = -(-minutes // (24 * 60))
    return ngettext("usually within %(n)d day", "usually within %(n)d days", days) % {"n": days}
