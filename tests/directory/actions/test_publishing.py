"""Publishing and withdrawing: the profile and its search rows change together or not at all."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from directory.actions.publishing import publish, withdraw
from directory.choices import ProfileStatus
from directory.models import SearchDoc, Therapist
from directory.search import SearchQuery, doc, search
from tests.factories.directory import TherapistFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]


def draft(**values: Any) -> Therapist:
    therapist: Therapist = TherapistFactory(
        **{"consented_at": timezone.now(), "place": "Denver", **values}
    )
    return therapist


def test_a_published_profile_is_public_and_found() -> None:
    therapist = draft()
    assert search(SearchQuery()).total == 0

    publish(therapist)

    stored = Therapist.objects.public().get()
    assert stored == therapist
    assert stored.published_at is not None
    assert stored.confirmed_on == timezone.localdate()
    assert [hit.facts.slug for hit in search(SearchQuery()).hits] == [therapist.slug]


def test_publishing_again_keeps_the_first_day_and_the_confirmation() -> None:
    first = timezone.now() - timedelta(days=50)
    confirmed = timezone.localdate() - timedelta(days=30)
    therapist = draft(published_at=first, confirmed_on=confirmed)

    publish(therapist)

    therapist.refresh_from_db()
    assert (therapist.published_at, therapist.confirmed_on) == (first, confirmed)


def test_nobody_is_published_without_consent() -> None:
    therapist = draft(consented_at=None)

    with pytest.raises(IntegrityError), transaction.atomic():
        publish(therapist)

    therapist.refresh_from_db()
    assert therapist.status == ProfileStatus.DRAFT
    assert not SearchDoc.objects.exists()


@pytest.mark.parametrize(
    "status", [status for status in ProfileStatus if status != ProfileStatus.PUBLISHED]
)
def test_a_withdrawn_profile_is_found_no_more(status: ProfileStatus) -> None:
    therapist = TherapistFactory(published=True)

    withdraw(therapist, to=status)

    therapist.refresh_from_db()
    assert therapist.status == status
    assert not SearchDoc.objects.exists()
    assert search(SearchQuery()).total == 0


def test_a_withdrawn_profile_can_come_back() -> None:
    therapist = TherapistFactory(published=True, techniques=["swedish"])
    before = SearchDoc.objects.values().get()

    withdraw(therapist, to=ProfileStatus.SUSPENDED)
    publish(therapist)

    assert SearchDoc.objects.values().get() == before


@pytest.mark.parametrize("action", ["publish", "withdraw"])
def test_nothing_changes_if_the_search_rows_cannot_be_written(
    action: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    therapist = draft() if action == "publish" else TherapistFactory(published=True)
    before = Therapist.objects.values("status", "published_at").get(), SearchDoc.objects.count()

    def fail(_: Therapist) -> None:
        raise RuntimeError

    monkeypatch.setattr(doc, "refresh", fail)
    with pytest.raises(RuntimeError):
        if action == "publish":
            publish(therapist)
        else:
            withdraw(therapist, to=ProfileStatus.REMOVED)

    after = Therapist.objects.values("status", "published_at").get(), SearchDoc.objects.count()
    assert after == before
