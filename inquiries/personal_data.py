"""What inquiries keep about somebody with an account: given as a copy, and removed."""

from __future__ import annotations

import logging
from datetime import datetime
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from sciatica_site.sealing import CannotUnseal

from . import mails
from .actions import events
from .choices import Answer, ConversationStatus, InquiryEventKind, InquiryState, Writer
from .letter import Letter
from .models import Complaint, Conversation, Inquiry, InquiryBox, Message, Report
from .veil import veiled

logger = logging.getLogger(__name__)

#: Of each conversation; what patients said of a profile to us is not among it.
_DATES = ("number", "status", "sent_at", "opened_at", "answer", "answered_at", "closed_at")


def export(user: AbstractBaseUser) -> dict[str, Any]:
    """A therapist's letter box: what was written to them and by them, as their pages show it.

    A patient has no account. Their own page offers them a copy.
    """
    assert isinstance(user, User)  # noqa: S101 (for the types: it is the only user model)
    conversations = list(
        Conversation.objects.addressed_to(user)
        .select_related("inquiry", "complaint")
        .prefetch_related("messages")
        .order_by("sent_at", "pk")
    )
    box = InquiryBox.objects.filter(therapist__owner=user).first()
    reports = list(Report.objects.told_to(user).order_by("told_at", "pk"))
    if not conversations and box is None and not reports:
        return {}
    return {
        "conversations": [_conversation(one) for one in conversations],
        "form_closed_since": _when(box.paused_at) if box else None,
        "form_closed_because": box.pause_reason if box else "",
        "reports_you_were_told_of": [_told(one) for one in reports],
    }


@transaction.atomic
def erase_profile(therapist_id: int) -> None:
    """For `hooks.profile_erasers`: nobody will answer any more, and the patients hear of it.

    What the therapist wrote goes. What the patient wrote is the patient's, until its own day.
    """
    now = timezone.now()
    rows = Conversation.objects.filter(therapist=therapist_id).select_related("inquiry")
    # A reply that is on its way comes first, and is then among what goes.
    conversations = list(rows.select_for_update(of=("self",)).order_by("pk"))
    Message.objects.filter(
        conversation__in=conversations, writer=Writer.THERAPIST, sealed__isnull=False
    ).update(sealed=None)
    # So are the words of a report; its reason and the decision stay.
    Complaint.objects.filter(conversation__in=conversations).update(sealed=None)
    # The reports of the profile itself go with it, their words before it.
    Report.objects.filter(therapist=therapist_id).update(told="", sealed_reply=None)
    told: set[int] = set()
    for conversation in conversations:
        if conversation.status == ConversationStatus.CLOSED:
            continue
        _close(conversation, now)
        inquiry = conversation.inquiry
        # Also after an answer: the patient may be about to write again.
        is_open = inquiry.state == InquiryState.SENT and inquiry.has_text
        if is_open and conversation.answer != Answer.DECLINED and inquiry.pk not in told:
            told.add(inquiry.pk)
            _say_goodbye(inquiry)


def _say_goodbye(inquiry: Inquiry) -> None:
    """A lost key must not keep anybody from leaving."""
    try:
        mails.tell_patient(inquiry, "therapist_left")
    except CannotUnseal:
        logger.error("The patient of %s cannot be told: no key opens it", inquiry.number)


def _close(conversation: Conversation, now: datetime) -> None:
    conversation.status, conversation.closed_at = ConversationStatus.CLOSED, now
    conversation.save(update_fields=["status", "closed_at"])
    events.record(conversation, InquiryEventKind.CLOSED)


def _conversation(conversation: Conversation) -> dict[str, Any]:
    values = {name: getattr(conversation, name) for name in _DATES}
    letter = _read(conversation.inquiry)
    return {
        **{key: _when(value) for key, value in values.items()},
        "letter": _letter(conversation, letter),
        "your_report": _report(getattr(conversation, "complaint", None)),
        "messages": [
            {
                "by": message.writer,
                "written_at": _when(message.written_at),
                "text": _text(message, conversation, letter),
            }
            for message in conversation.messages.all()
        ],
    }


def _read(inquiry: Inquiry) -> Letter | None:
    try:
        return inquiry.read() if inquiry.has_text else None
    except CannotUnseal:
        return None


def _letter(conversation: Conversation, letter: Letter | None) -> dict[str, Any] | None:
    """While the therapist has not answered it is as veiled as on the page."""
    if letter is None or conversation.shows_sender:
        return letter.as_values() if letter else None
    values = {**letter.as_values(), "message": veiled(letter.message, letter)}
    values["tell"] = [(label, veiled(text, letter)) for label, text in letter.tell]
    hidden = ("name", "email", "phone")
    return {key: value for key, value in values.items() if key not in hidden}


def _report(complaint: Complaint | None) -> dict[str, Any] | None:
    if complaint is None:
        return None
    try:
        words = complaint.read()
    except CannotUnseal:
        words = {}
    return {"reason": complaint.reason, "made_at": _when(complaint.made_at), **words}


def _told(report: Report) -> dict[str, Any]:
    """As their page shows it: neither who has reported it, nor in which words."""
    try:
        answer = report.read_reply().get("text")
    except CannotUnseal:
        answer = None
    days = ("told_at", "replied_at", "decided_at")
    return {
        "told": report.told,
        "your_answer": answer,
        "state": report.state,
        **{day: _when(getattr(report, day)) for day in days},
    }


def _text(message: Message, conversation: Conversation, letter: Letter | None) -> str | None:
    try:
        text = message.read() if message.sealed is not None else None
    except CannotUnseal:
        return None
    if text is None or message.writer == Writer.THERAPIST or conversation.shows_sender:
        return text
    return veiled(text, letter) if letter else None


def _when(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value
