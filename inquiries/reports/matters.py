"""Tells moderators and a therapist, beside a hidden profile, which reports there are of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Case, Prefetch, Value, When
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from inquiries.choices import CaseState
from inquiries.models import CaseNote, Report
from inquiries.permissions import can_read_reports
from inquiries.presenters.report import REMOVED, name_of, reply_of, words_of
from sciatica_site.hooks import AreaNote, CaseLine, CaseWords, RelatedCase, Viewer

from . import standing

#: The open ones first, then the newest.
MOST = 10


def of_profile(viewer: Viewer, therapist_id: int) -> list[RelatedCase]:
    """Without what was reported: that stands on the report's own page, where reading it is
    recorded. Two queries, however many there are."""
    if not (isinstance(viewer, User) and can_read_reports(viewer)):
        return []
    notes = Prefetch("notes", CaseNote.objects.select_related("written_by"))
    is_over = Case(When(state=CaseState.OPEN, then=Value(0)), default=Value(1))
    rows = Report.objects.not_about(viewer).filter(therapist=therapist_id)
    rows = rows.select_related("decided_by").prefetch_related(notes)
    now = timezone.now()
    return [_related(one, now) for one in rows.order_by(is_over, "-made_at", "-pk")[:MOST]]


def _related(report: Report, now: datetime) -> RelatedCase:
    return RelatedCase(
        title=_("Report: %(reason)s") % {"reason": report.get_reason_display()},
        state=standing.in_words(report, now),
        url=reverse("admin:inquiries_report_change", args=[report.pk]),
        words=tuple(_words(report)),
        history=tuple(_history(report)),
    )


def _words(report: Report) -> Iterator[CaseWords]:
    for note in report.notes.all():
        heading = _("What a moderator found out")
        yield CaseWords(heading, note.written_at, str(words_of(note)), name_of(note.written_by))
    if report.told_at:
        heading = _("What the therapist was told of the report")
        yield CaseWords(heading, report.told_at, report.told or str(REMOVED))
    if report.replied_at:
        heading = _("What the therapist answered to the report")
        yield CaseWords(heading, report.replied_at, str(reply_of(report)))


def _history(report: Report) -> Iterator[CaseLine]:
    url = reverse("admin:inquiries_report_change", args=[report.pk])
    yield CaseLine(report.made_at, _("Profile reported"), url=url)
    if report.told_at:
        yield CaseLine(report.told_at, _("The therapist was told of the report"), url=url)
    if report.replied_at:
        yield CaseLine(report.replied_at, _("The therapist answered to the report"), url=url)
    if report.decided_at:
        text = _("Report: %(state)s") % {"state": report.get_state_display()}
        yield CaseLine(report.decided_at, text, name_of(report.decided_by), url)


def told_beside(user: AbstractBaseUser) -> list[AreaNote]:
    """Of what was reported a therapist learns here what they were told already, and no more."""
    if not isinstance(user, User):
        return []
    mine = Report.objects.told_to(user).open().order_by("told_at", "pk")[:MOST]
    return [
        AreaNote(
            text=_("We have asked you about something that somebody reported."),
            link_text=_("Read your answer") if one.replied_at else _("Read and answer"),
            url=reverse("inquiries:told", args=[one.pk]),
        )
        for one in mine
    ]
