"""Writes into each cell of a list in the admin what its column is called."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst

register = template.Library()
#: How both kinds of cells begin, as Django writes them: "<td" and "<th".
OPENING = 3
#: A cell without a value, as Django writes it, or as our own columns do.
NOTHING = re.compile(r"<t[dh][^>]*>[-–]?</t[dh]>")


@register.filter
def headed(cells: Iterable[SafeString], headers: list[dict[str, Any]]) -> Iterator[SafeString]:
    """Cells without a column of their own, such as hidden fields, stay as they are."""
    for at, cell in enumerate(cells):
        name = _name(headers[at]) if at < len(headers) else ""
        if name and cell[:OPENING] in ("<td", "<th"):
            start, rest = mark_safe(cell[:OPENING]), mark_safe(cell[OPENING:])  # noqa: S308 (Django's)
            empty = mark_safe(" data-empty" if NOTHING.fullmatch(cell) else "")  # noqa: S308 (fixed)
            yield format_html('{}{} data-column="{}"{}', start, empty, name, rest)
        else:
            yield cell


def _name(header: dict[str, Any]) -> str:
    """The box to choose a row has a control for all as its heading, and no name."""
    if "action-checkbox-column" in header.get("class_attrib", ""):
        return ""
    return str(capfirst(str(header["text"])))
