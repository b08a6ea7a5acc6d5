"""Asks a therapist by mail for the new date of a credential whose own date ends our check."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.urls import reverse

from accounts.models import User
from directory import audited, checks, formatting
from directory.choices import ProfileStatus, ReminderKind
from directory.models import Credential, Reminder, VerificationRecord
from directory.queues import waiting

from . import mails


def ask(credential: Credential, record: VerificationRecord, today: date, *, by: User) -> bool:
    """At most once in 14 days. The caller holds the profile, so that of two who ask one does."""
    is_listed = credential.therapist.status != ProfileStatus.REMOVED
    if not (is_listed and checks.ends_sooner(credential, record, today)):
        return False
    if waiting.asked_on(credential, today):
        return False
    Reminder.objects.create(
        therapist=credential.therapist,
        kind=ReminderKind.NEW_DATE,
        about=str(credential.pk),
        due_on=today,
    )
    mails.tell(credential.therapist, "new_date", **context(credential, record))
    part = f"check {record.pk}"
    audited.credential("credential.date-asked", credential.pk, by=by, part=part)
    return True


def context(credential: Credential, record: VerificationRecord) -> dict[str, Any]:
    """Names the kind alone: numbers have no place in a mail."""
    edit = reverse("directory:profile-edit", args=["credentials"])
    own, until = credential.expires_on, record.valid_until
    return {
        "name": credential.therapist.name,
        "credential": credential.kind.name,
        "on_profile": formatting.day(own) if own else "",
        "at_source": formatting.day(until) if until else "",
        "edit_url": settings.SITE_URL + edit,
    }
