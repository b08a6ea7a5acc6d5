"""Fills a scratch database with a moderator's year of work, to measure the pages of the admin."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db import models
from django.utils import timezone
from post_office.models import STATUS, Email

from directory import pairs
from directory.choices import RevisionStatus, ScanState, Verification
from directory.editing import content
from directory.models import (
    Credential,
    CredentialKind,
    Document,
    ProfileEvent,
    ProfileRevision,
    Therapist,
    WordingCount,
)
from inquiries.choices import Answer, ConversationStatus, InquiryState, ReportReason
from inquiries.models import Conversation, Inquiry, InquiryEvent, Report
from sciatica_site import sealing
from sciatica_site.models import AuditEntry

#: One in so many profiles has something that waits; one in so many shares a number with another.
WAITS, SHARES = 20, 500
BATCH = 2_000


def fill() -> None:
    """What hangs on each profile: texts, checks, copies, messages, reports, lines of the record."""
    keys = list(Therapist.objects.order_by("pk").values_list("pk", flat=True))
    text = content.read(Therapist.objects.with_answers().get(pk=keys[0]))
    sealed = sealing.seal({"text": "Not so."})
    _add(ProfileRevision, (_revision(key, text) for key in keys))
    _add(ProfileEvent, (_event(key, number) for key in keys for number in range(3)))
    _add(AuditEntry, (_line(key, number) for key in keys for number in range(3)))
    _add(Document, (_document(key) for key in keys[::2]))
    _add(WordingCount, (_wording(key) for key in keys))
    _add(Email, (_mail(key) for key in keys for _number in range(2)))
    _add(Inquiry, (_inquiry(key, sealed) for key in keys))
    _add(Conversation, (_conversation(key) for key in keys))
    _add(InquiryEvent, (_step(key) for key in keys))
    _add(Report, (_report(key, sealed) for key in keys[::WAITS]))
    _check_credentials()
    pairs.look(timezone.now())


def _add(model: type[models.Model], rows: Iterable[models.Model]) -> None:
    model._default_manager.bulk_create(rows, batch_size=BATCH)


def _ago(key: int) -> Any:
    return timezone.now() - timedelta(days=key % 300, minutes=key)


def _revision(key: int, text: dict[str, Any]) -> ProfileRevision:
    waits = key % WAITS == 0
    return ProfileRevision(
        therapist_id=key,
        number=1,
        content=text,
        based_on=1 if key % 2 else None,
        status=RevisionStatus.SUBMITTED if waits else RevisionStatus.APPROVED,
        submitted_at=_ago(key),
        decided_at=None if waits else timezone.now(),
        decided_by_id=None if waits else 1,
    )


def _event(key: int, number: int) -> ProfileEvent:
    return ProfileEvent(therapist_number=key, kind="approved", happened_at=_ago(key), actor_id=1)


def _line(key: int, number: int) -> AuditEntry:
    return AuditEntry(
        happened_at=_ago(key),
        actor_number=1,
        kind="profile.approved",
        subject="profile",
        subject_number=str(key),
    )


def _document(key: int) -> Document:
    kind = CredentialKind.objects.values_list("pk", flat=True).get(slug="state-license")
    return Document(
        therapist_id=key,
        kind_id=kind,
        file=f"documents/{key}.pdf",
        format="pdf",
        size=20_000,
        scan=ScanState.CLEAN,
        uploaded_at=_ago(key),
        delete_on=timezone.localdate() + timedelta(days=90),
    )


def _wording(key: int) -> WordingCount:
    found = key % WAITS == 0
    return WordingCount(
        therapist_id=key,
        listed=int(found),
        found_at=timezone.now() if found else None,
        rules="now",
        looked_at=timezone.now(),
    )


def _mail(key: int) -> Email:
    status = STATUS.failed if key % 100 == 0 else STATUS.sent
    return Email(from_email="a@example.com", to=[f"{key}@example.com"], status=status)


def _inquiry(key: int, sealed: str) -> Inquiry:
    return Inquiry(
        pk=key,
        key=uuid.uuid4(),
        state=InquiryState.SENT,
        sealed=sealed,
        sender_digest=f"{key:064x}",
        sent_at=_ago(key),
        last_written_at=_ago(key),
    )


def _conversation(key: int) -> Conversation:
    answered = key % 3 != 0
    return Conversation(
        inquiry_id=key,
        therapist_id=key,
        sent_at=_ago(key),
        status=ConversationStatus.ANSWERED if answered else ConversationStatus.WAITING,
        answer=Answer.WRITTEN if answered else "",
        answered_at=_ago(key) if answered else None,
        revealed_at=_ago(key) if answered else None,
    )


def _step(key: int) -> InquiryEvent:
    return InquiryEvent(conversation_number=str(key), kind="sent", actor_id=1)


def _report(key: int, sealed: str) -> Report:
    return Report(key=uuid.uuid4(), therapist_id=key, reason=ReportReason.OTHER, sealed=sealed)


def _check_credentials() -> None:
    """A year of checks, and a few numbers that two profiles have."""
    rows = list(Credential.objects.order_by("pk"))
    for row in rows:
        row.verification = Verification.REGISTER_CHECKED
        row.checked_on = timezone.localdate() - timedelta(days=row.pk % 500)
        row.checked_by_id = 1
        row.number = f"MT.{row.pk - 1 if row.pk % SHARES == 0 else row.pk:07}"
    names = ["verification", "checked_on", "checked_by", "number"]
    Credential.objects.bulk_update(rows, names, batch_size=500)
