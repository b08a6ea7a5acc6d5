"""Numbers about messages and reports as a whole; none tells about one person."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from sciatica_site.figures import duration, median, share, told
from sciatica_site.hooks import Figure, FigureGroup

from .choices import Answer
from .models import Conversation
from .reports import counts as report_counts

LOOK_BACK = timedelta(days=180)
#: A message that has waited no longer than this may still be answered in time.
TIME_TO_ANSWER = timedelta(days=5)
REPORTS_LOOK_BACK = timedelta(days=365)


def answered(today: date) -> FigureGroup:
    """A kind no is an answer as well. What was withheld from its therapist does not count."""
    rows = Conversation.objects.filter(
        sent_at__date__gt=today - LOOK_BACK,
        sent_at__date__lte=today - TIME_TO_ANSWER,
        is_withheld=False,
    ).order_by()
    was_answered = ~Q(answer=Answer.NONE)
    counts = rows.aggregate(all=Count("pk"), answered=Count("pk", filter=was_answered))
    lately = _("in the last 180 days")
    return FigureGroup(
        _("Messages to massage therapists"),
        (
            Figure(_("Messages that reached a therapist"), told(counts["all"]), lately),
            Figure(_("Answered"), share(counts["answered"], counts["all"]), lately),
            Figure(
                _("Half of the answers came within"),
                duration(median(rows.filter(was_answered), "sent_at", "answered_at")),
                lately,
            ),
        ),
    )


def reported(today: date) -> FigureGroup:
    counts = report_counts.since(today - REPORTS_LOOK_BACK)
    lately = _("in the last 12 months")
    decided = counts.upheld + counts.dismissed
    return FigureGroup(
        _("Reports about profiles"),
        (
            Figure(_("Reports that reached us"), told(counts.received), lately),
            Figure(
                _("Of those we decided about, found to be right"), share(counts.upheld, decided)
            ),
        ),
    )
