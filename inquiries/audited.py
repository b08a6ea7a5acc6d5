"""The lines of the audit about messages, reports and blocked senders."""

from __future__ import annotations

from django.db.models import CharField, Q
from django.db.models.functions import Cast
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from sciatica_site import audit
from sciatica_site.hooks import AuditSubject, Viewer

from .choices import CaseState
from .models import Report

KINDS: dict[str, str | Promise] = {
    "report.told": _("Therapist told about a report"),
    "report.upheld": _("Report about a profile found right"),
    "report.dismissed": _("Report about a profile found not right"),
    "report.result-told": _("Result told to who reported"),
    "complaint.upheld": _("Reported message: therapist is right"),
    "complaint.dismissed": _("Reported message: nothing wrong with it"),
    "message.opened": _("Words of a message or of a report opened"),
    "message.released": _("Held message let through"),
    "message.refused": _("Held message refused"),
    "sender.blocked": _("Sender blocked"),
    "sender.unblocked": _("Sender unblocked"),
}
SUBJECTS: dict[str, AuditSubject] = {
    "conversation": AuditSubject(
        _("Conversation"),
        "inquiries.Conversation",
        field="number",
        values=CaseState.choices,
    ),
    "report": AuditSubject(_("Report"), "inquiries.Report", name_field="therapist__name"),
}

#: The number is the conversation's public one; empty when it is not known any more.
conversation = audit.About("conversation")
report = audit.About("report")


def about_oneself(viewer: Viewer) -> Q:
    """Lines about reports of one's own profile: even that there is one says something."""
    if not isinstance(viewer, User):
        return Q(subject="report")
    own = Report.objects.filter(therapist__owner=viewer).annotate(written=Cast("pk", CharField()))
    return Q(subject="report", subject_number__in=own.values("written"))
