"""What tests of the texts of therapists in the admin do: a text that waits, a page, a decision."""

from __future__ import annotations

from typing import Any

from django.test import Client
from lxml import html

from directory.choices import RevisionStatus
from directory.models import ProfileRevision, Therapist
from tests.directory.admin.forms import address
from tests.directory.pages import Page
from tests.factories.profiles import RevisionFactory

LIST = address(ProfileRevision, "changelist")


def waiting(therapist: Therapist, **values: Any) -> ProfileRevision:
    values.setdefault("changes", {"about": {"intro": "I listen closely."}})
    revision: ProfileRevision = RevisionFactory(
        therapist=therapist, status=RevisionStatus.SUBMITTED, **values
    )
    return revision


def page_of(revision: ProfileRevision) -> str:
    return address(ProfileRevision, "change", revision.pk)


def sub(revision: ProfileRevision, name: str) -> str:
    return f"{LIST}{revision.pk}/{name}/"


def get(client: Client, path: str) -> Page:
    response = client.get(path)
    assert response.status_code == 200
    return as_page(response)


def as_page(response: Any) -> Page:
    source = response.content.decode()
    return Page(html.fromstring(source), source)


def decide(client: Client, revision: ProfileRevision, decision: str, **data: Any) -> Any:
    sent = {"version": revision.version, "decision": decision, **data}
    return client.post(sub(revision, "decide"), sent)


def words(element: Any) -> str:
    """The text of an element with single blanks."""
    return " ".join(element.text_content().split())
