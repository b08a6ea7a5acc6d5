"""What moderators decide about a submitted revision."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from directory import overturned
from directory import reasons as ready
from directory.choices import AppealState, EventKind, ProfileStatus, RevisionStatus
from directory.editing import drafts, progress
from directory.editing.applying import OutdatedContent, apply
from directory.editing.content import read
from directory.models import Appeal, ProfileRevision, Therapist
from directory.permissions import can_moderate
from directory.search import doc

from . import addresses, events, mails, publishing
from .guarding import in_turn, move, no_longer_waits
from .refusals import Refused, decided_already
from .words import refuse_what_gives_away

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
    # What was asked for before is no reason for this decision.
    revision = _decide(revision_id, version, by, RevisionStatus.APPROVED, reason_keys=[])
    _forget_overturned(revision)
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


def _forget_overturned(revision: ProfileRevision) -> None:
    """Reasons that an appeal has overturned do not stay on the text that is approved after it."""
    if Appeal.objects.filter(revision=revision, state=AppealState.GRANTED).exists():
        revision.reasons = ""
        revision.save(update_fields=["reasons"])


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
def ask_for_changes(
    revision_id: int, *, version: int, by: User, reasons: str, keys: Iterable[str] = ()
) -> ProfileRevision:
    """Give the text back to its therapist, who can go on writing in it.

    `reasons` are all the words that the therapist reads, `keys` the ready ones among them.
    """
    told, keys = _needed(reasons, _("Write what has to change.")), list(keys)
    revision = _decide(
        revision_id, version, by, RevisionStatus.CHANGES_ASKED, reasons=told, reason_keys=keys
    )
    _give_back(revision, by, EventKind.CHANGES_ASKED, "changes_asked")
    return revision


@transaction.atomic
def reject(
    revision_id: int, *, version: int, by: User, reasons: str, keys: Iterable[str] = ()
) -> ProfileRevision:
    """Close the revision. What was approved before stays public."""
    told, keys = _needed(reasons, _("Write why this cannot be accepted.")), list(keys)
    revision = _decide(
        revision_id, version, by, RevisionStatus.REJECTED, reasons=told, reason_keys=keys
    )
    _give_back(revision, by, EventKind.REJECTED, "rejected")
    return revision


def _decide(
    revision_id: int, version: int, by: User, to: RevisionStatus, **told: Any
) -> ProfileRevision:
    """Only the first who decides about this very version of a submitted revision gets it."""
    if not can_moderate(by):
        raise PermissionDenied
    revision = ProfileRevision.objects.select_related("therapist").filter(pk=revision_id).first()
    if revision is None:
        raise decided_already(revision_id)
    if revision.therapist.owner_id == by.pk:
        raise Refused(_("This is your own profile: somebody else has to decide about it."))
    if overturned.is_closed_to(by, revision.pk):
        raise Refused(str(overturned.REFUSAL))
    in_turn(revision.therapist_id)
    values = {"status": to, "decided_at": timezone.now(), "decided_by": by, **told}
    if not move(revision, version, [RevisionStatus.SUBMITTED], **values):
        raise decided_already(revision_id)
    return revision


def _give_back(revision: ProfileRevision, by: User, kind: EventKind, mail: str) -> None:
    own_words = ready.without_ready(revision.reason_keys, revision.reasons)
    refuse_what_gives_away(revision.therapist_id, own_words)
    therapist = Therapist.objects.with_answers().get(pk=revision.therapist_id)
    no_longer_waits(therapist.pk)
    tables = read(therapist)
    fields = drafts.changed_sections(tables, drafts.complete(revision.content, tables))
    events.record(therapist.pk, kind, by=by, revision=revision, fields=fields)
    is_public = therapist.is_public(timezone.localdate())
    mails.tell(therapist, mail, is_public=is_public, reasons=revision.reasons)


def _needed(reasons: str, message: str) -> str:
    reasons = reasons.strip()
    if not reasons:
        raise Refused(message)
    if len(reasons) > LONGEST_REASONS:
        raise Refused(_("Write at most %(longest)d characters.") % {"longest": LONGEST_REASONS})
    return reasons
