"""What an invitation says of somebody, beside what their own profile says already."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse

from directory.editing import drafts
from directory.forms.pages import PAGES
from directory.invitations.candidates import known
from directory.models import Invitation, Therapist

#: On which page of the editor a section is changed.
_PAGES = {part.target: page.key for page in PAGES for part in page.parts}


@dataclass(frozen=True)
class Line:
    """`url` leads to where the owner of a profile can enter it; empty if it is there already."""

    label: str
    text: str
    url: str = ""


def lines(invitation: Invitation, therapist: Therapist | None) -> list[Line]:
    """For a therapist loaded `with_answers()`, or for somebody without a profile."""
    return list(_lines(invitation, therapist))


def _lines(invitation: Invitation, therapist: Therapist | None) -> Iterator[Line]:
    there = set(known(drafts.load(therapist).content)) if therapist else set()
    for fact in known(invitation.content):
        is_new = therapist is not None and fact not in there
        page = reverse("directory:profile-edit", args=[_PAGES[fact.section]])
        yield Line(fact.label, fact.text, page if is_new else "")
