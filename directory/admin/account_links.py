"""Names an account where its page is closed: Django links to it, whoever looks."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest


def without_link(request: HttpRequest, fields: Any, link: str, text: str) -> Any:
    """The same fields, rows and sets of them, with `text` for `link` unless accounts are open."""
    if request.user.has_perm("accounts.view_user"):
        return fields
    return _swapped(fields, link, text)


def _swapped(fields: Any, link: str, text: str) -> Any:
    if isinstance(fields, list | tuple):
        return type(fields)(_swapped(one, link, text) for one in fields)
    if isinstance(fields, dict):
        return {name: _swapped(one, link, text) for name, one in fields.items()}
    return text if fields == link else fields
