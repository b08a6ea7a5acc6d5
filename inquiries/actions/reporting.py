"""What a therapist does against a message: report it to the moderators, block its sender."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from inquiries.choices import BlockScope, ComplaintReason, InquiryEventKind
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
    complaint, is_new = Complaint.objects.get_or_create(
        conversation=conversation,
        defaults={"reason": reason, "sealed": sealing.seal({"note": note})},
    )
    if is_new:
        events.record(conversation, InquiryEventKind.REPORTED, by=by)
    return complaint


@transaction.atomic
def block(conversation: Conversation, *, by: User) -> bool:
    """This sender can no longer write to this therapist. For the whole site a moderator decides."""
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
    return is_new
