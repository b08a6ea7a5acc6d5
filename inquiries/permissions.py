"""Who may decide what about inquiries, as named questions."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser, Permission
from django.db.models import Q, QuerySet

from accounts.models import User


def can_judge_complaints(user: User | AnonymousUser) -> bool:
    """Opens the text of a message that its therapist reported, and decides about it."""
    return user.is_active and user.is_staff and user.has_perm("inquiries.change_complaint")


def can_judge_reports(user: User | AnonymousUser) -> bool:
    """Decides about what visitors say of a profile."""
    return user.is_active and user.is_staff and user.has_perm("inquiries.change_report")


def judges_of_reports() -> QuerySet[User]:
    """All for whom the above is true, in one query."""
    right = Permission.objects.filter(
        content_type__app_label="inquiries", codename="change_report"
    ).values("pk")
    has_it = Q(is_superuser=True) | Q(user_permissions__in=right) | Q(groups__permissions__in=right)
    return User.objects.filter(has_it, is_active=True, is_staff=True).distinct().order_by("pk")


def can_read_reports(user: User | AnonymousUser) -> bool:
    """Reads what visitors say of a profile."""
    return can_judge_reports(user) or (
        user.is_active and user.is_staff and user.has_perm("inquiries.view_report")
    )


def can_let_go(user: User | AnonymousUser) -> bool:
    """Decides about messages that were held back, by what is known about them, unread."""
    return user.is_active and user.is_staff and user.has_perm("inquiries.change_inquiry")


def can_unblock(user: User | AnonymousUser) -> bool:
    return user.is_active and user.is_staff and user.has_perm("inquiries.change_block")
