"""Who may decide what about inquiries, as named questions."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser

from accounts.models import User


def can_judge_complaints(user: User | AnonymousUser) -> bool:
    """Opens the text of a message that its therapist reported, and decides about it."""
    return user.is_active and user.is_staff and user.has_perm("inquiries.change_complaint")


def can_judge_reports(user: User | AnonymousUser) -> bool:
    """Decides about what visitors say of a profile."""
    return user.is_active and user.is_staff and user.has_perm("inquiries.change_report")


def can_let_go(user: User | AnonymousUser) -> bool:
    """Decides about messages that were held back, by what is known about them, unread."""
    return user.is_active and user.is_staff and user.has_perm("inquiries.change_inquiry")


def can_unblock(user: User | AnonymousUser) -> bool:
    return user.is_active and user.is_staff and user.has_perm("inquiries.change_block")
