"""Who may do what, as named questions."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser

from .models import User


def is_moderator(user: User | AnonymousUser) -> bool:
    """Staff who were given at least one permission on the therapist directory."""
    return user.is_active and user.is_staff and user.has_module_perms("directory")
