"""Tells whether this site has the keys of then, without keeping a key in the backup."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.utils.crypto import salted_hmac

_SALT = "sciatica_site.backup.keys"
#: Enough to tell keys apart, too little to check guesses with certainty.
_LENGTH = 8


def marks() -> dict[str, list[str]]:
    """A short digest made with each key in use. The keys are random and long."""
    return {"secret": [secret_mark()], "messages": _marks(settings.MESSAGE_KEYS)}


def secret_mark() -> str:
    return _mark(settings.SECRET_KEY)


def known_secret_marks() -> set[str]:
    return {_mark(key) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)}


def missing_message_keys(then: Iterable[str]) -> int:
    """How many of the keys that opened texts then are not in MESSAGE_KEYS now."""
    return len(set(then) - set(_marks(settings.MESSAGE_KEYS)))


def _marks(keys: Iterable[str]) -> list[str]:
    return [_mark(key) for key in keys]


def _mark(key: str | bytes) -> str:
    return salted_hmac(_SALT, "mark", key, algorithm="sha256").hexdigest()[:_LENGTH]
