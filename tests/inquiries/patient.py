"""What a patient does with the link of a mail, for tests of the pages behind it."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from lxml import html

from inquiries import links
from inquiries.models import Conversation, Inquiry


@dataclass
class Patient:
    """Has the link of one inquiry, and no account. `link` is one that was made before."""

    inquiry: Inquiry
    client: Client = field(default_factory=Client)
    link: str = ""

    @cached_property
    def token(self) -> str:
        """Made once, as that of the mail: two are the same only within one second."""
        return self.link or links.token(self.inquiry)

    def path(self, step: str = "") -> str:
        return reverse(f"inquiries:thread{f'-{step}' if step else ''}", args=[self.token])

    def opens(self, step: str = "", **query: str) -> Any:
        return self.client.get(self.path(step), query)

    def sends(self, step: str, **values: Any) -> Any:
        return self.client.post(self.path(step), values)

    def writes(self, conversation: Conversation, text: str = "Thank you.", **values: Any) -> Any:
        values = {"number": conversation.number, "key": str(uuid.uuid4()), **values}
        return self.sends("write", text=text, **values)


def text_of(response: HttpResponse) -> str:
    """What people read on the page, in one line."""
    page = html.document_fromstring(response.content.decode())
    return " ".join(" ".join(page.find(".//main").itertext()).split())


def forms_of(response: HttpResponse) -> list[str]:
    """Where the forms of the page go, by the last part of their address."""
    page = html.document_fromstring(response.content.decode())
    actions = [form.get("action", "") for form in page.find(".//main").iter("form")]
    return [action.rstrip("/").rpartition("/")[2] for action in actions]


def section_of(response: HttpResponse, heading: str) -> str:
    """The text of the section with this heading."""
    page = html.document_fromstring(response.content.decode())
    for section in page.iter("section"):
        if heading in section.find("h2").text_content():
            return " ".join(" ".join(section.itertext()).split())
    raise AssertionError(heading)
