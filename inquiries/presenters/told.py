"""What a therapist reads about a report of the own profile, and about the own answer."""

from __future__ import annotations

import logging
from datetime import datetime
from functools import cached_property

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from directory import hidings
from directory.choices import ProfileStatus
from inquiries import moments, zones
from inquiries.choices import CaseState
from inquiries.models import Report
from inquiries.reports import standing
from sciatica_site.sealing import CannotUnseal

logger = logging.getLogger(__name__)

OUTCOMES = {
    CaseState.UPHELD: gettext_lazy(
        "A moderator has decided: what was said is right, as far as we can tell."
    ),
    CaseState.DISMISSED: gettext_lazy(
        "A moderator has decided: we could not confirm what was said."
    ),
}


class ToldPage:
    """Nothing in it says who has reported the profile, or in which words."""

    def __init__(self, report: Report, now: datetime) -> None:
        self._report, self._now = report, now
        self._zone = zones.zone_of(report.therapist)
        self.number = report.pk
        self.told = report.told
        self.is_answered = report.replied_at is not None
        self.is_decided = report.state != CaseState.OPEN
        self.can_answer = not (self.is_answered or self.is_decided)
        self.may_be_hidden = report.is_serious and not self.is_decided

    @property
    def told_on(self) -> str:
        return self._moment(self._report.told_at)

    @property
    def answered_on(self) -> str:
        return self._moment(self._report.replied_at)

    @property
    def until(self) -> str:
        return self._moment(standing.reply_until(self._report))

    @property
    def is_late(self) -> bool:
        return standing.of(self._report, self._now) == standing.Standing.SILENT

    @cached_property
    def answer(self) -> str:
        try:
            return str(self._report.read_reply().get("text", ""))
        except CannotUnseal:
            logger.error("No key opens the answer to report %s", self._report.pk)
            return ""

    @cached_property
    def hiding_url(self) -> str:
        """The page about the profile being hidden, while it is; asks only then."""
        if self._report.therapist.status != ProfileStatus.SUSPENDED:
            return ""
        rows = hidings.open_ones().filter(therapist=self._report.therapist_id)
        number = rows.values_list("pk", flat=True).first()
        return reverse("directory:hiding", args=[number]) if number else ""

    @property
    def outcome(self) -> str:
        return str(OUTCOMES.get(CaseState(self._report.state), ""))

    @property
    def status(self) -> str:
        if self.is_decided:
            return _("Decided")
        return _("Answered") if self.is_answered else _("Waits for your answer")

    @property
    def tone(self) -> str:
        return "caution" if self.can_answer else "info"

    def _moment(self, at: datetime | None) -> str:
        return moments.moment(at, self._zone, self._now) if at else ""
