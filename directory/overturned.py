"""Which texts a moderator does not decide about, since an appeal against them was granted."""

from __future__ import annotations

from django.db.models import QuerySet

from accounts.models import User

from .choices import AppealState
from .models import Appeal


def texts_of(user: User) -> QuerySet[Appeal, int | None]:
    """By their numbers. Somebody else has agreed with the therapist, so somebody else decides."""
    granted = Appeal.objects.filter(state=AppealState.GRANTED, decided_first_by=user)
    return granted.filter(revision__isnull=False).values_list("revision", flat=True)


def is_closed_to(user: User, revision_id: int) -> bool:
    return texts_of(user).filter(revision=revision_id).exists()
