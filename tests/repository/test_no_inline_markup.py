"""Templates hold no styles, no scripts and nothing from another site."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings

FOLDER = Path(settings.BASE_DIR) / "templates"
FILES = sorted(file for file in FOLDER.rglob("*") if file.suffix in {".html", ".svg"})

COMMENT = re.compile(r"\{#.*?#\}|\{% comment.*?endcomment %\}|<!--.*?-->", re.DOTALL)
TAG = re.compile(r"<[a-z][^>]*>", re.IGNORECASE)
STYLE = re.compile(r"\sstyle\s*=|<style\b", re.IGNORECASE)
HANDLER = re.compile(r"\son[a-z]+\s*=", re.IGNORECASE)
# JSON-LD is data: browsers do not run it and the policy does not block it.
SCRIPT = re.compile(r"<script\b(?![^>]*\ssrc=)(?![^>]*application/(?:ld\+)?json)", re.IGNORECASE)
FOREIGN = re.compile(
    r"<(?:script|link|img|iframe|source|video|audio|form|use)\b[^>]*"
    r"\s(?:src|href|srcset|action)=[\"']?(?:https?:)?//",
    re.IGNORECASE,
)
RULES = {"style": STYLE, "handler": HANDLER, "script": SCRIPT, "foreign": FOREIGN}


def faults(text: str) -> list[str]:
    tags = TAG.findall(COMMENT.sub("", text))
    return [f"{rule}: {tag}" for tag in tags for rule, found in RULES.items() if found.search(tag)]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.relative_to(FOLDER).as_posix())
def test_a_template_is_markup_only(file: Path) -> None:
    assert faults(file.read_text()) == []


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ('<p style="color: red">', "style"),
        ("<style>p {}</style>", "style"),
        ('<a href="/" onclick="go()">', "handler"),
        ("<script>go()</script>", "script"),
        ('<script src="https://cdn.example.com/x.js">', "foreign"),
        ('<img src="//cdn.example.com/x.png">', "foreign"),
    ],
)
def test_each_rule_sees_its_fault(text: str, rule: str) -> None:
    assert [fault.partition(":")[0] for fault in faults(text)] == [rule]


@pytest.mark.parametrize(
    "text",
    [
        '<script type="application/ld+json">{}</script>',
        '<script src="/static/js/x.js" type="module"></script>',
        '<a href="https://example.org/">source</a>',
        '{# never style="" #}',
    ],
)
def test_what_is_allowed_is_no_fault(text: str) -> None:
    assert faults(text) == []
