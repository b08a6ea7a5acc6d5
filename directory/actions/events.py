"""Adds lines to the record of what happened to profiles, and to the audit for what staff decide."""

from __future__ import annotations

from collections.abc import Iterable

from accounts.models import User
from directory import audited
from directory.choices import EventKind, RevisionStatus
from directory.models import ProfileEvent, ProfileRevision

#: Decisions about a text: the moderator named the version that they saw.
_DECISIONS = {
    EventKind.APPROVED: "profile.approved",
    EventKind.CHANGES_ASKED: "profile.changes-asked",
    EventKind.REJECTED: "profile.rejected",
}
#: What else somebody answers for. What owners do with their profile is theirs.
_STEPS = {
    EventKind.PUBLISHED: "profile.published",
    EventKind.SUSPENDED: "profile.hidden",
    EventKind.SHOWN: "profile.shown",
    EventKind.HIDING_CONFIRMED: "profile.hide-confirmed",
    EventKind.APPEALED: "profile.appealed",
    EventKind.APPEAL_GRANTED: "profile.appeal-granted",
    EventKind.APPEAL_DENIED: "profile.appeal-denied",
    EventKind.DOCUMENT_SEEN: "document.opened",
}


def record(
    therapist_id: int,
    kind: EventKind,
    *,
    by: User | None = None,
    revision: ProfileRevision | None = None,
    fields: Iterable[str] = (),
    part: str = "",
    before: str = "",
    after: str = "",
) -> ProfileEvent:
    """Call it in the transaction of the step. `fields` names what changed, never the values.

    It writes the line of the audit as well, which `part`, `before` and `after` are for: words of
    closed lists.
    """
    fields = list(fields)
    if kind in _DECISIONS and revision:
        _audit_decision(therapist_id, kind, revision, by, fields)
    elif kind in _STEPS:
        if revision and not part:
            part = f"revision {revision.number}"
        audited.profile(
            _STEPS[kind],
            therapist_id,
            by=by,
            part=part,
            fields=fields,
            before=before,
            after=after,
        )
    return ProfileEvent.objects.create(
        therapist_number=therapist_id,
        kind=kind,
        actor=by,
        revision=revision.number if revision else None,
        fields=fields,
    )


def _audit_decision(
    therapist_id: int,
    kind: EventKind,
    revision: ProfileRevision,
    by: User | None,
    fields: list[str],
) -> None:
    # The step itself has counted the version up by one.
    seen = revision.version - 1
    keys = revision.reason_keys if isinstance(revision.reason_keys, list) else []
    audited.profile(
        _DECISIONS[kind],
        therapist_id,
        by=by,
        part=f"revision {revision.number}, version {seen}",
        fields=fields,
        before=RevisionStatus.SUBMITTED,
        after=revision.status,
        why=", ".join(str(key) for key in keys),
    )
