"""Of many who check or agree at the same moment, exactly one gets it."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone
from post_office.models import Email

from directory import checks
from directory.actions import verifying
from directory.actions.refusals import Refused
from directory.models import Credential, ProfileEvent, VerificationRecord
from sciatica_site.models import AuditEntry
from tests.directory.actions.test_concurrency import race
from tests.factories.accounts import ModeratorFactory
from tests.factories.directory import CredentialFactory, TherapistFactory
from tests.factories.moderation import VerificationRecordFactory

pytestmark = [
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time"),
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("vocabulary"),
]
THREADS = 16


@pytest.fixture(autouse=True)
def queued(settings: Any) -> None:
    settings.EMAIL_BACKEND = "post_office.EmailBackend"


@pytest.fixture
def credential() -> Credential:
    made: Credential = CredentialFactory(therapist=TherapistFactory(published=True), number="MT.1")
    return made


def test_one_page_sent_many_times_is_one_check(credential: Credential) -> None:
    by, seen = ModeratorFactory(), checks.fingerprint(credential)
    step = partial(
        verifying.check, credential.pk, method="document", result="confirmed", number="MT.1",
        checked_on=timezone.localdate(), by=by, seen=seen,
    )  # fmt: skip

    results = race(*[step] * THREADS)

    assert sum(isinstance(one, VerificationRecord) for one in results) == 1
    assert sum(isinstance(one, Refused) for one in results) == THREADS - 1
    for model in (VerificationRecord, ProfileEvent, Email):
        assert model._default_manager.count() == 1
    assert AuditEntry.objects.filter(subject="credential").count() == 1


@pytest.mark.parametrize("has_lock", [True, False])
def test_one_second_person_decides(
    credential: Credential, has_lock: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not has_lock:
        monkeypatch.setattr(verifying, "in_turn", lambda therapist_id: None)
    record = VerificationRecordFactory(credential=credential, waiting=True)
    people = [ModeratorFactory() for _ in range(THREADS)]
    steps = [
        partial(verifying.agree if at % 2 else verifying.refuse, record.pk, by=person)
        for at, person in enumerate(people)
    ]

    results = race(*steps)

    assert sum(isinstance(one, VerificationRecord) for one in results) == 1
    record.refresh_from_db()
    credential.refresh_from_db()
    is_agreed = record.applied_at is not None
    assert is_agreed is (record.refused_at is None)
    assert credential.was_checked is is_agreed
    assert AuditEntry.objects.filter(subject="credential").count() == 1
    assert Email.objects.count() == ProfileEvent.objects.count() == int(is_agreed)
