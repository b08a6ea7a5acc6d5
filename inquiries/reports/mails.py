"""Tells people by mail that a report has moved on; no mail says about whom or what it is."""

from __future__ import annotations

import logging
from typing import Any

from django.conf import settings
from django.urls import reverse

from inquiries.choices import CaseState
from inquiries.models import Report
from inquiries.permissions import judges_of_reports
from sciatica_site import mail

logger = logging.getLogger(__name__)


def tell_judges(report: Report) -> int:
    """One mail to each who may decide, but not to whom it is about. How many there were."""
    path = reverse("admin:inquiries_report_change", args=[report.pk])
    context = {"report_url": f"{settings.SITE_URL}{path}"}
    people = judges_of_reports().exclude(therapist=report.therapist_id)
    return sum(_queue(report, "report_serious", one.email, context) for one in people)


def tell_therapist(report: Report, event: str) -> bool:
    """That there is something to read; the link asks to sign in."""
    path = reverse("inquiries:told", args=[report.pk])
    context = {"therapist": report.therapist, "report_url": f"{settings.SITE_URL}{path}"}
    return _queue(report, event, report.therapist.owner.email, context)


def tell_reporter(report: Report, address: str) -> bool:
    """The same few words for everybody, by the outcome alone."""
    context = {"is_right": report.state == CaseState.UPHELD}
    return _queue(report, "report_result", address, context)


def _queue(report: Report, event: str, to: str, context: dict[str, Any]) -> bool:
    """An address that no mail can go to must not stop the step itself."""
    try:
        mail.queue(f"inquiries/emails/{event}", to=to, context=context)
    except mail.UnusableAddress:
        logger.warning("No mail about report %s: its address is no email address", report.pk)
        return False
    return True
