"""Adds lines to the record of what happened to conversations."""

from __future__ import annotations

from accounts.models import User
from inquiries.choices import InquiryEventKind
from inquiries.models import Conversation, InquiryEvent


def record(
    conversation: Conversation,
    kind: InquiryEventKind,
    *,
    by: User | None = None,
    reason: str = "",
) -> InquiryEvent:
    """Call it in the transaction of the step. `reason` is a moderator's, never a patient's word."""
    return InquiryEvent.objects.create(
        conversation_number=conversation.number, kind=kind, actor=by, reason=reason
    )
