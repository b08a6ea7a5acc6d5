"""Finds photos that no page, no draft and no recent decision needs any more."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import F

from directory.choices import OPEN_REVISIONS, RevisionStatus
from directory.models import Photo, ProfileRevision

KEPT_UNUSED_FOR = timedelta(days=30)


def left_over(now: datetime) -> list[Photo]:
    """Neither the approved photo nor of use to a revision within the last 30 days.

    A photo that was replaced or taken off leaves for good this way, although the text of old
    revisions goes on naming it.
    """
    before = now - KEPT_UNUSED_FOR
    photos = list(
        Photo.objects.filter(uploaded_at__lt=before)
        .exclude(pk=F("therapist__photo"))
        .select_related("therapist")
    )
    uses = _last_uses({photo.therapist_id for photo in photos}, now)
    return [photo for photo in photos if uses.get(photo.token, photo.uploaded_at) < before]


def _last_uses(therapist_ids: Iterable[int], now: datetime) -> dict[str, datetime]:
    """Until when revisions had a use for each photo that they name."""
    by_therapist: dict[int, list[ProfileRevision]] = defaultdict(list)
    for revision in ProfileRevision.objects.filter(therapist__in=therapist_ids).order_by("number"):
        by_therapist[revision.therapist_id].append(revision)
    uses: dict[str, datetime] = {}
    for revisions in by_therapist.values():
        for index, revision in enumerate(revisions):
            token = revision.content.get("about", {}).get("photo", "")
            until = _until(revision, revisions[index + 1 :], now)
            uses[token] = max(until, uses.get(token, until))
    return uses


def _until(revision: ProfileRevision, later: list[ProfileRevision], now: datetime) -> datetime:
    if revision.status in OPEN_REVISIONS:
        return now
    if revision.status != RevisionStatus.APPROVED:
        return revision.decided_at or revision.saved_at
    # It held until the next one was approved. Without a next one it still does.
    approvals = (one.decided_at for one in later if one.status == RevisionStatus.APPROVED)
    return next(approvals, now) or now
