"""Adds lines to the record of what happened to conversations, and to the audit for moderators."""

from __future__ import annotations

from accounts.models import User
from inquiries import audited
from inquiries.choices import InquiryEventKind
from inquiries.models import Conversation, InquiryEvent

#: What only moderators do. Therapists block senders as well, so who blocks writes that line.
_ANSWERED_FOR = {
    InquiryEventKind.TEXT_OPENED: "message.opened",
    InquiryEventKind.RELEASED: "message.released",
    InquiryEventKind.REFUSED: "message.refused",
}


def record(
    conversation: Conversation,
    kind: InquiryEventKind,
    *,
    by: User | None = None,
    reason: str = "",
) -> InquiryEvent:
    """Call it in the transaction of the step. `reason` is a moderator's, never a patient's word."""
    if kind in _ANSWERED_FOR:
        audited.conversation(_ANSWERED_FOR[kind], conversation.number, by=by, why=reason)
    return InquiryEvent.objects.create(
        conversation_number=conversation.number, kind=kind, actor=by, reason=reason
    )
