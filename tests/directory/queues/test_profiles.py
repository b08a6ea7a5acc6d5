"""Each pile of the directory has a number, and a list that shows exactly these rows."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.utils import timezone
from lxml import html
from pytest_django import DjangoAssertNumQueries, Settings

from directory import wording_counts
from directory.models import Therapist
from directory.queues import profiles
from tests.factories.accounts import ModeratorFactory
from tests.factories.directory import CredentialFactory, TherapistFactory
from tests.factories.moderation import PossiblePairFactory
from tests.factories.profiles import DocumentFactory, RevisionFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]
CURE = "I cure sciatica in one session. Guaranteed."


@pytest.fixture
def moderator(client: Client, settings: Settings) -> None:
    settings.ADMIN_NEEDS_SECOND_FACTOR = False
    settings.DOCUMENT_SCANNER = ""
    client.force_login(ModeratorFactory())


def published(**values: object) -> Therapist:
    therapist: Therapist = TherapistFactory(published=True, **values)
    return therapist


def add_new_profiles() -> list[Any]:
    rows = [RevisionFactory(status="submitted") for _number in range(2)]
    RevisionFactory(status="submitted", based_on=1)
    RevisionFactory(status="draft")
    return rows


def add_changed_answers() -> list[Any]:
    RevisionFactory(status="submitted")
    return [RevisionFactory(status="submitted", based_on=1) for _number in range(2)]


def add_documents() -> list[Any]:
    DocumentFactory()
    return [DocumentFactory(therapist=published(credentials=["insurance"]))]


def add_credentials() -> list[Any]:
    CredentialFactory(therapist=published(), checked=True)
    soon = timezone.localdate() + timedelta(days=9)
    return [
        CredentialFactory(therapist=published(), checked=True, expires_on=soon),
        CredentialFactory(therapist=published(), checked=True, checked_days_ago=400),
    ]


def add_doubles() -> list[Any]:
    PossiblePairFactory(settled=True)
    return [PossiblePairFactory()]


def add_stale() -> list[Any]:
    published()
    return [published(confirmed_days_ago=100)]


def add_wording() -> list[Any]:
    published(approach_text="We talk first.")
    rows = [published(approach_text=CURE)]
    wording_counts.recount_changed(timezone.now())
    return rows


@pytest.mark.usefixtures("moderator")
@pytest.mark.parametrize(
    ("name", "add"),
    [
        ("new profiles", add_new_profiles),
        ("changed answers", add_changed_answers),
        ("documents to check", add_documents),
        ("lapsing credentials", add_credentials),
        ("doubles", add_doubles),
        ("stale profiles", add_stale),
        ("questioned words", add_wording),
    ],
)
def test_the_number_is_that_of_the_list(
    client: Client, name: str, add: Any, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    empty = profiles.QUEUES[name](AnonymousUser())
    assert (empty.count, empty.oldest) == (0, None)
    rows = add()

    with django_assert_num_queries(1):
        queue = profiles.QUEUES[name](AnonymousUser())
    page = html.document_fromstring(client.get(queue.url).text)

    shown = page.xpath("//*[@id='result_list']//tbody//th//a/@href")
    numbers = [path.split("/")[-3] for path in shown]
    # Pairs stand side by side on their list, each in a part of its own.
    numbers += [one.removeprefix("pair-") for one in page.xpath("//section/@aria-labelledby")]
    assert sorted(numbers) == sorted(str(row.pk) for row in rows)
    assert queue.count == len(rows)
    assert queue.oldest
    assert queue.oldest <= timezone.now()


def test_every_pile_is_tested() -> None:
    assert len(profiles.QUEUES) == 7
