"""The named sets of what waits hold exactly the rows that a moderator has to look at."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone
from pytest_django import Settings

from directory.choices import CheckResult, ProfileStatus, ScanState, Verification
from directory.models import Credential, CredentialKind, Therapist
from directory.queues import waiting
from tests.factories.directory import CredentialFactory, TherapistFactory, term
from tests.factories.moderation import VerificationRecordFactory
from tests.factories.profiles import DocumentFactory, RevisionFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]
TODAY = date(2026, 11, 22)


def published(**values: object) -> Therapist:
    therapist: Therapist = TherapistFactory(published=True, **values)
    return therapist


def test_first_texts_and_updates_are_told_apart() -> None:
    first = RevisionFactory(status="submitted")
    update = RevisionFactory(status="submitted", based_on=1)
    RevisionFactory(status="draft")
    RevisionFactory(status="changes-asked")

    assert list(waiting.new_profiles()) == [first]
    assert list(waiting.changed_answers()) == [update]


def test_a_document_waits_until_its_credential_was_checked_after_it_came(
    settings: Settings,
) -> None:
    settings.DOCUMENT_SCANNER = ""
    today = timezone.localdate()
    therapist = published()
    insurance = CredentialFactory(therapist=therapist, kind="insurance")
    VerificationRecordFactory(credential=insurance, made_at=timezone.now() - timedelta(days=2))
    document = DocumentFactory(therapist=therapist)
    assert list(waiting.documents(today)) == [document]

    VerificationRecordFactory(credential=CredentialFactory(therapist=therapist))
    assert list(waiting.documents(today)) == [document], "The check is of another credential."

    VerificationRecordFactory(credential=insurance, result=CheckResult.NOT_FOUND)
    assert list(waiting.documents(today)) == []


def test_documents_that_nobody_can_check_do_not_wait(settings: Settings) -> None:
    settings.DOCUMENT_SCANNER = ""
    today = timezone.localdate()
    kind = term(CredentialKind, "insurance")
    harmful, over, removed = (published(credentials=["insurance"]) for _number in range(3))
    DocumentFactory(therapist=harmful, kind=kind, scan=ScanState.HARMFUL)
    DocumentFactory(therapist=over, kind=kind, delete_on=today)
    DocumentFactory(therapist=removed, kind=kind)
    Therapist.objects.filter(pk=removed.pk).update(status=ProfileStatus.REMOVED)
    DocumentFactory(therapist=TherapistFactory(), kind=kind)  # its credential is still a draft

    assert list(waiting.documents(today)) == []


@pytest.mark.parametrize(
    ("last_good_day", "is_in_it"),
    [
        (TODAY + timedelta(days=61), False),
        (TODAY + timedelta(days=60), True),
        (TODAY, True),
        (TODAY - timedelta(days=1), True),
        (TODAY - timedelta(days=365), True),
        (TODAY - timedelta(days=366), False),
    ],
)
@pytest.mark.parametrize("by", ["expires_on", "good_until", "checked_on"])
def test_checks_lapse_by_the_earliest_of_three_days(
    by: str, last_good_day: date, is_in_it: bool
) -> None:
    far = TODAY + timedelta(days=3000)
    checked_on = last_good_day - timedelta(days=100)
    values = {"expires_on": far, "good_until": far, "checked_on": checked_on, by: last_good_day}
    if by == "checked_on":
        values["checked_on"] = last_good_day - timedelta(days=365)
    credential = CredentialFactory(therapist=published(), checked=True, **values)

    assert list(waiting.lapsing_credentials(TODAY)) == ([credential] if is_in_it else [])
    assert Credential.objects.get().last_good_day in (last_good_day, far)


def test_only_checked_credentials_of_listed_profiles_lapse() -> None:
    soon = timezone.localdate() + timedelta(days=9)
    CredentialFactory(therapist=published(), expires_on=soon)
    CredentialFactory(therapist=TherapistFactory(), checked=True, expires_on=soon)
    own_word = CredentialFactory(therapist=published(), checked=True, expires_on=soon)
    Credential.objects.filter(pk=own_word.pk).update(verification=Verification.SELF_DECLARED)

    assert not waiting.lapsing_credentials(timezone.localdate()).exists()


@pytest.mark.parametrize(
    ("days", "is_stale"), [(3, False), (90, False), (91, True), (180, True), (181, False)]
)
def test_a_profile_is_stale_until_it_is_hidden(days: int, is_stale: bool) -> None:
    published(confirmed_days_ago=days)

    assert waiting.stale_profiles(timezone.localdate()).exists() is is_stale
