"""Removes by the calendar what people wrote; that there was an answer, and when, stays."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q, QuerySet

from .actions import emptying, events, sending
from .choices import CaseState, InquiryEventKind, InquiryState
from .models import CaseNote, Complaint, Inquiry, Message, Report
from .one_by_one import for_each

KEEP_UNCONFIRMED = timedelta(days=7)
KEEP_SUSPECTED = timedelta(days=30)
KEEP_REPORTED = timedelta(days=30)
KEEP_CASES = timedelta(days=180)


def forget_old(now: datetime) -> str:
    """The five rules, each row in its own transaction; safe to repeat."""
    return ", ".join(
        (
            f"{_run(_with_old_text, _empty, now)} texts removed",
            f"{_run(_never_confirmed, _delete, now)} unconfirmed messages removed",
            f"{_run(_suspected, _give_up, now)} suspected messages removed",
            f"{_run(_deleted_but_reported, _finish, now)} deleted messages emptied",
            f"{_forget_cases(now)} reports emptied",
        )
    )


Old = Callable[[datetime], QuerySet[Inquiry]]
Step = Callable[[Inquiry, datetime], object]


def _run(old: Old, step: Step, now: datetime) -> int:
    def act(number: int) -> bool:
        # Who writes at this moment keeps what was there.
        inquiry = old(now).select_for_update().filter(pk=number).first()
        if inquiry is None:
            return False
        step(inquiry, now)
        return True

    numbers = list(old(now).order_by("pk").values_list("pk", flat=True))
    return for_each(numbers, act, what="retention")


def _with_old_text(now: datetime) -> QuerySet[Inquiry]:
    return Inquiry.objects.filter(
        state=InquiryState.SENT,
        sealed__isnull=False,
        last_written_at__lte=now - timedelta(days=settings.INQUIRY_TEXT_DAYS),
    )


def _never_confirmed(now: datetime) -> QuerySet[Inquiry]:
    return Inquiry.objects.filter(
        state=InquiryState.HELD, last_written_at__lte=now - KEEP_UNCONFIRMED
    )


def _suspected(now: datetime) -> QuerySet[Inquiry]:
    return Inquiry.objects.filter(
        state__in=(InquiryState.QUARANTINED, InquiryState.DROPPED),
        last_written_at__lte=now - KEEP_SUSPECTED,
    )


def _deleted_but_reported(now: datetime) -> QuerySet[Inquiry]:
    """Their senders wanted them gone; no moderator has decided in time."""
    return Inquiry.objects.filter(
        state=InquiryState.DELETED,
        sealed__isnull=False,
        last_written_at__lte=now - KEEP_REPORTED,
    )


def _empty(inquiry: Inquiry, now: datetime) -> None:
    Message.objects.filter(conversation__inquiry=inquiry, sealed__isnull=False).update(sealed=None)
    inquiry.sealed, inquiry.sender_digest, inquiry.text_removed_at = None, "", now
    inquiry.save(update_fields=["sealed", "sender_digest", "text_removed_at"])
    for conversation in inquiry.conversations.all():
        events.record(conversation, InquiryEventKind.TEXT_REMOVED)


def _finish(inquiry: Inquiry, now: datetime) -> None:
    emptying.empty(inquiry, now)
    for conversation in inquiry.conversations.all():
        events.record(conversation, InquiryEventKind.TEXT_REMOVED)


def _delete(inquiry: Inquiry, now: datetime) -> None:
    inquiry.delete()


def _give_up(inquiry: Inquiry, now: datetime) -> None:
    """No moderator has let it go in time."""
    sending.tell_in_vain(inquiry)
    inquiry.delete()


def _forget_cases(now: datetime) -> int:
    """The words of a complaint or report, long after it was decided; the decision stays."""
    is_old = Q(state__in=(CaseState.UPHELD, CaseState.DISMISSED), decided_at__lte=now - KEEP_CASES)
    complaints = Complaint.objects.filter(is_old, sealed__isnull=False).update(sealed=None)
    notes = CaseNote.objects.filter(
        sealed__isnull=False, report__in=Report.objects.filter(is_old)
    ).update(sealed=None)
    has_words = Q(sealed__isnull=False) | Q(sealed_reply__isnull=False) | ~Q(told="")
    reports = Report.objects.filter(is_old & has_words).update(
        sealed=None, sealed_reply=None, told=""
    )
    return complaints + reports + notes
