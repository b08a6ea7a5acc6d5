"""Where reports are in the admin."""

from __future__ import annotations

from django.urls import reverse

from inquiries.models import Report

LIST = "/admin/inquiries/report/"


def page_of(report: Report) -> str:
    return reverse("admin:inquiries_report_change", args=[report.pk])


def step(report: Report, name: str) -> str:
    return reverse(f"admin:inquiries_report_{name}", args=[report.pk])
