"""Finds what else waits for the owner of a mailbox who has opened a link of ours."""

from __future__ import annotations

from .choices import InquiryState
from .models import Inquiry
from .querysets import InquiryQuerySet


def held_for(inquiry: Inquiry) -> InquiryQuerySet:
    """All messages from the same address that nobody has let go yet, the oldest first."""
    if not inquiry.sender_digest:
        return Inquiry.objects.none()
    held = Inquiry.objects.of_sender(inquiry.sender_digest).filter(state=InquiryState.HELD)
    return held.order_by("created_at", "pk")
