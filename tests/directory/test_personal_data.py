"""A copy of all that the directory keeps about a person, and its removal."""

import io
import json
import zipfile
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.db.models import ForeignKey, OneToOneField
from django.test import Client
from django.utils import timezone

from directory import personal_data
from directory.actions import events
from directory.choices import EventKind
from directory.invitations import never_again
from directory.models import Invitation, Therapist
from tests.factories.accounts import UserFactory
from tests.factories.directory import CredentialFactory, TherapistFactory, demo_therapist
from tests.factories.moderation import (
    AppealFactory,
    InvitationFactory,
    RosterProposalFactory,
    VerificationRecordFactory,
)
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
DERIVED = {"SearchDoc", "SearchText", "WordingCount"}
#: A moderator's guess that somebody else may be the same person: a copy would tell of the other.
ABOUT_OTHERS = {"PossiblePair"}
#: What has a list of its own in the copy.
LISTS = {
    "ProfileRevision": "revisions",
    "UnsavedText": "unsaved_texts",
    "LiveChange": "live_changes",
    "UpkeepLink": "links_in_mails",
    "Reminder": "reminders",
    "DailyCount": "daily_counts",
    "Invitation": "invitations",
    "Hiding": "hidings",
    "Appeal": "appeals",
    "Photo": "photos",
    "Document": "documents",
}


@pytest.fixture
def therapist() -> Therapist:
    profile = demo_therapist(1)
    RevisionFactory(therapist=profile, status="changes-asked", reasons="Say when you began.")
    AppealFactory(hidden=True, hiding__therapist=profile)
    InvitationFactory(therapist=profile, accepted_at=timezone.now())
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


def test_a_copy_says_how_a_credential_was_checked_and_not_by_whom(therapist: Therapist) -> None:
    credential = CredentialFactory(therapist=therapist, checked=True, number="MT.77")
    record = VerificationRecordFactory(credential=credential, note="Asked by phone.")

    data = personal_data.export(therapist.owner)

    (found,) = [one for one in data["checks_of_credentials"] if one["number"] == "MT.77"]
    (check,) = found["records"]
    assert (check["result"], check["note"]) == ("confirmed", "Asked by phone.")
    assert record.checked_by.email not in json.dumps(data)


def test_a_copy_says_what_lists_say_of_a_credential_and_which_ready_reasons_were_told(
    therapist: Therapist,
) -> None:
    credential = CredentialFactory(therapist=therapist, checked=True, number="MT.77")
    proposal = RosterProposalFactory(
        credential=credential, listed_name="A. Silva", listed_status="Lapsed"
    )
    therapist.revisions.update(reason_keys=["promise"])

    data = personal_data.export(therapist.owner)

    (found,) = [one for one in data["checks_of_credentials"] if one["number"] == "MT.77"]
    (listed,) = found["found_on_lists"]
    assert (listed["listed_name"], listed["listed_status"]) == ("A. Silva", "Lapsed")
    assert listed["made_at"].startswith(f"{proposal.made_at:%Y-%m-%d}")
    assert data["revisions"][0]["reason_keys"] == ["promise"]


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

    assert tables == IN_ANSWERS | DERIVED | ABOUT_OTHERS | set(LISTS)
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


def test_a_copy_has_the_invitation_that_waits_at_an_address_before_there_is_a_profile(
    client: Client,
) -> None:
    user = UserFactory(email="Ana@Example.com")
    draft = {"about": {"name": "Ana Silva", "website": "https://ana.example.com"}}
    waiting = InvitationFactory(email="ana@example.com", name="Ana Silva", content=draft)

    client.force_login(user)
    copy = client.get("/dashboard/account/data.json").json()
    tables = zipfile.ZipFile(io.BytesIO(client.get("/dashboard/account/data.zip").content))

    (told,) = copy["profile"]["waiting_invitations"]
    assert told["email"] == "ana@example.com"
    assert (told["name"], told["content"]) == ("Ana Silva", draft)
    assert told["invited_at"].startswith(f"{waiting.invited_at:%Y-%m-%d}")
    assert told["delete_on"] == waiting.delete_on.isoformat()
    assert b"https://ana.example.com" in tables.read("profile-waiting-invitations.csv")


def test_a_copy_has_an_invitation_at_a_second_address_beside_the_profile(
    therapist: Therapist,
) -> None:
    EmailAddress.objects.create(user=therapist.owner, email="second@example.com", verified=True)
    waiting = InvitationFactory(email="second@example.com")

    data = personal_data.export(therapist.owner)

    assert [one["email"] for one in data["waiting_invitations"]] == ["second@example.com"]
    for secret in (waiting.digest, waiting.invited_by.email):
        assert secret not in json.dumps(data)


def test_a_copy_has_no_invitation_at_an_address_that_nobody_has_confirmed() -> None:
    user = UserFactory()
    EmailAddress.objects.create(user=user, email="typed@example.com", verified=False)
    InvitationFactory(email="typed@example.com")
    InvitationFactory(email="somebody-else@example.com")

    assert personal_data.export(user) == {}


def test_a_copy_takes_a_fixed_number_of_queries(
    therapist: Therapist, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(36):
        personal_data.export(therapist.owner)


def test_erasing_for_somebody_erases_their_profile(therapist: Therapist) -> None:
    other = TherapistFactory()

    personal_data.erase_for(therapist.owner)

    assert list(Therapist.objects.all()) == [other]


def test_erasing_for_somebody_declines_what_waits_at_a_confirmed_address() -> None:
    user = UserFactory(email="ana@example.com")
    EmailAddress.objects.create(user=user, email="typed@example.com", verified=False)
    InvitationFactory(email="ana@example.com")
    of_somebody_else = InvitationFactory(email="typed@example.com")

    personal_data.erase_for(user)

    assert list(Invitation.objects.all()) == [of_somebody_else]
    assert never_again.is_covered("ana@example.com")
