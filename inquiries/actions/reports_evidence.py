"""What moderators read and write down about a report before they decide."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from inquiries import audited
from inquiries.choices import CaseState
from inquiries.models import CaseNote, Report
from inquiries.permissions import can_judge_reports, can_read_reports
from inquiries.refusals import Refused
from sciatica_site import sealing
from sciatica_site.models import AuditEntry
from sciatica_site.sealing import CannotUnseal

OPENED = "message.opened"


@transaction.atomic
def open_words(report: Report, *, by: User) -> dict[str, Any]:
    """What was said. It was written for moderators, so no reason is asked for; who has read it is
    recorded all the same, once for each of them."""
    if not can_read_reports(by):
        raise PermissionDenied
    if report.sealed is not None:
        # Two tabs that open it at once are one reading.
        Report.objects.select_for_update().filter(pk=report.pk).first()
        lines = AuditEntry.objects.filter(kind=OPENED, subject="report")
        if not lines.filter(subject_number=str(report.pk), actor_number=by.pk).exists():
            audited.report(OPENED, report.pk, by=by)
    return report.read()


@transaction.atomic
def note(report_id: int, text: str, *, key: UUID, by: User) -> CaseNote:
    """Adds what was found out. Nobody changes a note later, and the same form is one note."""
    report = held(report_id, by)
    for one in report.notes.all():
        if _key_of(one) == str(key):
            return one
    if report.state != CaseState.OPEN:
        raise Refused(_("The report is decided, so nothing more is noted about it."))
    return CaseNote.objects.create(
        report=report, sealed=sealing.seal({"text": text, "key": str(key)}), written_by=by
    )


def held(report_id: int, by: User) -> Report:
    """As `found`, and nobody else changes it until the end."""
    return _for(report_id, by, Report.objects.select_for_update(of=("self",)))


def found(report_id: int, by: User) -> Report:
    """The report as it is now, for somebody who may decide about it."""
    return _for(report_id, by, Report.objects.all())


def _for(report_id: int, by: User, rows: QuerySet[Report]) -> Report:
    if not can_judge_reports(by):
        raise PermissionDenied
    report = rows.select_related("therapist__owner").filter(pk=report_id).first()
    if report is None:
        raise Refused(_("This report is gone: the profile was erased, and its reports with it."))
    if report.therapist.owner_id == by.pk:
        raise Refused(_("This is about your own profile: somebody else has to decide."))
    return report


def _key_of(one: CaseNote) -> str:
    """A note that no key opens is not this one."""
    try:
        return str(one.read().get("key", ""))
    except CannotUnseal:
        return ""
