"""Access and comfort: yes, no, not stated."""

import pytest
from django.utils import timezone

from directory.models import Therapist
from directory.presenters.profile import ProfilePage
from directory.presenters.stated_facts import access, comfort
from tests.factories.directory import LocationAccessFactory, TherapistFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]

STEP_FREE = "Step-free entrance"


def profile(therapist: Therapist) -> ProfilePage:
    loaded = Therapist.objects.with_answers().get(pk=therapist.pk)
    return ProfilePage(loaded, timezone.localdate())


def test_yes_and_no_differ_and_silence_is_neither() -> None:
    facts = comfort(profile(TherapistFactory(comforts={"seated": True, "clothed": False})))

    assert [line.text for line in facts["Seated massage"]] == ["Yes"]
    assert [line.text for line in facts["Clothed session"]] == ["No"]
    assert "Fragrance-free" not in facts


def test_places_that_agree_are_one_answer() -> None:
    therapist = TherapistFactory(
        published=True, places=["Denver", "Boulder"], access={"step-free": False}
    )

    assert [line.text for line in access(profile(therapist))[STEP_FREE]] == ["No"]


def test_places_that_differ_are_named() -> None:
    therapist = TherapistFactory(published=True, places=["Denver", "Boulder", "Denver"])
    first, second, _third = therapist.locations.all()
    LocationAccessFactory(location=first, feature="step-free", is_available=True)
    LocationAccessFactory(location=second, feature="step-free", is_available=False)

    assert [line.text for line in access(profile(therapist))[STEP_FREE]] == [
        "Denver, CO: yes",
        "Boulder, CO: no",
        "Denver, CO: not stated",
    ]
