"""Reports of demo profiles, and messages to the demo therapist: new, answered, held back.

They take the way that all others take, so that each has its record and its mails.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from django.utils import timezone

from accounts.models import User
from directory.demo.profile import THERAPIST_EMAIL
from directory.models import Therapist
from inquiries.actions import answering, reporting, reports, sending
from inquiries.choices import ComplaintReason, ReportReason, Suspicion
from inquiries.letter import Letter
from inquiries.models import Conversation


def add() -> Iterator[str]:
    """Says in a line each what was added; where there are no demo profiles, nothing is."""
    words = yaml.safe_load(Path(__file__).with_name("work.yaml").read_text("utf-8"))
    yield f"Reports of profiles: {_report(words['reports'])}"
    yield f"Messages to {THERAPIST_EMAIL}: {_write(words['messages'])}"


def _report(said: list[dict[str, Any]]) -> int:
    """About the profiles at the end of the list: those at its beginning have other matters."""
    public = Therapist.objects.public(timezone.localdate()).filter(is_demo=True)
    others = public.exclude(owner__email=THERAPIST_EMAIL).order_by("-pk")
    pairs = list(zip(others, said, strict=False))
    for therapist, one in pairs:
        reason = ReportReason(one["reason"])
        reports.make(
            therapist, reason=reason, text=one["text"], email=one["email"], key=uuid.uuid4()
        )
    return len(pairs)


def _write(messages: list[dict[str, Any]]) -> int:
    therapist = Therapist.objects.filter(is_demo=True, owner__email=THERAPIST_EMAIL).first()
    if therapist is None:
        return 0
    for one in messages:
        kept = sending.keep(
            Letter.of(one),
            therapists=[therapist],
            key=uuid.uuid4(),
            is_blind=True,
            suspicion=Suspicion(one.get("suspicion", "")),
        )
        sending.confirm(kept.inquiry)
        _deal_with(kept.inquiry.conversations.get(), one, by=therapist.owner)
    return len(messages)


def _deal_with(conversation: Conversation, one: dict[str, Any], *, by: User) -> None:
    """What the therapist has done about it, if anything."""
    if text := one.get("answer"):
        answering.reply(conversation, text, key=uuid.uuid4(), by=by)
    if complaint := one.get("complaint"):
        reason = ComplaintReason(complaint["reason"])
        reporting.complain(conversation, reason=reason, note=complaint["note"], by=by)
