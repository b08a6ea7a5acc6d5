"""A report of a profile as a moderator sees it: what was said, found out, answered and done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db.models import Count
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from directory import hidings
from directory.choices import ProfileStatus
from directory.models import Appeal, Hiding
from directory.presenters import hiding_history
from inquiries import accuracy, moments
from inquiries.choices import CaseState, ReportReason
from inquiries.models import CaseNote, Report
from inquiries.reports import standing
from sciatica_site.hooks import CaseLine, audit_kinds
from sciatica_site.models import AuditEntry
from sciatica_site.sealing import CannotUnseal

UNREADABLE = gettext_lazy("No key opens these words. They have not been removed.")
REMOVED = gettext_lazy("The words have been removed.")


@dataclass(frozen=True, slots=True)
class Others:
    """Reports of the same profile with one reason and one outcome."""

    count: int
    reason: str
    state: str
    url: str


class ReportPage:
    """`said` is what was opened for this moderator; None where no key opens it."""

    def __init__(
        self, report: Report, said: dict[str, Any] | None, now: datetime, by: User
    ) -> None:
        self._report, self._said, self._by = report, said, by
        self.is_open = report.state == CaseState.OPEN
        self.standing = standing.in_words(report, now)
        self.age = moments.how_long(report.made_at, now)
        self.until = standing.reply_until(report)
        self.may_be_upheld = standing.may_be_upheld(report, now)
        self.can_tell = self.is_open and report.told_at is None

    # What was said

    @property
    def fact(self) -> str:
        name = str(self._said.get("fact", "")) if self._said else ""
        return accuracy.label_of(name) if name else ""

    @property
    def text(self) -> str:
        return str(self._said.get("text", "")) if self._said else ""

    @property
    def email(self) -> str:
        return str(self._said.get("email", "")) if self._said else ""

    @property
    def no_words(self) -> str | Promise:
        """Why nothing of it can be read."""
        if self._said is None:
            return UNREADABLE
        return "" if self._said else REMOVED

    @property
    def can_tell_result(self) -> bool:
        return bool(self.email) and not self.is_open and self._report.result_told_at is None

    # What the therapist says

    @cached_property
    def reply(self) -> str | Promise:
        return reply_of(self._report)

    # What moderators found out and did

    @cached_property
    def notes(self) -> list[CaseLine]:
        notes = self._report.notes.select_related("written_by")
        return [
            CaseLine(one.written_at, str(words_of(one)), name_of(one.written_by)) for one in notes
        ]

    @cached_property
    def others(self) -> list[Others]:
        rows = (
            Report.objects.filter(therapist=self._report.therapist_id)
            .exclude(pk=self._report.pk)
            .order_by()
            .values_list("reason", "state")
            .annotate(count=Count("pk"))
            .order_by("state", "reason")
        )
        return [self._others(reason, state, count) for reason, state, count in rows]

    def _others(self, reason: str, state: str, count: int) -> Others:
        query = f"therapist__id__exact={self._report.therapist_id}"
        url = reverse("admin:inquiries_report_changelist")
        return Others(
            count,
            str(ReportReason(reason).label),
            str(CaseState(state).label),
            f"{url}?{query}&reason__exact={reason}&state__exact={state}",
        )

    @cached_property
    def history(self) -> list[CaseLine]:
        """From the audit, with what its therapist did and what happened to the profile."""
        rows = AuditEntry.objects.filter(subject="report", subject_number=str(self._report.pk))
        entries = list(rows.order_by("happened_at", "pk"))
        people = User.objects.in_bulk({one.actor_number for one in entries if one.actor_number})
        labels = dict(audit_kinds)
        lines = [CaseLine(self._report.made_at, _("Reported"))]
        if self._report.replied_at:
            lines.append(CaseLine(self._report.replied_at, _("The therapist answered")))
        lines += [
            CaseLine(
                one.happened_at,
                str(labels.get(one.kind, one.kind)),
                name_of(people.get(one.actor_number or 0)),
            )
            for one in entries
        ]
        lines += hiding_history.of_hidings(self._hidings)
        return sorted(lines, key=lambda line: line.at)

    # The profile

    @cached_property
    def _hidings(self) -> list[Hiding]:
        """Those that were not over when it was reported."""
        rows = hidings.with_people(self._report.therapist_id)
        return [one for one in rows if one.ended_at is None or one.ended_at > self._report.made_at]

    @property
    def hiding(self) -> Hiding | None:
        """The newest of them, with the open one before all others."""
        is_open = [one for one in self._hidings if one.ended_at is None]
        return next(iter([*is_open, *self._hidings]), None)

    @property
    def is_hidden(self) -> bool:
        return self.hiding is not None and self.hiding.ended_at is None

    @property
    def had_second_look(self) -> bool:
        return self.hiding is not None and hidings.had_second_look(self.hiding)

    @property
    def appeal(self) -> Appeal | None:
        return getattr(self.hiding, "appeal", None)

    @property
    def may_end_hiding(self) -> bool:
        return self.hiding is not None and self.is_hidden and hidings.may_end(self._by, self.hiding)

    @property
    def can_hide(self) -> bool:
        status = self._report.therapist.status
        return (
            self._report.is_serious
            and self._report.state != CaseState.DISMISSED
            and status not in (ProfileStatus.SUSPENDED, ProfileStatus.REMOVED)
        )


def words_of(note: CaseNote) -> str | Promise:
    try:
        return str(note.read().get("text", "")) or REMOVED
    except CannotUnseal:
        return UNREADABLE


def reply_of(report: Report) -> str | Promise:
    """What its therapist says; empty where nothing was said."""
    if report.replied_at is None:
        return ""
    try:
        return str(report.read_reply().get("text", "")) or REMOVED
    except CannotUnseal:
        return UNREADABLE


def name_of(user: User | None) -> str:
    return str(user) if user else _("A closed account")


def profile_state(report: Report) -> list[str]:
    """After a decision: what became of the hiding about which it had to be asked."""
    hiding = hidings.with_people(report.therapist_id).first()
    if hiding is None or report.decided_at is None:
        return []
    if hiding.ended_at is None:
        return [_("The profile is still hidden.")]
    if hiding.ended_at < report.decided_at:
        return []
    if report.therapist.status == ProfileStatus.PUBLISHED:
        return [_("The profile is shown again.")]
    return [_("The profile is not hidden any more, and not public either.")]
