"""Puts the small style sheets together, so that a page asks for two files and not for thirty."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.urls import reverse

#: On every page. layers.css sets the order, so that the order of the rest does not matter.
EVERYWHERE = (
    *("layers", "tokens", "reset", "base", "layout"),
    *("components/site", "components/navigation", "components/button", "components/field"),
    *("components/find-form", "components/combobox", "components/chip", "components/card"),
    *("components/facet", "components/results", "components/notice", "utilities"),
)
#: On pages that are read, which is all but the list of results: that has to be light.
READING = (
    *("components/number", "components/care", "components/answer", "components/facts"),
    *("components/table", "components/compare", "components/prose", "components/program"),
    *("components/illustration", "components/term-list", "components/nerve"),
    *("components/disclosure", "components/matrix", "components/claims"),
    "components/site-search",
)
#: On pages of a therapist's own area alone, so that public pages do not pay for it.
DASHBOARD = (
    *("components/dashboard", "components/dashboard-editor", "components/changes"),
    "components/chart",
)
#: On a preview alone: the bar above it, and the frames around it.
PREVIEW = ("components/preview",)
#: On the pages where patients and therapists write to each other.
MESSAGES = ("components/messages",)
#: What a public page may ask for.
PUBLIC = {"everywhere": EVERYWHERE, "reading": READING}
BUNDLES = {**PUBLIC, "dashboard": DASHBOARD, "preview": PREVIEW, "messages": MESSAGES}
#: Every sheet with rules for print, which hold on the screen where a preview shows paper.
PAPER = (
    *("components/card", "components/illustration", "components/matrix", "components/prose"),
    *("components/results", "print"),
)
SERVED = {**BUNDLES, "paper": PAPER}

#: Comments are for those who write style sheets. No sheet has one inside a string.
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_BREAK = re.compile(r"\s*\n\s*")
_ON_PAPER = re.compile(r"@media\s+print\b")


@dataclass(frozen=True)
class Bundle:
    """Some sheets as one; the digest changes with the content."""

    name: str
    content: str
    digest: str

    @property
    def url(self) -> str:
        """May be kept by browsers forever: other content has another address."""
        return reverse("stylesheet", kwargs={"name": self.name, "digest": self.digest})


def bundle(name: str) -> Bundle:
    """Raises `KeyError` for a name that is not in `SERVED`. Development reads the files anew."""
    return _read(name) if settings.DEBUG else _remembered(name)


@cache
def _remembered(name: str) -> Bundle:
    return _read(name)


def _read(name: str) -> Bundle:
    folder = settings.BASE_DIR / "static" / "css"
    sheets = [(folder / f"{sheet}.css").read_text(encoding="utf-8") for sheet in SERVED[name]]
    content = "\n".join(_BREAK.sub("\n", _COMMENT.sub("", sheet)).strip() for sheet in sheets)
    if name == "paper":
        content = _ON_PAPER.sub("@media all", content)
    return Bundle(name, content, hashlib.sha256(content.encode()).hexdigest()[:16])
