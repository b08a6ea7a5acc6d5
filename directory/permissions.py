"""Who may do what with a profile, as named questions."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser

from accounts.models import User
from accounts.permissions import is_moderator


def can_moderate(user: User | AnonymousUser) -> bool:
    """Decides about the texts of others; nobody decides about their own."""
    return is_moderator(user)
