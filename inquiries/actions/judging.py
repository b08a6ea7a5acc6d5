"""What moderators decide about reported messages and blocked senders."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from inquiries import audited
from inquiries.choices import BlockScope, CaseState, InquiryEventKind, InquiryState
from inquiries.letter import Letter
from inquiries.models import Block, Complaint, Inquiry, InquiryEvent
from inquiries.permissions import can_judge_complaints, can_unblock
from inquiries.refusals import Refused
from sciatica_site.sealing import CannotUnseal

from . import emptying, events

LONGEST_REASON = 300


@dataclass(frozen=True, slots=True)
class Line:
    """One message after the first, as a moderator reads it."""

    writer: str
    written_at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was written in a reported conversation."""

    #: What the therapist wrote when they reported it.
    note: str
    letter: Letter | None
    lines: list[Line]


@transaction.atomic
def open_text(complaint: Complaint, *, reason: str, by: User) -> Evidence:
    """What both sides wrote. That it was opened is recorded, with the reason, before it is read."""
    if not can_judge_complaints(by):
        raise PermissionDenied
    reason = " ".join(reason.split())
    if not reason:
        raise Refused(_("Write why you need to read it. The reason is recorded."))
    if len(reason) > LONGEST_REASON:
        raise Refused(_("Write at most %(longest)d characters.") % {"longest": LONGEST_REASON})
    if not Complaint.objects.filter(pk=complaint.pk, state=CaseState.OPEN).exists():
        raise Refused(_("This report is decided, so its text can no longer be opened."))
    _refuse_own(complaint, by)
    conversation = complaint.conversation
    events.record(conversation, InquiryEventKind.TEXT_OPENED, by=by, reason=reason)
    try:
        return _evidence(complaint)
    except CannotUnseal:
        raise Refused(_("No key opens this text. That is an error of the site.")) from None


def _evidence(complaint: Complaint) -> Evidence:
    conversation = complaint.conversation
    inquiry = conversation.inquiry
    return Evidence(
        note=str(complaint.read().get("note", "")),
        letter=inquiry.read() if inquiry.has_text else None,
        lines=[
            Line(str(message.get_writer_display()), message.written_at, message.read())
            for message in conversation.messages.all()
        ],
    )


@transaction.atomic
def uphold(complaint: Complaint, *, by: User, is_block: bool) -> None:
    """The therapist is right; the sender may be kept from writing to anybody on the site."""
    inquiry = _decide_complaint(complaint, CaseState.UPHELD, by)
    if is_block:
        digest = inquiry.sender_digest
        if not digest:
            raise Refused(
                _(
                    "The sender cannot be blocked: their message was removed, and their address"
                    " with it. Decide without blocking."
                )
            )
        Block.objects.get_or_create(
            sender_digest=digest, scope=BlockScope.SITE, defaults={"actor": by}
        )
        events.record(complaint.conversation, InquiryEventKind.BLOCKED, by=by)
        audited.conversation("sender.blocked", complaint.conversation.number, by=by)
    _let_text_go(inquiry)


@transaction.atomic
def dismiss(complaint: Complaint, *, by: User) -> None:
    """Nothing speaks against the message. The therapist may still keep this sender away."""
    _let_text_go(_decide_complaint(complaint, CaseState.DISMISSED, by))


@transaction.atomic
def unblock(block: Block, *, by: User) -> None:
    if not can_unblock(by):
        raise PermissionDenied
    number = block.pk
    if Block.objects.filter(pk=number).delete()[0]:
        InquiryEvent.objects.create(kind=InquiryEventKind.UNBLOCKED, actor=by)
        # Of the sender there is only a digest, which says nothing to anybody.
        audited.conversation("sender.unblocked", "", by=by, part=f"block {number}")


def _decide_complaint(complaint: Complaint, state: CaseState, by: User) -> Inquiry:
    if not can_judge_complaints(by):
        raise PermissionDenied
    _refuse_own(complaint, by)
    # First, as by its sender who deletes it.
    inquiry = Inquiry.objects.select_for_update().get(pk=complaint.conversation.inquiry_id)
    rows = Complaint.objects.filter(pk=complaint.pk, state=CaseState.OPEN)
    if not rows.update(state=state, decided_at=timezone.now(), decided_by=by):
        raise Refused(_("Somebody has decided about this meanwhile."))
    number = complaint.conversation.number
    audited.conversation(f"complaint.{state}", number, by=by, before=CaseState.OPEN, after=state)
    return inquiry


def _refuse_own(complaint: Complaint, by: User) -> None:
    """A therapist learns who wrote by answering, and not as a moderator."""
    therapist = complaint.conversation.therapist
    if therapist is not None and therapist.owner_id == by.pk:
        raise Refused(_("You reported this message yourself: somebody else has to decide."))


def _let_text_go(inquiry: Inquiry) -> None:
    """Its sender has deleted it: only the report kept it here."""
    if inquiry.state == InquiryState.DELETED:
        emptying.empty_unless_reported(inquiry, timezone.now())
