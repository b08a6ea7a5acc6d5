"""Reads a page of the own area as a browser does: its form, and what would be sent."""

from __future__ import annotations

import re
from typing import Any

from django.http import HttpResponse
from django.test import Client
from lxml import html

from accounts.models import User
from directory.models import Therapist

Sent = dict[str, list[str]]
#: What a browser says of a form that stood on a page of this site.
OURS = {"origin": "http://testserver"}


def signed_in(therapist: Therapist) -> Client:
    return client_of(therapist.owner)


def client_of(user: User) -> Client:
    client = Client(headers=OURS)
    client.force_login(user)
    return client


def text(response: Any) -> str:
    """What the page says."""
    root = html.document_fromstring(response.content.decode())
    return re.sub(r"\s+", " ", root.find("body").text_content())


def root(response: Any) -> Any:
    return html.document_fromstring(response.content.decode())


def edit_url(page: str) -> str:
    return f"/dashboard/profile/{page}/"


def fields(response: Any) -> Sent:
    """What the form of the page would send, without the buttons."""
    (form,) = root(response).xpath("//form[@data-keep]")
    sent: Sent = {}
    for control in form.xpath(".//input[@name] | .//select[@name] | .//textarea[@name]"):
        for one in _values(control):
            sent.setdefault(control.get("name"), []).append(one)
    return sent


def _values(control: Any) -> list[str]:
    if control.tag == "select":
        options = control.xpath(".//option")
        chosen = [option for option in options if option.get("selected") is not None]
        if not chosen and control.get("multiple") is None:
            chosen = options[:1]
        return [option.get("value") for option in chosen]
    if control.tag == "textarea":
        # Browsers do not count the line break after the opening tag.
        return [(control.text or "").removeprefix("\n")]
    if control.get("type") in ("checkbox", "radio"):
        return [control.get("value", "on")] if control.get("checked") is not None else []
    return [control.get("value", "")]


def open_page(client: Client, page: str) -> Sent:
    response = client.get(edit_url(page))
    assert response.status_code == 200
    return fields(response)


def send(client: Client, page: str, sent: Sent, **changed: Any) -> HttpResponse:
    """Press "Save", with these values instead; a name's dash is written as two underscores."""
    values = {name.replace("__", "-"): value for name, value in changed.items()}
    return client.post(edit_url(page), {"go": "save"} | sent | values)  # type: ignore[return-value]


def errors(response: Any) -> list[str]:
    found = root(response).xpath("//*[contains(@class, 'field__error')]")
    return [" ".join(one.text_content().split()) for one in found]


def value(response: Any, name: str) -> str:
    return fields(response)[name][0]
