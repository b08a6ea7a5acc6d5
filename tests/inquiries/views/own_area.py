"""A therapist who is signed in, and the pages of their messages, for tests."""

from __future__ import annotations

import uuid
from typing import Any

from django.test import Client
from lxml import html

from inquiries.letter import Letter
from inquiries.models import Conversation
from tests.directory.pages import Page
from tests.factories.inquiries import ConversationFactory

INBOX = "/dashboard/inquiries/"
CANARY = Letter(
    name="Zebulon Quillfeather",
    email="zebulon.quillfeather@example.org",
    phone="+13035550199",
    message="It hurts when I sit. Yours, Zebulon Quillfeather, (303) 555-0199",
    cause="disc-herniation",
    times=("evenings",),
    tell=(("Where it hurts", "Left leg, says Zebulon"),),
)
SECRETS = ("Zebulon", "Quillfeather", "zebulon", "quillfeather", "5550199", "555-0199")


def conversation_for(therapist: Any, **values: Any) -> Conversation:
    values.setdefault("inquiry__letter", CANARY)
    made: Conversation = ConversationFactory(therapist=therapist, **values)
    return made


def path_of(conversation: Conversation, step: str = "") -> str:
    return f"{INBOX}{conversation.number}/{step + '/' if step else ''}"


def get(client: Client, path: str, status: int = 200) -> Page:
    response = client.get(path)
    assert response.status_code == status
    return read(response)


def read(response: Any) -> Page:
    source = response.content.decode()
    return Page(html.fromstring(source), source)


def words(text: str = "Tuesday at ten is free.", **more: Any) -> dict[str, Any]:
    return {"key": str(uuid.uuid4()), "text": text, **more}


def whole(response: Any) -> str:
    """All that reaches a browser: the headers, too."""
    return f"{response.headers} {response.cookies} {response.content.decode()}"
