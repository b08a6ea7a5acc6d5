"""Days in the cells of lists."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone

from directory import formatting


def day(value: date | None) -> str:
    """Of a moment, the day by the clock of the site. Without one a dash, as in Django's lists."""
    if value is None:
        return "-"
    if isinstance(value, datetime):
        value = timezone.localdate(value)
    return formatting.day(value)
