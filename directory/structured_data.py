"""Writes JSON-LD so that no text in it can end the script element it stands in."""

import json
from typing import Any

from django.utils.safestring import SafeString, mark_safe

#: "<", ">" and "&" as JSON escapes: the same data, and nothing that HTML could read as markup.
_ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def json_ld(data: dict[str, Any]) -> SafeString:
    """A complete `<script type="application/ld+json">` element; the CSP does not apply to data."""
    text = json.dumps(data, ensure_ascii=False, default=str).translate(_ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308 (escaped above)
