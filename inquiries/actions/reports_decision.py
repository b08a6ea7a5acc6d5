"""Decides about a report of a profile, and tells both sides how it ended."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from directory import hidings
from directory.actions import hiding
from directory.actions.guarding import in_turn
from directory.actions.refusals import Refused as ProfileRefused
from directory.models import Hiding
from inquiries import audited
from inquiries.choices import CaseState
from inquiries.models import CaseNote, Report
from inquiries.refusals import ProfileLeftHidden, Refused
from inquiries.reports import mails, standing
from sciatica_site import sealing
from sciatica_site.sealing import CannotUnseal

from .reports_evidence import found, held
from .reports_hearing import check_words


@transaction.atomic
def decide(
    report_id: int,
    *,
    is_right: bool,
    tells_reporter: bool,
    by: User,
    shows_profile: bool | None = None,
    because: str = "",
) -> Report:
    """Closes it: the first who decides has decided. What follows for the profile is done there,
    but one thing: a report that is not right leaves no profile hidden by oversight. Who may end
    the hiding says in the same step whether it ends, or why not, which is kept as a note.

    A therapist who was told hears how it ended. An address that no mail reaches stops nothing.
    """
    if shows_profile:
        # Whoever erases the profile takes it first and its reports then.
        in_turn(found(report_id, by).therapist_id)
    report = held(report_id, by)
    now = timezone.now()
    if report.state == CaseState.OPEN and is_right and not standing.may_be_upheld(report, now):
        raise Refused(_unheard(report))
    if not is_right:
        _settle_hiding(report, shows_profile, by)
    if because and report.state == CaseState.OPEN:
        _note(report, because, by)
    state = CaseState.UPHELD if is_right else CaseState.DISMISSED
    rows = Report.objects.filter(pk=report.pk, state=CaseState.OPEN)
    if not rows.update(state=state, decided_at=now, decided_by=by):
        raise Refused(_("Somebody has decided about this meanwhile."))
    report.state, report.decided_at, report.decided_by = state, now, by
    audited.report(f"report.{state}", report.pk, by=by)
    if report.told_at is not None:
        mails.tell_therapist(report, "report_decided")
    if tells_reporter:
        _tell_reporter(report, by)
    return report


def _settle_hiding(report: Report, shows_profile: bool | None, by: User) -> None:
    """Two people are needed to hide a profile and to show it again: for who has hidden it there is
    nothing to say here."""
    rows = hidings.open_ones().filter(therapist=report.therapist_id)
    hidden = rows.select_related("therapist").first()
    if report.state != CaseState.OPEN or hidden is None:
        return
    if shows_profile is None and hidings.may_end(by, hidden):
        raise ProfileLeftHidden(
            _("The profile is hidden. Say whether it is shown again, or why it stays hidden.")
        )
    if shows_profile:
        try:
            hiding.end(hidden.pk, by=by)
        except ProfileRefused as refused:
            raise Refused(str(refused)) from refused


def _note(report: Report, because: str, by: User) -> None:
    text = _("The profile stays hidden: %(because)s") % {"because": because}
    CaseNote.objects.create(report=report, sealed=sealing.seal({"text": text}), written_by=by)


@transaction.atomic
def tell_result(report_id: int, *, by: User) -> Report:
    """Tells whoever has reported it how it ended, if they left an address. Once."""
    report = held(report_id, by)
    if report.state == CaseState.OPEN:
        raise Refused(_("Decide first: there is no result to tell."))
    if report.result_told_at is not None:
        raise Refused(_("They were told already. Nothing was sent."))
    if not _tell_reporter(report, by):
        raise Refused(_("No mail can go there: there is no address, or it is none."))
    return report


@transaction.atomic
def hide_profile(report_id: int, why: str, *, by: User) -> Hiding:
    """The first of two steps: the profile leaves the public now, a second person confirms it."""
    # Not held: whoever erases the profile takes it first and its reports then.
    report = found(report_id, by)
    if not report.is_serious or report.state == CaseState.DISMISSED:
        raise Refused(_("That is for serious conduct. Hide other profiles on their own page."))
    check_words(report, why)
    try:
        return hiding.hide(report.therapist_id, by=by, why=why, is_urgent=True)
    except ProfileRefused as refused:
        raise Refused(str(refused)) from refused


def _tell_reporter(report: Report, by: User) -> bool:
    address = _address(report)
    rows = Report.objects.filter(pk=report.pk, result_told_at__isnull=True)
    if not address or not mails.tell_reporter(report, address):
        return False
    now = timezone.now()
    rows.update(result_told_at=now)
    report.result_told_at = now
    audited.report("report.result-told", report.pk, by=by)
    return True


def _address(report: Report) -> str:
    try:
        return str(report.read().get("email", ""))
    except CannotUnseal:
        return ""


def _unheard(report: Report) -> str:
    if report.told_at is None:
        return _(
            "The therapist was not told of it. Tell them first: nobody is found at fault unheard."
        )
    return _("The therapist still has time to answer. Until then it can only be closed as not so.")
