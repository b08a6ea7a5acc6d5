"""What tests of sending write, and the mails that come of it."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

from django.utils import timezone
from post_office.models import Email

from directory.models import Therapist
from inquiries import senders
from inquiries.actions.sending import Kept, keep
from inquiries.choices import PauseReason
from inquiries.letter import Letter
from inquiries.models import Conversation, Inquiry, InquiryBox

LETTER = Letter(
    name="Pat Canary",
    email="canary@example.com",
    message="It hurts when I sit. Canary words.",
    phone="+13035550142",
    cause="piriformis",
    tell=(("Allergies", "Canary words"),),
)


#: What the cookie of a browser says in which this mailbox was confirmed.
PROVED = senders.digest(LETTER.email)


def kept(*therapists: Therapist, letter: Letter = LETTER, **options: Any) -> Kept:
    values: dict[str, Any] = {"key": uuid.uuid4(), "is_blind": True}
    return keep(letter, therapists=therapists, **(values | options))


def kinds_of_mail() -> list[tuple[str, str]]:
    return [(mail.to[0], mail.subject) for mail in Email.objects.order_by("pk")]


def states() -> list[str]:
    return list(Inquiry.objects.order_by("pk").values_list("state", flat=True))


CONFIRM = ("canary@example.com", "Please confirm your message")


COPY = ("canary@example.com", "Your message was sent")


IN_VAIN = ("canary@example.com", "Your message did not reach the therapist")


def new(therapist: Therapist) -> tuple[str, str]:
    return (therapist.owner.email, "You have a message")


def lose(therapist: Therapist, how: str) -> None:
    """Make somebody whom nothing reaches any more."""
    rows = Therapist.objects.filter(pk=therapist.pk)
    if how == "left":
        Conversation.objects.filter(therapist=therapist).update(therapist=None)
    elif how == "undelivered":
        pause(therapist, PauseReason.UNDELIVERED)
    elif how == "hidden":
        rows.update(confirmed_on=timezone.localdate() - timedelta(days=400))
    else:
        rows.update(status=how)


def pause(therapist: Therapist, reason: PauseReason) -> None:
    InquiryBox.objects.create(therapist=therapist, paused_at=timezone.now(), pause_reason=reason)


LOST = ["left", "suspended", "removed", "draft", "hidden", "undelivered"]
