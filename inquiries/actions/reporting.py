"""What a therapist does against a message: report it to the moderators, block its sender."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from inquiries.choices import (
    BlockScope,
    ComplaintReason,
    ConversationStatus,
    InquiryEventKind,
    InquiryState,
)
from inquiries.models import Block, Complaint, Conversation, Inquiry
from inquiries.refusals import Refused
from sciatica_site import sealing

from . import events
from .answering import own


@transaction.atomic
def complain(
    conversation: Conversation, *, reason: ComplaintReason, note: str, by: User
) -> Complaint:
    """Once for a conversation; what was said first stays. A moderator may read the text then."""
    own(conversation, by)
    # Whoever deletes it at this moment comes before or after, and takes no report by halves.
    inquiry = Inquiry.objects.select_for_update().get(pk=conversation.inquiry_id)
    is_deleted = inquiry.state == InquiryState.DELETED
    complaint, is_new = Complaint.objects.get_or_create(
        conversation=conversation,
        defaults={
            "reason": reason,
            "sealed": None if is_deleted else sealing.seal({"note": note}),
        },
    )
    if is_new:
        events.record(conversation, InquiryEventKind.REPORTED, by=by)
    return complaint


@transaction.atomic
def block(conversation: Conversation, *, by: User) -> bool:
    """This sender can no longer write to this therapist, and what they wrote is closed. For the
    whole site a moderator decides."""
    own(conversation, by)
    digest = Inquiry.objects.values_list("sender_digest", flat=True).get(pk=conversation.inquiry_id)
    if not digest:
        raise Refused(
            _("The sender cannot be blocked any more: their address was removed with the text.")
        )
    _row, is_new = Block.objects.get_or_create(
        sender_digest=digest,
        therapist=conversation.therapist,
        defaults={"scope": BlockScope.THERAPIST, "actor": by},
    )
    if is_new:
        events.record(conversation, InquiryEventKind.BLOCKED, by=by)
    _close_all(conversation, digest, by)
    return is_new


def _close_all(conversation: Conversation, digest: str, by: User) -> None:
    """Closed as by hand: the patient reads that, and learns nothing of the block.

    Of the others only those whose sender is shown: a hidden one that closed by itself would tell
    who wrote it.
    """
    is_shown = Q(pk=conversation.pk) | Q(revealed_at__isnull=False) | Q(inquiry__is_blind=False)
    open_ones = Conversation.objects.filter(
        therapist=conversation.therapist_id, inquiry__sender_digest=digest, sent_at__isnull=False
    ).exclude(status=ConversationStatus.CLOSED)
    open_ones = open_ones.filter(is_shown, is_withheld=False)
    for one in open_ones.select_for_update(of=("self",)).order_by("pk"):
        one.status, one.closed_at = ConversationStatus.CLOSED, timezone.now()
        one.save(update_fields=["status", "closed_at"])
        events.record(one, InquiryEventKind.CLOSED, by=by)
