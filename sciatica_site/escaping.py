"""Escapes short texts for HTML, and remembers them: pages of results repeat most of theirs."""

from functools import lru_cache
from html import escape

from django.utils.safestring import SafeString


@lru_cache(maxsize=16_384)
def escaped(text: str) -> SafeString:
    """The same as `html.escape`, quotes too; for texts that recur, not for what was typed."""
    return SafeString(escape(text))
