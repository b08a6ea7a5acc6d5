"""Who may do what with a profile, as named questions."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser

from accounts.models import User
from accounts.permissions import is_moderator

HIDE = "change_hiding"


def can_moderate(user: User | AnonymousUser) -> bool:
    """Decides about the texts of others; nobody decides about their own."""
    return is_moderator(user) and user.has_perm("directory.change_profilerevision")


def can_hide(user: User | AnonymousUser) -> bool:
    """Hides the profiles of others, and looks again at what others have hidden."""
    return is_moderator(user) and user.has_perm(f"directory.{HIDE}")


def can_answer_appeals(user: User | AnonymousUser) -> bool:
    """Decides when a therapist asks for one more look."""
    return is_moderator(user) and user.has_perm("directory.change_appeal")


def can_check(user: User | AnonymousUser) -> bool:
    """Looks up the credentials of others and writes down what was found."""
    return is_moderator(user) and user.has_perm("directory.change_verificationrecord")


def can_settle_pairs(user: User | AnonymousUser) -> bool:
    """Says whether two profiles are of two people."""
    return is_moderator(user) and user.has_perm("directory.change_possiblepair")


def can_invite(user: User | AnonymousUser) -> bool:
    """Invites therapists by a file."""
    return user.is_active and user.is_staff and user.has_perm("directory.change_invitation")
