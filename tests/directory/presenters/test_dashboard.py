"""The steps of the editor and the progress, as any page of the area shows them."""

from __future__ import annotations

import pytest

from directory.editing import drafts
from directory.forms.pages import PAGES
from directory.models import Therapist
from directory.presenters.dashboard import Progress
from tests.factories.directory import TherapistFactory
from tests.factories.profiles import RevisionFactory, UnsavedTextFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]


def progress(therapist: Therapist) -> Progress:
    loaded = Therapist.objects.with_answers().get(pk=therapist.pk)
    return Progress(loaded, drafts.load(loaded))


def test_the_steps_are_the_pages_with_the_numbers_of_their_questions() -> None:
    steps = progress(TherapistFactory()).steps(current="rates")

    assert [step.key for step in steps] == [page.key for page in PAGES]
    assert [step.number for step in steps if step.number] == [1, 2, 3, 4, 5, 6]
    assert [step.key for step in steps if step.is_current] == ["rates"]


def test_what_stands_in_the_draft_counts_as_answered() -> None:
    therapist = TherapistFactory()
    RevisionFactory(therapist=therapist, changes={"experience": {"practicing_since": 2010}})

    found = progress(therapist)

    assert [step.key for step in found.steps() if step.is_answered] == ["experience"]
    assert found.answered_text == "1 of 6 questions answered"


def test_pages_with_unsaved_text_are_marked() -> None:
    therapist = TherapistFactory()
    UnsavedTextFactory(therapist=therapist, page="access")

    assert [one.key for one in progress(therapist).steps() if one.has_unsaved] == ["access"]
