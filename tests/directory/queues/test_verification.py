"""What waits for whoever checks credentials: counts lead to lists of exactly these rows."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client

from accounts.models import User
from directory.queues import verification
from sciatica_site.hooks import admin_queues
from tests.factories.directory import CredentialFactory, TherapistFactory
from tests.factories.moderation import VerificationRecordFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]


@pytest.fixture
def root(client: Client, settings: Any) -> Client:
    settings.ADMIN_NEEDS_SECOND_FACTOR = False
    client.force_login(User.objects.create_superuser("root@example.com"))
    return client


def test_checks_that_wait_are_counted_and_listed(
    root: Client, django_assert_num_queries: Any
) -> None:
    waiting = VerificationRecordFactory(waiting=True)
    VerificationRecordFactory()
    VerificationRecordFactory(waiting=True, refused_at=waiting.made_at)

    with django_assert_num_queries(1):
        queue = verification.checks_waiting_for_second(AnonymousUser())

    assert (queue.count, queue.oldest) == (1, waiting.made_at)
    assert list(root.get(queue.url).context["cl"].result_list) == [waiting]


def test_licenses_that_nobody_has_looked_up_are_counted_and_listed(
    root: Client, django_assert_num_queries: Any
) -> None:
    therapist = TherapistFactory(published=True)
    found = CredentialFactory(therapist=therapist)
    CredentialFactory(therapist=therapist, kind="diploma")
    CredentialFactory(therapist=therapist, number="")
    CredentialFactory(therapist=therapist, checked=True)
    CredentialFactory()

    with django_assert_num_queries(1):
        queue = verification.credentials_never_checked(AnonymousUser())

    assert (queue.count, queue.oldest) == (1, therapist.published_at)
    assert list(root.get(queue.url).context["cl"].result_list) == [found]


def test_both_are_offered_to_the_first_page() -> None:
    assert {name for name in verification.QUEUES if name in admin_queues} == set(
        verification.QUEUES
    )
