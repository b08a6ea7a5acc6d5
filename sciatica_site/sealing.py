"""Encrypts what nobody but its writer and its reader may see, with keys that can be changed."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings


class CannotUnseal(Exception):
    """No key opens this text: its key was taken out of MESSAGE_KEYS, or the text was changed."""


def seal(value: Any) -> str:
    """A value that JSON can hold, encrypted with the first of the keys."""
    return _box().encrypt(json.dumps(value).encode()).decode("ascii")


def unseal(text: str) -> Any:
    """The value, with whichever key opens it."""
    try:
        return json.loads(_box().decrypt(text.encode("ascii", "replace")))
    except InvalidToken:
        raise CannotUnseal from None


def reseal(text: str) -> str:
    """The same value under the first of the keys; raises `CannotUnseal`."""
    try:
        return _box().rotate(text.encode("ascii", "replace")).decode("ascii")
    except InvalidToken:
        raise CannotUnseal from None


def is_under_first_key(text: str) -> bool:
    try:
        Fernet(settings.MESSAGE_KEYS[0]).decrypt(text.encode("ascii", "replace"))
    except InvalidToken:
        return False
    return True


def _box() -> MultiFernet:
    return _made(tuple(settings.MESSAGE_KEYS))


@lru_cache(maxsize=4)
def _made(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(key) for key in keys])
