"""Sends the forms of the admin as a browser does, for tests."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.test import Client
from django.urls import reverse
from lxml import html


def address(model: type[models.Model], page: str, *args: Any) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


def form_of(client: Client, path: str) -> dict[str, Any]:
    """What the form of a page would send if nothing in it were changed."""
    response = client.get(path)
    assert response.status_code == 200, path
    form = html.document_fromstring(response.content.decode()).xpath(
        "//form[contains(@id, '_form') or @id='changelist-form']"
    )[0]
    fields: dict[str, Any] = {}
    for name, value in form.form_values():
        fields.setdefault(name, []).append(value)
    return {name: values for name, values in fields.items() if "__prefix__" not in name}


def save(client: Client, path: str, **changes: Any) -> Any:
    """Send the form of a page with some fields changed; returns the answer."""
    return client.post(path, {**form_of(client, path), **changes})


def errors_of(response: Any) -> str:
    root = html.document_fromstring(response.content.decode())
    return " ".join(
        " ".join(one.text_content().split())
        for one in root.xpath("//*[contains(@class, 'errorlist')]")
    )


def inline(client: Client, path: str, prefix: str, row: dict[str, Any]) -> dict[str, Any]:
    """The fields that add one row to an inline."""
    number = int(form_of(client, path)[f"{prefix}-TOTAL_FORMS"][0])
    return {
        f"{prefix}-TOTAL_FORMS": number + 1,
        **{f"{prefix}-{number}-{name}": value for name, value in row.items()},
    }
