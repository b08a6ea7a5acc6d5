"""Counts reports of profiles and how they ended, for everybody to see."""

from __future__ import annotations

import statistics
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import Count, Q
from django.utils import timezone

from inquiries.choices import CaseState
from inquiries.models import Report


@dataclass(frozen=True, slots=True)
class ReportCounts:
    """Of the reports that came in since a day: received = upheld + dismissed + open."""

    received: int
    upheld: int
    dismissed: int
    open: int
    #: From the report to the decision, of those that are decided; None while none is.
    median_days: float | None


def since(day: date) -> ReportCounts:
    """Two queries. Demo profiles do not count, nor does one that was erased with its reports."""
    begun = timezone.make_aware(datetime.combine(day, time.min))
    rows = Report.objects.filter(made_at__gte=begun, therapist__is_demo=False).order_by()
    counts = rows.aggregate(
        received=Count("pk"),
        **{state: Count("pk", filter=Q(state=state)) for state in CaseState.values},
    )
    decided = rows.filter(decided_at__isnull=False).values_list("made_at", "decided_at")
    days = [(end - start).total_seconds() / 86_400 for start, end in decided if end]
    return ReportCounts(**counts, median_days=round(statistics.median(days), 1) if days else None)
