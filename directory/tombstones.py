"""Remembers which addresses were profiles once, by keyed digests that name nobody."""

from collections.abc import Iterator

from django.conf import settings
from django.db.models import QuerySet
from django.utils.crypto import salted_hmac

from .models import Tombstone

_SALT = "directory.tombstones"


def digest(slug: str) -> str:
    """What is kept of an address. Without the key of the site nobody can try names on it."""
    return _digest(slug, settings.SECRET_KEY)


def is_covered(slug: str) -> bool:
    """Whether a profile had this address and its therapist took it away; one query."""
    return _of(slug).exists()


def leave(slug: str) -> None:
    """Let the address answer 410 from now on. Leaving it twice changes nothing."""
    Tombstone.objects.bulk_create([Tombstone(digest=digest(slug))], ignore_conflicts=True)


def lift(slug: str) -> None:
    """The profile is back at its address."""
    _of(slug).delete()


def _of(slug: str) -> QuerySet[Tombstone]:
    return Tombstone.objects.filter(pk__in=list(_digests(slug)))


def _digests(slug: str) -> Iterator[str]:
    """By the key of today and by those it replaced, for as long as they are listed."""
    for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        yield _digest(slug, key)


def _digest(slug: str, key: str | bytes) -> str:
    return salted_hmac(_SALT, slug, key, algorithm="sha256").hexdigest()
