"""The record of a profile has who, what and when, and none of its text."""

from __future__ import annotations

import pytest

from directory.actions import events
from directory.choices import EventKind
from directory.models import ProfileEvent
from tests.factories.accounts import UserFactory
from tests.factories.profiles import RevisionFactory

pytestmark = pytest.mark.django_db


def test_an_event_names_profile_person_revision_and_fields() -> None:
    user, revision = UserFactory(), RevisionFactory(number=4)

    made = events.record(
        revision.therapist_id,
        EventKind.APPROVED,
        by=user,
        revision=revision,
        fields=(key for key in ("about", "rates")),
    )

    row = ProfileEvent.objects.get()
    assert row == made
    assert (row.therapist_number, row.kind) == (revision.therapist_id, "approved")
    assert (row.actor, row.revision, row.fields) == (user, 4, ["about", "rates"])


def test_an_event_of_a_job_names_nobody() -> None:
    events.record(7, EventKind.RESUMED)

    row = ProfileEvent.objects.get()
    assert (row.actor, row.revision, row.fields) == (None, None, [])


def test_events_outlive_their_profile() -> None:
    revision = RevisionFactory()
    therapist = revision.therapist
    number = therapist.pk
    events.record(number, EventKind.ERASED, by=therapist.owner, revision=revision)

    therapist.delete()

    assert ProfileEvent.objects.get().therapist_number == number
