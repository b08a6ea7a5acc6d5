"""What moderators decide about a submitted revision."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from directory.choices import EventKind, ProfileStatus, RevisionStatus
from directory.editing import drafts, progress
from directory.editing.applying import OutdatedContent, apply
from directory.editing.content import read
from directory.models import ProfileRevision, Therapist
from directory.permissions import can_moderate
from directory.search import doc

from . import addresses, events, mails, publishing
from .guarding import in_turn, move, no_longer_waits
from .refusals import Refused, decided_already

LONGEST_REASONS = 4_000


def approve(revision_id: int, *, version: int, by: User) -> ProfileRevision:
    """Make the text public (or ready to be), as the moderator saw it."""
    try:
        return _approve(revision_id, version, by)
    except OutdatedContent as outdated:
        raise Refused(
            _(
                "Nothing was approved: the text names something that is no longer there."
                " Ask the therapist for changes. It is about:"
            ),
            outdated.names,
        ) from outdated


@transaction.atomic
def _approve(revision_id: int, version: int, by: User) -> ProfileRevision:
    revision = _decide(revision_id, version, by, RevisionStatus.APPROVED)
    tables = read(Therapist.objects.with_answers().get(pk=revision.therapist_id))
    content = drafts.complete(revision.content, tables)
    therapist = apply(revision.therapist_id, content)
    if therapist.published_at is None:
        addresses.renew(therapist)
    _remember_rows(revision)
    submitted_at = revision.submitted_at or timezone.now()
    _bring_to_public(therapist, timezone.localdate(submitted_at))
    fields = drafts.changed_sections(tables, content)
    events.record(therapist.pk, EventKind.APPROVED, by=by, revision=revision, fields=fields)
    is_public = therapist.is_public(timezone.localdate())
    mails.tell(therapist, "approved", is_public=is_public)
    return revision


def _remember_rows(revision: ProfileRevision) -> None:
    """New rows have numbers now: the next draft is compared by them with this document.

    Refuses to make a profile public that lacks some of the minimum since it was sent, such as
    its last price.
    """
    therapist = Therapist.objects.with_answers().get(pk=revision.therapist_id)
    revision.content = read(therapist)
    lacking = list(progress.least(revision.content, therapist))
    if lacking and therapist.published_at is None:
        raise Refused(
            _("Nothing was approved. Ask the therapist for changes, since the profile lacks:"),
            [point.text for point in lacking],
        )
    revision.save(update_fields=["content"])


def _bring_to_public(therapist: Therapist, confirmed_on: date) -> None:
    """A profile that is held back by nothing but this decision is published, if its therapist
    still agrees; any other stays what it is, with its search rows written anew."""
    rows = Therapist.objects.filter(pk=therapist.pk)
    rows.filter(Q(confirmed_on__isnull=True) | Q(confirmed_on__lt=confirmed_on)).update(
        confirmed_on=confirmed_on
    )
    # A draft: it was suspended while it waited, and let go since.
    waits = rows.filter(
        status__in=(ProfileStatus.PENDING, ProfileStatus.DRAFT), consented_at__isnull=False
    )
    is_waiting = waits.update(updated_at=timezone.now()) == 1
    therapist.refresh_from_db()
    if is_waiting:
        publishing.publish(therapist)
    else:
        no_longer_waits(therapist.pk)
        doc.refresh(therapist)


@transaction.atomic
def ask_for_changes(revision_id: int, *, version: int, by: User, reasons: str) -> ProfileRevision:
    """Give the text back to its therapist, who can go on writing in it."""
    reasons = _needed(reasons, _("Write what has to change."))
    revision = _decide(revision_id, version, by, RevisionStatus.CHANGES_ASKED, reasons)
    _give_back(revision, by, EventKind.CHANGES_ASKED, "changes_asked")
    return revision


@transaction.atomic
def reject(revision_id: int, *, version: int, by: User, reasons: str) -> ProfileRevision:
    """Close the revision. What was approved before stays public."""
    reasons = _needed(reasons, _("Write why this cannot be accepted."))
    revision = _decide(revision_id, version, by, RevisionStatus.REJECTED, reasons)
    _give_back(revision, by, EventKind.REJECTED, "rejected")
    return revision


@transaction.atomic
def publish(therapist_id: int, *, by: User) -> Therapist:
    """Bring back a profile that was approved, or publish one that staff have entered."""
    therapist = _held(therapist_id, by)
    if therapist.status not in (ProfileStatus.DRAFT, ProfileStatus.SUSPENDED):
        raise Refused(_("Its state does not allow that: decide about what waits instead."))
    if therapist.consented_at is None:
        raise Refused(_("Its therapist has not agreed to be listed."))
    revisions = ProfileRevision.objects.filter(therapist=therapist)
    was_approved = revisions.filter(status=RevisionStatus.APPROVED).exists()
    if revisions.exists() and not (was_approved or therapist.published_at):
        raise Refused(_("Nothing of it was approved: decide about what its therapist sends."))
    publishing.publish(therapist)
    events.record(therapist.pk, EventKind.PUBLISHED, by=by)
    return therapist


@transaction.atomic
def suspend(therapist_id: int, *, by: User) -> Therapist:
    """Take a profile from the public until a moderator publishes it again."""
    therapist = _held(therapist_id, by)
    if therapist.status == ProfileStatus.REMOVED:
        raise Refused(_("It was removed already."))
    publishing.withdraw(therapist, to=ProfileStatus.SUSPENDED)
    events.record(therapist.pk, EventKind.SUSPENDED, by=by)
    return therapist


def _held(therapist_id: int, by: User) -> Therapist:
    """The profile as it is now, held until the end, for somebody who may decide about it."""
    if not can_moderate(by):
        raise PermissionDenied
    in_turn(therapist_id)
    therapist = Therapist.objects.filter(pk=therapist_id).first()
    if therapist is None:
        raise Refused(_("This profile is gone: it was erased."))
    if therapist.owner_id == by.pk:
        raise Refused(_("This is your own profile: somebody else has to decide about it."))
    return therapist


def _decide(
    revision_id: int, version: int, by: User, to: RevisionStatus, reasons: str | None = None
) -> ProfileRevision:
    """Only the first who decides about this very version of a submitted revision gets it."""
    if not can_moderate(by):
        raise PermissionDenied
    revision = ProfileRevision.objects.select_related("therapist").filter(pk=revision_id).first()
    if revision is None:
        raise decided_already(revision_id)
    if revision.therapist.owner_id == by.pk:
        raise Refused(_("This is your own profile: somebody else has to decide about it."))
    in_turn(revision.therapist_id)
    values = {"status": to, "decided_at": timezone.now(), "decided_by": by}
    if reasons is not None:
        values["reasons"] = reasons
    if not move(revision, version, [RevisionStatus.SUBMITTED], **values):
        raise decided_already(revision_id)
    return revision


def _give_back(revision: ProfileRevision, by: User, kind: EventKind, mail: str) -> None:
    therapist = Therapist.objects.with_answers().get(pk=revision.therapist_id)
    no_longer_waits(therapist.pk)
    tables = read(therapist)
    fields = drafts.changed_sections(tables, drafts.complete(revision.content, tables))
    events.record(therapist.pk, kind, by=by, revision=revision, fields=fields)
    mails.tell(therapist, mail, is_public=therapist.is_public(timezone.localdate()))


def _needed(reasons: str, message: str) -> str:
    reasons = reasons.strip()
    if not reasons:
        raise Refused(message)
    if len(reasons) > LONGEST_REASONS:
        raise Refused(_("Write at most %(longest)d characters.") % {"longest": LONGEST_REASONS})
    return reasons
