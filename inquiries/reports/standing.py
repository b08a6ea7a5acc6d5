"""Says where a report of a profile stands, and who has to act next."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db.models import TextChoices
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from inquiries.choices import CaseState

if TYPE_CHECKING:
    from inquiries.models import Report

#: How long a therapist has to answer before moderators decide without an answer.
TIME_TO_REPLY = timedelta(days=14)


class Standing(TextChoices):
    NEW = "new", gettext_lazy("New: nobody has decided, and the therapist was not told")
    TOLD = "told", gettext_lazy("The therapist was told and has time to answer")
    SILENT = "silent", gettext_lazy("The therapist was told and did not answer in time")
    ANSWERED = "answered", gettext_lazy("The therapist has answered")
    DECIDED = "decided", gettext_lazy("Decided")


def of(report: Report, now: datetime) -> Standing:
    if report.state != CaseState.OPEN:
        return Standing.DECIDED
    if report.told_at is None:
        return Standing.NEW
    if report.replied_at is not None:
        return Standing.ANSWERED
    return Standing.TOLD if now < report.told_at + TIME_TO_REPLY else Standing.SILENT


def in_words(report: Report, now: datetime) -> str:
    """A sentence for moderators, with its days."""
    standing = of(report, now)
    if standing == Standing.DECIDED:
        return str(report.get_state_display())
    if standing == Standing.NEW:
        return _("New. The therapist does not know of it.")
    if standing == Standing.ANSWERED:
        return _("The therapist has answered. It can be decided.")
    days = {"told": _day(report.told_at), "until": _day(reply_until(report))}
    if standing == Standing.TOLD:
        return _("The therapist was told on %(told)s and has until %(until)s to answer.") % days
    return _("The therapist had until %(until)s and did not answer. It can be decided.") % days


def reply_until(report: Report) -> datetime | None:
    return report.told_at + TIME_TO_REPLY if report.told_at else None


def may_be_upheld(report: Report, now: datetime) -> bool:
    """Nobody is found to be at fault unheard, except where telling them could hurt somebody. Who
    was told has the time that they were promised: what cannot wait is hidden meanwhile."""
    standing = of(report, now)
    if report.is_serious:
        return standing != Standing.TOLD
    return standing in (Standing.ANSWERED, Standing.SILENT)


def _day(at: datetime | None) -> str:
    return date_format(localtime(at), "F j, Y") if at else ""
