"""The right of reply: a therapist is told what is said, and answers."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from inquiries import audited
from inquiries.choices import CaseState
from inquiries.models import Report
from inquiries.refusals import Refused
from inquiries.reports import anonymity, confidence, mails
from sciatica_site import sealing
from sciatica_site.sealing import CannotUnseal

from .reports_evidence import held


class TellsTooMuch(Refused):
    """The words would tell the therapist who has reported the profile."""


@transaction.atomic
def tell(report_id: int, words: str, *, by: User) -> Report:
    """Once, in a moderator's words; from then on the therapist has two weeks to answer."""
    report = held(report_id, by)
    check_words(report, words)
    if found := confidence.words_for_therapist(report.therapist_id, words):
        raise TellsTooMuch(" ".join(found))
    now = timezone.now()
    rows = Report.objects.filter(pk=report.pk, state=CaseState.OPEN, told_at__isnull=True)
    if not rows.update(told=words, told_at=now):
        if report.state != CaseState.OPEN:
            raise Refused(_("Somebody has decided about this meanwhile."))
        raise Refused(_("The therapist was told already. Nothing was sent."))
    report.told, report.told_at = words, now
    audited.report("report.told", report.pk, by=by)
    mails.tell_therapist(report, "about_report")
    return report


@transaction.atomic
def reply(report_id: int, text: str, *, key: UUID, by: User) -> bool:
    """What its therapist says, once; also after the two weeks, until a moderator has decided.

    False where the same form was kept already.
    """
    mine = Report.objects.told_to(by).select_for_update(of=("self",))
    report = mine.filter(pk=report_id).first()
    if report is None:
        raise Refused(_("There is nothing to answer any more."))
    sealed = sealing.seal({"text": text, "key": str(key)})
    rows = Report.objects.unanswered().filter(pk=report.pk)
    if rows.update(sealed_reply=sealed, replied_at=timezone.now()):
        return True
    report.refresh_from_db()
    if _key_of_reply(report) == str(key):
        return False
    if report.replied_at is not None:
        raise Refused(_("You have answered already. The moderators read your first answer."))
    raise Refused(_("A moderator has decided meanwhile, so your answer was not sent."))


def check_words(report: Report, words: str) -> None:
    """Refuses what would tell the therapist who has made this report, also when nobody can see
    whether it does. Other reports of the profile are compared where the words are kept."""
    try:
        said = report.read()
    except CannotUnseal:
        raise Refused(
            _("No key opens the report, so nobody can see whether your words give away who it is.")
        ) from None
    found = anonymity.gives_away(words, said, own_phone=report.therapist.phone)
    if found:
        raise TellsTooMuch(" ".join(found))


def _key_of_reply(report: Report) -> str:
    try:
        return str(report.read_reply().get("key", ""))
    except CannotUnseal:
        return ""
