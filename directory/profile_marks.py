"""Leaves the marks by which a restored backup knows what was decided about a profile since."""

from __future__ import annotations

from datetime import datetime

from sciatica_site import erasure_marks
from sciatica_site.hooks import WhenMarked
from sciatica_site.models import ErasureMark

from .models import Therapist


def leave(kind: ErasureMark.Kind, profile: Therapist) -> None:
    """Part of the step, in its transaction."""
    erasure_marks.leave(kind, erasure_marks.identity(profile.pk, profile.created_at))


class ProfileMarks:
    """What the known marks say about a profile, by its number and the moment it was begun."""

    def __init__(self, when_marked: WhenMarked) -> None:
        self._when = when_marked

    def is_erased(self, number: int, created_at: datetime) -> bool:
        return bool(self._moment(ErasureMark.Kind.PROFILE, number, created_at))

    def is_unlisted(self, number: int, created_at: datetime, consented_at: datetime | None) -> bool:
        """Whether that consent was withdrawn. One that was given again later went with the rows
        that the backup has not, and nobody is public on a consent without a record."""
        left = self._moment(ErasureMark.Kind.UNLISTED, number, created_at)
        return bool(left and consented_at and left > consented_at)

    def is_hidden(self, number: int, created_at: datetime) -> bool:
        """What moderators decided last."""
        hidden = self._moment(ErasureMark.Kind.HIDDEN, number, created_at)
        shown = self._moment(ErasureMark.Kind.SHOWN, number, created_at)
        return bool(hidden and (shown is None or shown < hidden))

    def _moment(self, kind: str, number: int, created_at: datetime) -> datetime | None:
        return self._when(kind, erasure_marks.identity(number, created_at))
