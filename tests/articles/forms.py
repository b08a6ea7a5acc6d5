"""Reads the forms of pages as a browser does, for tests."""

from __future__ import annotations

from typing import Any

from django.test import Client
from lxml import html


def form_of(client: Client, path: str, form: str = "article_form") -> dict[str, Any]:
    """What the form of a page would send if nothing in it were changed."""
    response = client.get(path)
    assert response.status_code == 200, path
    found = html.document_fromstring(response.content.decode()).xpath(f"//form[@id='{form}']")[0]
    return values_of(found)


def values_of(form: Any) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for name, value in form.form_values():
        # A browser sends the line breaks of a text area in its own way.
        fields.setdefault(name, []).append(value.replace("\n", "\r\n"))
    return fields


def shown_errors(response: Any) -> str:
    page = html.document_fromstring(response.content.decode())
    found = page.xpath("//*[contains(@class, 'errorlist')]")
    return " ".join(" ".join(one.text_content().split()) for one in found)


def words_of(response: Any, path: str = "//main") -> str:
    page = html.document_fromstring(response.content.decode())
    return " ".join(" ".join(one.text_content().split()) for one in page.xpath(path))
