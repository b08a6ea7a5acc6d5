"""Names of people in lists whose readers may not open accounts."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.contrib import admin

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


def name_without_link(field: str, label: str | _StrPromise) -> Callable[[Any, Any], str]:
    """A column: Django would link to the account, which is closed to moderators."""

    @admin.display(description=label, ordering=field)
    def named(modeladmin: Any, row: Any) -> str:
        return str(getattr(row, field) or "–")

    return named
