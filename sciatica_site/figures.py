"""How numbers about the whole site are said, so that small ones give nobody away."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import F, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from . import day_counts

#: Smaller numbers than this are not told, save for none at all.
LEAST_TOLD = 5


def told(number: int) -> str:
    """ "1,204", "none", or "fewer than 5"."""
    if number == 0:
        return _("none")
    if number < LEAST_TOLD:
        return _("fewer than %(least)d") % {"least": LEAST_TOLD}
    return f"{number:,}"


def share(part: int, whole: int) -> str:
    """ "84%"; of a few, nothing can be said, and of many, "all" and "none" are meant exactly."""
    if whole < LEAST_TOLD:
        return _("too few to say")
    percent = round(100 * part / whole)
    if part < whole:
        percent = min(percent, 99)
    if part > 0:
        percent = max(percent, 1)
    return f"{percent}%"


def median(rows: QuerySet, start: str, end: str) -> timedelta | None:
    """Of the time between two moments of each row, found by the database: two queries, and no row
    but one is read. None when there are too few."""
    number = rows.count()
    if number < LEAST_TOLD:
        return None
    times = rows.annotate(time_taken=F(end) - F(start)).order_by("time_taken")
    # Of two in the middle the longer: better than to promise too much.
    middle: timedelta = times.values_list("time_taken", flat=True)[number // 2]
    return middle


def duration(time: timedelta | None) -> str:
    """ "5 hours", "2 days"; rounded up, as whoever waits would."""
    if time is None:
        return _("too few to say")
    hours = -(-time // timedelta(hours=1))
    if hours <= 48:
        hours = max(1, hours)
        return ngettext("%(n)d hour", "%(n)d hours", hours) % {"n": hours}
    days = -(-time // timedelta(days=1))
    return day_counts.in_words(days)
