"""Which texts wait for a moderator, and which of them comes next."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import QuerySet

from accounts.models import User
from directory import overturned
from directory.choices import RevisionStatus
from directory.models import ProfileRevision


@dataclass(frozen=True)
class Left:
    """`next_pk` is the one to open; none when all that is left was skipped."""

    next_pk: int | None
    count: int
    skipped: int


def waiting_for(user: User) -> QuerySet[ProfileRevision]:
    """Oldest first. Nobody decides about their own profile, nor after an appeal against them."""
    rows = ProfileRevision.objects.filter(status=RevisionStatus.SUBMITTED)
    rows = rows.exclude(therapist__owner=user).exclude(pk__in=overturned.texts_of(user))
    return rows.order_by("submitted_at", "pk")


def left_for(user: User, *, skipped: Collection[int] = ()) -> Left:
    """What is left after these were put off: one query, whatever waits."""
    numbers = list(waiting_for(user).values_list("pk", flat=True))
    passed = set(skipped)
    going_on = [number for number in numbers if number not in passed]
    return Left(going_on[0] if going_on else None, len(numbers), len(numbers) - len(going_on))
