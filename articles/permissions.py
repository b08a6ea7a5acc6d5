"""Who may do what at the editorial desk, as named questions."""

from django.contrib.auth.models import AnonymousUser

from accounts.models import User

AnyUser = User | AnonymousUser


def can_write(user: AnyUser) -> bool:
    """May change texts that readers do not see yet, and correct small things in those they see."""
    return _is_staff_with(user, "articles.change_article")


def is_reviewer(user: AnyUser) -> bool:
    """Checks texts as a health professional."""
    return _is_staff_with(user, "articles.review_article")


def can_publish(user: AnyUser) -> bool:
    """Decides what goes online, when, and what is taken off."""
    return _is_staff_with(user, "articles.publish_article")


def can_send_back(user: AnyUser) -> bool:
    return is_reviewer(user) or can_publish(user)


def _is_staff_with(user: AnyUser, permission: str) -> bool:
    return user.is_active and user.is_staff and user.has_perm(permission)
