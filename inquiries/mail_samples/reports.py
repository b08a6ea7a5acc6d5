"""The mails about reports of profiles, with made-up values."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from django.conf import settings
from django.urls import reverse

from directory.models import Therapist
from sciatica_site.hooks import MailSample


def previews() -> dict[str, Callable[[], MailSample]]:
    return {
        "report-serious": _serious,
        "report-told": partial(_to_therapist, "about_report"),
        "report-decided": partial(_to_therapist, "report_decided"),
        "report-result-right": partial(_result, is_right=True),
        "report-result-wrong": partial(_result, is_right=False),
    }


def _serious() -> MailSample:
    path = reverse("admin:inquiries_report_change", args=[1])
    return MailSample("inquiries/emails/report_serious", {"report_url": settings.SITE_URL + path})


def _to_therapist(event: str) -> MailSample:
    context = {
        "therapist": Therapist(name="Ana <b>Reyes</b>"),
        "report_url": settings.SITE_URL + reverse("inquiries:told", args=[1]),
    }
    return MailSample(f"inquiries/emails/{event}", context)


def _result(*, is_right: bool) -> MailSample:
    return MailSample("inquiries/emails/report_result", {"is_right": is_right})
