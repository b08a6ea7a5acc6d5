"""Closes accounts once more that a restored backup has brought back."""

from __future__ import annotations

from sciatica_site.backup import erasing_again
from sciatica_site.hooks import ErasedAgain, WhenMarked
from sciatica_site.models import ErasureMark

from . import personal_data
from .actions import CannotClose, close_account
from .models import User


def close_again(when_marked: WhenMarked) -> ErasedAgain:
    """Each in a transaction of its own, with all that belongs to it."""
    found = [
        user
        for user in User.objects.order_by("pk").iterator()
        if when_marked(ErasureMark.Kind.ACCOUNT, personal_data.identity(user))
    ]
    return erasing_again.each("account", found, _close)


def _close(user: User) -> None:
    try:
        close_account(user)
    except CannotClose:
        # The backup has records that need it and were gone when it was closed. Until somebody has
        # looked, nobody signs in with it.
        User.objects.filter(pk=user.pk).update(is_active=False)
        raise
