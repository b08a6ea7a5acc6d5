"""Adds lines to the record of what happened to profiles."""

from __future__ import annotations

from collections.abc import Iterable

from accounts.models import User
from directory.choices import EventKind
from directory.models import ProfileEvent, ProfileRevision


def record(
    therapist_id: int,
    kind: EventKind,
    *,
    by: User | None = None,
    revision: ProfileRevision | None = None,
    fields: Iterable[str] = (),
) -> ProfileEvent:
    """Call it in the transaction of the step. `fields` names what changed, never the values."""
    return ProfileEvent.objects.create(
        therapist_number=therapist_id,
        kind=kind,
        actor=by,
        revision=revision.number if revision else None,
        fields=list(fields),
    )
