"""Tells whether a patient has waited longer for an answer than anybody should."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from . import working_days
from .models import Conversation
from .reply_facts import TIME_TO_ANSWER


def is_overdue(conversation: Conversation, zone: ZoneInfo, now: datetime) -> bool:
    """Three working days after it was sent, by the clock of the therapist."""
    if conversation.sent_at is None:
        return False
    return now >= working_days.after(conversation.sent_at, TIME_TO_ANSWER, zone)
