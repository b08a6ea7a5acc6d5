"""Remembers which addresses have had their one mail, by keyed digests that name nobody."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings
from django.utils.crypto import salted_hmac

from directory.models import NoInvitation

_SALT = "directory.invitation"


def digest(email: str) -> str:
    """What is kept of an address. Without the key of the site nobody can try addresses on it."""
    return _digest(email, settings.SECRET_KEY)


def is_covered(email: str) -> bool:
    return NoInvitation.objects.filter(pk__in=list(_digests(email))).exists()


def leave(email: str) -> None:
    """Part of the step after which nothing else is known. Leaving it twice changes nothing."""
    NoInvitation.objects.bulk_create([NoInvitation(digest=digest(email))], ignore_conflicts=True)


def _digests(email: str) -> Iterator[str]:
    """By the key of today and by those it replaced, for as long as they are listed."""
    for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        yield _digest(email, key)


def _digest(email: str, key: str | bytes) -> str:
    text = email.strip().casefold()
    return salted_hmac(_SALT, text, key, algorithm="sha256").hexdigest()
