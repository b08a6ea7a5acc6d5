"""Removes the words of a message that its sender has deleted."""

from __future__ import annotations

from datetime import datetime

from inquiries.choices import CaseState
from inquiries.models import Complaint, Inquiry, Message


def empty_unless_reported(inquiry: Inquiry, now: datetime) -> None:
    """What an open report is about waits for the decision. The caller holds the row."""
    messages = Message.objects.filter(conversation__inquiry=inquiry)
    complaints = Complaint.objects.filter(conversation__inquiry=inquiry)
    still_open = complaints.filter(state=CaseState.OPEN)
    reported = list(still_open.values_list("conversation", flat=True))
    messages.exclude(conversation__in=reported).update(sealed=None)
    # A therapist who reports a message quotes it; the reason that was chosen stays.
    complaints.exclude(conversation__in=reported).update(sealed=None)
    if not reported:
        _empty(inquiry, now)


def empty(inquiry: Inquiry, now: datetime) -> None:
    """Whoever still wants to read it."""
    Message.objects.filter(conversation__inquiry=inquiry).update(sealed=None)
    Complaint.objects.filter(conversation__inquiry=inquiry).update(sealed=None)
    _empty(inquiry, now)


def _empty(inquiry: Inquiry, now: datetime) -> None:
    if inquiry.has_text:
        inquiry.sealed, inquiry.sender_digest, inquiry.text_removed_at = None, "", now
        inquiry.save(update_fields=["sealed", "sender_digest", "text_removed_at"])
