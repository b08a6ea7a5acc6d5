"""Mends the key of a form that was lost or changed on its way: nobody can correct it by hand."""

from __future__ import annotations

import uuid

from django.http import QueryDict


def usable(key: str) -> str:
    """The key itself, or a new one where it is none."""
    try:
        return str(uuid.UUID(key))
    except ValueError:
        return str(uuid.uuid4())


def with_key(data: QueryDict) -> QueryDict:
    """What was typed, with a key that works: it costs nobody their words."""
    key = data.get("key", "")
    mended = usable(key)
    if mended == key:
        return data
    data = data.copy()
    data["key"] = mended
    return data
