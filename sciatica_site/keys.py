"""Numbers of rows as they come in addresses and forms, where anybody may write anything."""

from __future__ import annotations

from django.contrib.admin.utils import unquote
from django.http import Http404

#: More digits than any key here has: databases refuse greater ones.
MOST_DIGITS = 18


def is_key(text: str) -> bool:
    """Whether a row could have this number."""
    return text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS


def number_or_404(object_id: str) -> int:
    """The number in an address of the admin, which writes some signs in its own way."""
    text = unquote(object_id)
    if not is_key(text):
        raise Http404
    return int(text)
