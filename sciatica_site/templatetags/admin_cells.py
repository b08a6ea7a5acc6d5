"""Writes into each cell of a list in the admin what its column is called."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from django.utils.translation import gettext as _

register = template.Library()
#: How both kinds of cells begin, as Django writes them: "<td" and "<th".
OPENING = 3
#: A cell without a value, as Django writes it, or as our own columns do.
NOTHING = re.compile(r"<t[dh][^>]*>[-–]?</t[dh]>")
#: What Django draws for yes and no; its red cross would make an alarm of every “no”.
DRAWN = re.compile(r'<img src="[^"]*/icon-(yes|no)[^"]*" alt="(?:True|False)">')


@register.filter
def headed(cells: Iterable[SafeString], headers: list[dict[str, Any]]) -> Iterator[SafeString]:
    """Cells without a column of their own, such as hidden fields, stay as they are."""
    for at, cell in enumerate(cells):
        name = _name(headers[at]) if at < len(headers) else ""
        if name and cell[:OPENING] in ("<td", "<th"):
            start, rest = mark_safe(cell[:OPENING]), _in_words(cell[OPENING:])  # noqa: S308 (Django's)
            empty = mark_safe(" data-empty" if NOTHING.fullmatch(cell) else "")  # noqa: S308 (fixed)
            yield format_html('{}{} data-column="{}"{}', start, empty, name, rest)
        else:
            yield cell


def _in_words(cell: str) -> SafeString:
    words = {"yes": _("Yes"), "no": _("No")}
    return mark_safe(DRAWN.sub(lambda drawn: words[drawn[1]], cell))  # noqa: S308 (Django's)


def _name(header: dict[str, Any]) -> str:
    """The box to choose a row has a control for all as its heading, and no name."""
    if "action-checkbox-column" in header.get("class_attrib", ""):
        return ""
    return str(capfirst(str(header["text"])))
