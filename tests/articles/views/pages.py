"""Reads what a page says, as the tests of pages need it."""

from __future__ import annotations

import re
from html import unescape

from django.test import Client
from django.utils.html import strip_tags


def read(client: Client, path: str) -> str:
    """The page's HTML; it must exist, and must leave no cookie with a reader."""
    response = client.get(path)
    assert response.status_code == 200, path
    assert not response.cookies
    return response.content.decode()


def text_of(html: str) -> str:
    return re.sub(r"\s+", " ", unescape(strip_tags(html)))


def title_of(html: str) -> str:
    match = re.search(r"<title>(.*?)</title>", html, re.DOTALL)
    return unescape(match[1]).strip() if match else ""


def description_of(html: str) -> str:
    match = re.search(r'<meta name="description" content="(.*?)"', html, re.DOTALL)
    return unescape(match[1]).strip() if match else ""


def canonical_of(html: str) -> str:
    match = re.search(r'<link rel="canonical" href="(.*?)"', html)
    return match[1] if match else ""
