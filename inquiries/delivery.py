"""Follows the mails that tell therapists of messages, and repairs what went wrong with them."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from post_office.models import STATUS, Email, RecipientDeliveryStatus

from sciatica_site.sealing import CannotUnseal

from . import mails
from .actions import events
from .choices import Answer, ConversationStatus, InquiryEventKind, InquiryState, PauseReason
from .models import Conversation, Inquiry, InquiryBox
from .one_by_one import for_each
from .querysets import ConversationQuerySet

logger = logging.getLogger(__name__)

#: What a provider, or a moderator, says of a mail that nobody will read.
CAME_BACK = (RecipientDeliveryStatus.HARD_BOUNCED, RecipientDeliveryStatus.SPAM_COMPLAINT)
#: A healthy queue is empty again within minutes.
TOO_LONG = timedelta(hours=1)


class NeedsAttention(Exception):
    """Something that no repair can put right; the log of the job shows it."""


@transaction.atomic
def undelivered(conversation: Conversation, now: datetime) -> bool:
    """The therapist does not get our mails: close the form, and tell the patient; once."""
    first = Conversation.objects.filter(pk=conversation.pk, undelivered_at__isnull=True)
    if first.update(undelivered_at=now) != 1:
        return False
    conversation = Conversation.objects.select_related("inquiry").get(pk=conversation.pk)
    events.record(conversation, InquiryEventKind.UNDELIVERED)
    if conversation.therapist_id is not None:
        InquiryBox.objects.get_or_create(therapist_id=conversation.therapist_id)
        # A mail from before it was opened again says nothing about the address of today.
        InquiryBox.objects.filter(
            Q(opened_at__isnull=True) | Q(opened_at__lt=conversation.sent_at),
            therapist=conversation.therapist_id,
            paused_at__isnull=True,
        ).update(paused_at=now, pause_reason=PauseReason.UNDELIVERED)
    if _still_waits(conversation):
        _tell(conversation.inquiry)
    return True


def failed_mails(now: datetime) -> str:
    """Notices that were given up, or that came back."""
    numbers = list(_failed().order_by("pk").values_list("pk", flat=True))

    def act(number: int) -> bool:
        conversation = _failed().filter(pk=number).first()
        return conversation is not None and undelivered(conversation, now)

    return f"{for_each(numbers, act, what='failed mail')} messages could not be delivered"


def reconcile(now: datetime) -> str:
    """Repair what a step left undone, and report what only people can put right."""
    said = [
        f"{for_each(_untold(now), _tell_again, what='reconcile')} mails queued again",
        f"{_wake_up()} mails put back into the queue",
        f"{_late(now)} mails wait longer than an hour",
    ]
    if lost := _to_nobody():
        # None of our steps makes such a row: somebody has removed rows by hand.
        raise NeedsAttention(f"{', '.join(said)}, {lost} sent messages have no therapist")
    return ", ".join(said)


def _tell(inquiry: Inquiry) -> None:
    """The form is closed even if a key is lost and this patient cannot be told."""
    try:
        mails.tell_patient(inquiry, "undelivered")
    except CannotUnseal:
        logger.error("The patient of %s cannot be told: no key opens it", inquiry.number)


def _still_waits(conversation: Conversation) -> bool:
    inquiry = conversation.inquiry
    return (
        conversation.answer == Answer.NONE
        and inquiry.state == InquiryState.SENT
        and inquiry.has_text
    )


def _failed() -> ConversationQuerySet:
    return Conversation.objects.filter(
        Q(notice__status=STATUS.failed) | Q(notice__recipient_delivery_status__in=CAME_BACK),
        undelivered_at__isnull=True,
        sent_at__isnull=False,
    )


def _without_notice() -> ConversationQuerySet:
    """Nobody has told the therapist, in any way that we know of.

    The record of a mail goes after a while, or with the address it went to. By then the
    reminder has gone out, or the page was opened: those get no second mail.
    """
    return Conversation.objects.unanswered().filter(
        status=ConversationStatus.WAITING,
        notice__isnull=True,
        opened_at__isnull=True,
        nudged_at__isnull=True,
        therapist__owner__is_active=True,
    )


def _untold(now: datetime) -> list[int]:
    rows = _without_notice().filter(sent_at__lte=now - TOO_LONG)
    return list(rows.order_by("pk").values_list("pk", flat=True))


def _tell_again(number: int) -> bool:
    locked = _without_notice().select_for_update(of=("self",)).filter(pk=number)
    conversation = locked.select_related("therapist__owner").first()
    if conversation is None:
        return False
    conversation.notice = mails.tell_therapist(conversation, "new")
    conversation.save(update_fields=["notice"])
    return conversation.notice is not None


def _wake_up() -> int:
    """A mail without a status is one that the sender never looks at; it was not sent."""
    return int(Email.objects.filter(status__isnull=True).update(status=STATUS.queued))


def _late(now: datetime) -> int:
    waiting = (STATUS.queued, STATUS.requeued)
    return int(Email.objects.filter(status__in=waiting, created__lte=now - TOO_LONG).count())


def _to_nobody() -> int:
    return int(Inquiry.objects.filter(state=InquiryState.SENT, conversations=None).count())
