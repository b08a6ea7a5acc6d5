"""What waits for a moderator, oldest first, and what comes next."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from directory.choices import RevisionStatus
from directory.models import ProfileRevision
from directory.queues.review import Left, left_for, waiting_for
from tests.factories.accounts import ModeratorFactory
from tests.factories.directory import TherapistFactory
from tests.factories.profiles import RevisionFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]


def waiting(days: int, **values: object) -> ProfileRevision:
    revision: ProfileRevision = RevisionFactory(
        status=RevisionStatus.SUBMITTED,
        submitted_at=timezone.now() - timedelta(days=days),
        **values,
    )
    return revision


def test_the_oldest_comes_first_and_ones_own_never() -> None:
    moderator = ModeratorFactory()
    new, old = waiting(1), waiting(5)
    waiting(9, therapist=TherapistFactory(owner=moderator))
    RevisionFactory(status=RevisionStatus.APPROVED)

    assert list(waiting_for(moderator)) == [old, new]
    assert left_for(moderator) == Left(old.pk, 2, 0)


def test_what_was_skipped_is_left_and_does_not_come_next() -> None:
    moderator = ModeratorFactory()
    old, new = waiting(5), waiting(1)

    assert left_for(moderator, skipped=[old.pk]) == Left(new.pk, 2, 1)
    assert left_for(moderator, skipped=[old.pk, new.pk, 10**18]) == Left(None, 2, 2)


def test_one_query_tells_all(django_assert_num_queries: object) -> None:
    moderator = ModeratorFactory()
    for days in range(5):
        waiting(days)

    with django_assert_num_queries(1):  # type: ignore[operator]
        left_for(moderator, skipped=[1, 2, 3])


def test_nothing_waits() -> None:
    assert left_for(ModeratorFactory()) == Left(None, 0, 0)
