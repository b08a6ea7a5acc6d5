"""Who may do what with a profile, as named questions."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser

from accounts.models import User
from accounts.permissions import is_moderator

from .choices import ProfileStatus
from .models import Therapist


def can_edit(user: User | AnonymousUser, therapist: Therapist) -> bool:
    """Its own therapist, as long as the profile was not removed."""
    return (
        user.is_active
        and therapist.owner_id == user.pk
        and therapist.status != ProfileStatus.REMOVED
    )


def can_moderate(user: User | AnonymousUser) -> bool:
    """Decides about the texts of others; nobody decides about their own."""
    return is_moderator(user)
