"""After erasing and closing nothing is left of a person in any table or file."""

from typing import Any

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.core.files.storage import default_storage
from django.test import Client
from django.utils import timezone
from post_office.models import STATUS, Email

from accounts import actions as accounts
from accounts.models import User
from directory import leftovers, personal_data, unsaved
from directory.actions import events, listing
from directory.choices import EventKind
from directory.models import ProfileEvent, Therapist, Tombstone, WordingCount
from sciatica_site import hooks
from tests.directory.canaries import WORD, file, files_with_it, plant, tables_with_it
from tests.factories.accounts import ModeratorFactory, UserFactory
from tests.factories.directory import CredentialFactory, demo_therapist
from tests.factories.moderation import (
    AppealFactory,
    HidingFactory,
    InvitationFactory,
    PossiblePairFactory,
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

#: Files go when the erasing is committed; a test's own transaction never is.
pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("vocabulary"),
]

#: What of a profile has no text that could tell of anybody.
WITHOUT_TEXT = {
    *("DailyCount", "LocationAccess", "OpeningHours", "PossiblePair", "Rate", "SearchDoc"),
    *("SessionPhase", "TherapistComfort", "Therapist_assessment_items", "Therapist_languages"),
    *("Therapist_payment_kinds", "Therapist_works_with"),
}


@pytest.fixture(autouse=True)
def empty_storage() -> None:
    for folder in ("photos", "documents"):
        if default_storage.exists(folder):
            for name in default_storage.listdir(folder)[1]:
                default_storage.delete(f"{folder}/{name}")


@pytest.fixture
def owner() -> User:
    user: User = UserFactory(email=f"{WORD}@example.com", name=f"{WORD} of the account")
    return user


@pytest.fixture
def therapist(owner: User) -> Therapist:
    """A whole profile with everything that can hang on one, and the word in every text."""
    profile = demo_therapist(1)
    Therapist.objects.filter(pk=profile.pk).update(owner=owner)
    profile.refresh_from_db()
    CredentialFactory(therapist=profile, checked=True)
    RevisionFactory(therapist=profile, status="approved", reasons="")
    RevisionFactory(therapist=profile, status="submitted")
    UnsavedTextFactory(therapist=profile)
    change = LiveChangeFactory(therapist=profile)
    LiveChangeFactory(therapist=profile, undoes=change)
    UpkeepLinkFactory(therapist=profile)
    ReminderFactory(therapist=profile)
    DailyCountFactory(therapist=profile)
    profile.photo = PhotoFactory(therapist=profile, file=file("jpg"))
    profile.save()
    PhotoFactory(therapist=profile, file=file("jpg"))
    DocumentFactory(therapist=profile, file=file("pdf"))
    _by_moderators(profile)
    events.record(profile.pk, EventKind.LIVE_CHANGED, by=owner, fields=["phone"])
    _around(profile)
    return profile


def _by_moderators(profile: Therapist) -> None:
    HidingFactory(therapist=profile, ended=True, reply="No.", replied_at=timezone.now())
    AppealFactory(revision__therapist=profile)
    InvitationFactory(therapist=profile, accepted_at=timezone.now())
    credential = profile.credentials.all()[0]
    VerificationRecordFactory(credential=credential)
    RosterProposalFactory(credential=credential)
    PossiblePairFactory(first=profile)
    looked_at = {"looked_at": timezone.now()}
    WordingCount.objects.get_or_create(therapist=profile, defaults=looked_at)


def _around(profile: Therapist) -> None:
    """Mails, the admin's log, and text that was typed after signing out."""
    for status in (STATUS.queued, STATUS.sent):
        Email.objects.create(
            from_email="site@example.com", to=[profile.owner.email], subject=WORD, message=WORD,
            html_message=WORD, status=status,
        )  # fmt: skip
    for row in (profile, profile.credentials.all()[0], profile.revisions.all()[0]):
        LogEntry.objects.create(
            user=ModeratorFactory(), content_type=ContentType.objects.get_for_model(row),
            object_id=str(row.pk), object_repr=WORD, action_flag=CHANGE, change_message=WORD,
        )  # fmt: skip
    store = SessionStore()
    store[unsaved.SESSION_KEY] = {"therapist": profile.pk, "pages": {WORD: {"data": {}, "at": ""}}}
    store.save()


def of_the_account() -> set[str]:
    return {"accounts_user", "account_emailaddress"}


def sessions_with_it() -> list[Any]:
    return [one for one in Session.objects.all() if WORD in str(one.get_decoded())]


def test_the_word_is_in_every_table_of_a_profile(therapist: Therapist) -> None:
    """Whoever adds a table of therapists has to add a row of it above."""
    planted = {name.partition(".")[0] for name in plant(therapist)}
    rows = {model.__name__ for model in leftovers.rows_of(therapist)}
    tables = {
        relation.related_model.__name__
        for relation in Therapist._meta.related_objects
        if relation.related_model is not None
        # What other apps keep about a profile goes by their own erasers, and is tested there.
        and relation.related_model._meta.app_label == Therapist._meta.app_label
    }

    assert tables <= rows
    assert rows - planted <= WITHOUT_TEXT
    assert len(files_with_it()) == 3
    assert len(sessions_with_it()) == 1


def test_nothing_is_left_of_an_erased_profile_but_numbers(therapist: Therapist) -> None:
    plant(therapist)
    therapist.refresh_from_db()
    number = therapist.pk

    listing.erase(therapist, by=therapist.owner)

    assert tables_with_it() == of_the_account()
    assert files_with_it() == []
    assert sessions_with_it() == []
    assert ProfileEvent.objects.filter(therapist_number=number).count() == 2
    assert Tombstone.objects.count() == 1


def test_nothing_at_all_is_left_of_a_closed_account(
    therapist: Therapist, owner: User, client: Client
) -> None:
    plant(therapist)
    client.force_login(owner)
    client.get("/dashboard/listing/")
    LogEntry.objects.create(
        user=ModeratorFactory(), content_type=ContentType.objects.get_for_model(User),
        object_id=str(owner.pk), object_repr=owner.email, action_flag=CHANGE, change_message="[]",
    )  # fmt: skip
    assert "profile" in hooks.erasers

    accounts.close_account(owner)

    assert tables_with_it() == set()
    assert files_with_it() == []
    assert sessions_with_it() == []
    assert not User.objects.filter(pk=owner.pk).exists()
    assert set(ProfileEvent.objects.values_list("actor", flat=True)) == {None}


def test_what_others_have_stays(therapist: Therapist) -> None:
    other = demo_therapist(2)
    photo = PhotoFactory(therapist=other)
    DocumentFactory(therapist=other)
    before = personal_data.export(other.owner)

    listing.erase(therapist, by=therapist.owner)

    assert personal_data.export(other.owner) == before
    assert default_storage.exists(photo.file.name)
