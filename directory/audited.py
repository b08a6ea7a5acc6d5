"""The lines of the audit about profiles, their credentials, rosters of states and invitations."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Unpack

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sciatica_site import audit
from sciatica_site.hooks import AuditSubject
from sciatica_site.models import AuditEntry

from .choices import ProfileStatus, ProposalKind, RevisionStatus, Verification

KINDS: dict[str, str | Promise] = {
    "profile.approved": _("Answers of a profile approved"),
    "profile.changes-asked": _("Changes asked for"),
    "profile.rejected": _("Answers of a profile rejected"),
    "profile.published": _("Profile published"),
    "profile.hidden": _("Profile hidden"),
    "profile.hide-confirmed": _("Hiding confirmed by a second person"),
    "profile.shown": _("Hiding ended"),
    "profile.appealed": _("Appeal made"),
    "profile.appeal-granted": _("Appeal granted"),
    "profile.appeal-denied": _("Appeal denied"),
    "profile.set-apart": _("Two profiles are of two people"),
    "profile.pair-reopened": _("Two profiles to be looked at again"),
    "profile.edited": _("Profile edited by staff"),
    "profile.deleted": _("Profile deleted by staff"),
    "credential.checked": _("Credential checked"),
    "credential.check-agreed": _("Check agreed to by a second person"),
    "credential.check-refused": _("Check refused by a second person"),
    "credential.check-withdrawn": _("Check taken back by whoever made it"),
    "credential.date-asked": _("Therapist asked for the new date of a credential"),
    "document.opened": _("Document opened"),
    "list.imported": _("List of a register read in"),
    "list.changed": _("How a list of a register is read was changed"),
    "list.given-up": _("Reading of a list given up"),
    "list.proposal-accepted": _("Proposal from a register accepted"),
    "list.proposal-declined": _("Proposal from a register declined"),
    "invitation.sent": _("Invitation sent"),
    "term.edited": _("Word or register of the lists edited"),
}
SUBJECTS: dict[str, AuditSubject] = {
    "profile": AuditSubject(
        _("Profile"),
        "directory.Therapist",
        name_field="name",
        values=(*RevisionStatus.choices, *ProfileStatus.choices),
    ),
    "credential": AuditSubject(
        _("Credential"),
        "directory.Credential",
        page="directory.Therapist",
        page_field="therapist_id",
        name_field="therapist__name",
        values=Verification.choices,
    ),
    "list": AuditSubject(
        _("List of a register"),
        "directory.RosterSource",
        field="register__slug",
        name_field="register__name",
        values=ProposalKind.choices,
    ),
    "invitation": AuditSubject(_("Invitation"), "directory.Invitation"),
    "term": AuditSubject(_("Word of the lists")),
}

profile = audit.About("profile")
credential = audit.About("credential")


def roster(kind: str, register_slug: str, **said: Unpack[audit.Said]) -> AuditEntry:
    """About the list that a state board or another register gives out."""
    return audit.record(kind, subject="list", number=register_slug[:40], **said)


def term(name: str, *, by: audit.Actor, fields: Iterable[str] = ()) -> AuditEntry:
    """`name` is the list and the slug in it, such as “technique sports”."""
    return audit.record("term.edited", subject="term", number=name, by=by, fields=fields)


def invitation(invitation_id: int, *, by: audit.Actor, part: str = "") -> AuditEntry:
    return audit.record(
        "invitation.sent", subject="invitation", number=invitation_id, by=by, part=part
    )
