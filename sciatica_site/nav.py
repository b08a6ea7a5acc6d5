"""The main navigation: what it lists, and which entry is the current one."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class NavItem:
    label: str | Promise
    url: str
    is_current: bool


ENTRIES: tuple[tuple[str | Promise, str], ...] = (
    (_("Find a therapist"), "directory:therapist-list"),
    (_("Articles"), "articles:article-list"),
    (_("Types of massage"), "articles:technique-list"),
    (_("Warning signs"), "articles:warning-signs"),
    (_("Search"), "site-search"),
)


def nav_items(path: str) -> list[NavItem]:
    """An entry is current on its own page and on every page below it."""
    return [
        NavItem(label=label, url=url, is_current=path.startswith(url))
        for label, url in ((label, reverse(name)) for label, name in ENTRIES)
    ]


def landmark(path: str) -> str:
    """The path as far as the menu can tell: that of an entry, one below it, or an empty text."""
    urls = _urls()
    if path in urls:
        return path
    return next((f"{url}…" for url in urls if path.startswith(url)), "")


@cache
def _urls() -> tuple[str, ...]:
    return (reverse("directory:shortlist"), *(reverse(name) for _label, name in ENTRIES))
