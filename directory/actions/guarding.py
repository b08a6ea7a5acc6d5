"""What every step on a profile begins with, and the one way in which a revision moves on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from directory.choices import OPEN_REVISIONS, ProfileStatus, RevisionStatus
from directory.models import ProfileRevision, Therapist

from .refusals import Refused


def own(therapist_id: int, by: User) -> Therapist:
    """The profile of this person as it is now, with all answers."""
    in_turn(therapist_id)
    therapist = Therapist.objects.with_answers().filter(pk=therapist_id).first()
    if therapist is None:
        raise Refused(_("This profile is gone: it was erased."))
    if therapist.owner_id != by.pk or not by.is_active:
        raise PermissionDenied
    if therapist.status == ProfileStatus.REMOVED:
        raise Refused(_("This profile was removed. Write to us if you think that is a mistake."))
    return therapist


def in_turn(therapist_id: int) -> None:
    """Whoever comes second waits here, so that nobody deadlocks; `move` decides, not this lock.

    What locks both locks the revision first.
    """
    revisions = ProfileRevision.objects.select_for_update().filter(therapist=therapist_id)
    list(revisions.filter(status__in=OPEN_REVISIONS).order_by("pk").values_list("pk"))
    therapists = Therapist.objects.select_for_update().filter(pk=therapist_id)
    list(therapists.order_by("pk").values_list("pk"))


def move(
    revision: ProfileRevision, version: int, statuses: Iterable[RevisionStatus], **values: Any
) -> bool:
    """Change a revision if it still is what somebody saw; its version grows with every step.

    Of any number who try at once, one gets `True`: it is a single conditional UPDATE.
    """
    rows = ProfileRevision.objects.filter(pk=revision.pk, version=version, status__in=statuses)
    if rows.update(version=version + 1, **values) != 1:
        return False
    revision.refresh_from_db()
    return True


def no_longer_waits(therapist_id: int) -> None:
    """A profile that is not public and has nothing submitted is a draft."""
    Therapist.objects.awaiting_review().filter(pk=therapist_id).update(
        status=ProfileStatus.DRAFT, updated_at=timezone.now()
    )
