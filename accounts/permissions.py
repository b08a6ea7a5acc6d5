"""Who may do what, as named questions."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from .models import User


def person(request: HttpRequest) -> User:
    """Who is signed in. Raises `PermissionDenied` for a visitor: the admin lets nobody else in."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def is_moderator(user: User | AnonymousUser) -> bool:
    """Staff who were given at least one permission on the therapist directory."""
    return user.is_active and user.is_staff and user.has_module_perms("directory")
