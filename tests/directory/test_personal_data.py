"""A copy of all that the directory keeps about a person, and its removal."""

import json
from typing import Any

import pytest
from django.db.models import ForeignKey, OneToOneField

from directory import personal_data
from directory.actions import events
from directory.choices import EventKind
from directory.models import Therapist
from tests.factories.accounts import UserFactory
from tests.factories.directory import CredentialFactory, TherapistFactory, demo_therapist
from tests.factories.profiles import (
    DailyCountFactory,
    DocumentFactory,
    LiveChangeFactory,
    PhotoFactory,
    ReminderFactory,
    RevisionFactory,
    UnsavedTextFactory,
    UpkeepLinkFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]

#: Rows of a profile that are part of its answers or live facts.
IN_ANSWERS = {
    *("Credential", "PracticeLocation", "TherapistTechnique", "TherapistCondition", "Policy"),
    *("Rate", "OpeningHours", "TherapistComfort", "SessionPlan"),
}
#: Made from the rest, so that a copy would say everything twice.
DERIVED = {"SearchDoc", "SearchText"}
#: What has a list of its own in the copy.
LISTS = {
    "ProfileRevision": "revisions",
    "UnsavedText": "unsaved_texts",
    "LiveChange": "live_changes",
    "UpkeepLink": "links_in_mails",
    "Reminder": "reminders",
    "DailyCount": "daily_counts",
    "Photo": "photos",
    "Document": "documents",
}


@pytest.fixture
def therapist() -> Therapist:
    profile = demo_therapist(1)
    RevisionFactory(therapist=profile, status="changes-asked", reasons="Say when you began.")
    for factory in (
        UnsavedTextFactory, LiveChangeFactory, UpkeepLinkFactory, ReminderFactory,
        DailyCountFactory, PhotoFactory, DocumentFactory,
    ):  # fmt: skip
        factory(therapist=profile)
    events.record(profile.pk, EventKind.SUBMITTED, by=profile.owner)
    return profile


def test_a_copy_has_the_profile_its_history_and_its_files(therapist: Therapist) -> None:
    data = personal_data.export(therapist.owner)

    assert data["profile"]["slug"] == therapist.slug
    assert data["profile"]["consent_version"] == therapist.consent_version
    assert data["answers"]["about"]["name"] == therapist.name
    assert data["live_facts"]["phone"] == {"phone": therapist.phone}
    assert data["revisions"][0]["reasons"] == "Say when you began."
    assert data["revisions"][0]["content"]["about"]["name"] == therapist.name
    assert data["events"][0]["kind"] == "submitted"
    assert data["documents"][0]["kind"] == "insurance"
    assert data["daily_counts"][0]["count"] == 1


def test_a_copy_is_ready_for_json(therapist: Therapist) -> None:
    data = personal_data.export(therapist.owner)

    assert json.loads(json.dumps(data)) == data


def test_every_table_of_a_profile_is_in_the_copy(therapist: Therapist) -> None:
    """Whoever adds a table of therapists says here how people get a copy of it."""
    tables = {
        relation.related_model.__name__
        for relation in Therapist._meta.related_objects
        if isinstance(relation.field, ForeignKey | OneToOneField)
        # Other apps give their own part.
        and relation.related_model._meta.app_label == Therapist._meta.app_label
    }
    data = personal_data.export(therapist.owner)

    assert tables == IN_ANSWERS | DERIVED | set(LISTS)
    assert all(data[name] for name in LISTS.values())


def test_a_copy_opens_no_door(therapist: Therapist) -> None:
    text = json.dumps(personal_data.export(therapist.owner))

    link, photo, document = (
        therapist.upkeep_links.get(), therapist.photos.get(), therapist.documents.get(),
    )  # fmt: skip
    for secret in (link.digest, document.token, document.file.name, photo.file.name):
        assert secret not in text


def test_a_copy_has_nothing_of_others(therapist: Therapist) -> None:
    moderator = therapist.revisions.get().decided_by
    CredentialFactory(therapist=therapist, checked=True)
    other = TherapistFactory(name="Somebody Else")
    events.record(other.pk, EventKind.SUBMITTED, by=other.owner)

    data = personal_data.export(therapist.owner)

    assert moderator is not None
    assert moderator.email not in json.dumps(data)
    assert "Somebody Else" not in json.dumps(data)
    assert len(data["events"]) == 1


def test_without_a_profile_there_is_nothing() -> None:
    user = UserFactory()

    assert personal_data.export(user) == {}
    personal_data.erase_for(user)


def test_a_copy_takes_a_fixed_number_of_queries(
    therapist: Therapist, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(32):
        personal_data.export(therapist.owner)


def test_erasing_for_somebody_erases_their_profile(therapist: Therapist) -> None:
    other = TherapistFactory()

    personal_data.erase_for(therapist.owner)

    assert list(Therapist.objects.all()) == [other]
