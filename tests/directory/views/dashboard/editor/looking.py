"""Where the editor keeps what is typed and what is saved, and two fields to type into."""

from __future__ import annotations

from directory import unsaved
from directory.models import ProfileRevision, Therapist, UnsavedText
from tests.directory.views.dashboard.reading import edit_url

YEAR = "experience-practicing_since"
NOTE = "experience-experience_note"


def typed_url(page: str) -> str:
    return f"{edit_url(page)}typed/"


def kept(therapist: Therapist, page: str = "experience") -> UnsavedText | None:
    return unsaved.load(therapist).get(page)


def draft_of(therapist: Therapist) -> ProfileRevision:
    return ProfileRevision.objects.get(therapist=therapist)
