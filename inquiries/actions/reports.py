"""Keeps what somebody says is wrong with a profile, for the moderators."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from directory.models import Therapist
from inquiries.choices import SERIOUS, ReportReason
from inquiries.models import Report
from inquiries.reports import mails
from sciatica_site import sealing


@transaction.atomic
def make(therapist: Therapist, *, reason: ReportReason, text: str, email: str, key: UUID) -> Report:
    """The same form, however often it is sent, is one report. It hides nothing by itself."""
    report, is_new = Report.objects.get_or_create(
        key=key,
        defaults={
            "therapist": therapist,
            "reason": reason,
            "is_serious": reason in SERIOUS,
            "sealed": sealing.seal({"text": text, "email": email}),
        },
    )
    if is_new:
        announce(report)
    return report


def announce(report: Report) -> None:
    """Serious conduct does not wait until somebody looks at the list. Once for a report."""
    if report.is_serious:
        mails.tell_judges(report)
