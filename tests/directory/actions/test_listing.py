"""Leaving the list, coming back, being forgotten: all of it in one step, and harmless twice."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from directory import tombstones
from directory.actions import events, listing
from directory.actions.refusals import Refused
from directory.choices import EventKind, ProfileStatus, RevisionStatus
from directory.models import (
    ProfileEvent,
    ProfileRevision,
    SearchDoc,
    SearchText,
    Therapist,
    Tombstone,
)
from directory.search import facet_totals, generation
from directory.terms import TERMS_VERSION
from sciatica_site import hooks
from tests.factories.accounts import UserFactory
from tests.factories.directory import TherapistFactory
from tests.factories.profiles import RevisionFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]


def listed(**values: Any) -> Therapist:
    therapist: Therapist = TherapistFactory(
        slug="ana-ruiz", published=True, techniques=["swedish"], **values
    )
    return therapist


def kinds(therapist_number: int) -> list[str]:
    rows = ProfileEvent.objects.filter(therapist_number=therapist_number).order_by("pk")
    return list(rows.values_list("kind", flat=True))


# Leaving ----------------------------------------------------------------------------------------


def test_leaving_withdraws_the_consent_and_everything_that_searches_read() -> None:
    therapist = listed()
    before = generation.current()

    listing.unlist(therapist, by=therapist.owner)

    therapist.refresh_from_db()
    assert therapist.status == ProfileStatus.DRAFT
    assert (therapist.consented_at, therapist.consent_version) == (None, "")
    assert not SearchDoc.objects.exists()
    assert not SearchText.objects.exists()
    assert generation.current() != before
    assert set(facet_totals().values()) == {0}
    assert tombstones.is_covered("ana-ruiz")
    event = ProfileEvent.objects.get()
    assert (event.kind, event.actor) == (EventKind.UNLISTED, therapist.owner)


def test_what_waits_for_a_moderator_is_a_draft_again() -> None:
    therapist = listed()
    revision = RevisionFactory(therapist=therapist, status=RevisionStatus.SUBMITTED)

    listing.unlist(therapist, by=therapist.owner)

    revision.refresh_from_db()
    assert revision.status == RevisionStatus.DRAFT
    assert revision.submitted_at is None
    assert revision.version == 2


@pytest.mark.parametrize(
    "status", [RevisionStatus.DRAFT, RevisionStatus.CHANGES_ASKED, RevisionStatus.APPROVED]
)
def test_other_revisions_stay_as_they_are(status: RevisionStatus) -> None:
    therapist = listed()
    revision = RevisionFactory(therapist=therapist, status=status)

    listing.unlist(therapist, by=therapist.owner)

    revision.refresh_from_db()
    assert (revision.status, revision.version) == (status, 1)


def test_a_profile_that_was_never_public_leaves_no_trace_of_its_address() -> None:
    therapist = TherapistFactory(status=ProfileStatus.PENDING, consented_at=timezone.now())
    RevisionFactory(therapist=therapist, status=RevisionStatus.SUBMITTED)

    listing.unlist(therapist, by=therapist.owner)

    therapist.refresh_from_db()
    assert therapist.status == ProfileStatus.DRAFT
    assert therapist.consented_at is None
    assert not Tombstone.objects.exists()
    assert kinds(therapist.pk) == [EventKind.UNLISTED]


@pytest.mark.parametrize("status", [ProfileStatus.SUSPENDED, ProfileStatus.REMOVED])
def test_leaving_does_not_undo_what_a_moderator_decided(status: ProfileStatus) -> None:
    therapist = listed(status=status)

    listing.unlist(therapist, by=therapist.owner)

    therapist.refresh_from_db()
    assert (therapist.status, therapist.consented_at) == (status, None)
    with pytest.raises(Refused):
        listing.relist(therapist, by=therapist.owner, agrees=True)


def test_leaving_twice_is_harmless() -> None:
    therapist = listed()
    listing.unlist(therapist, by=therapist.owner)

    listing.unlist(therapist, by=therapist.owner)

    assert kinds(therapist.pk) == [EventKind.UNLISTED]
    assert Tombstone.objects.count() == 1


def test_a_draft_that_nobody_agreed_to_has_nothing_to_leave() -> None:
    therapist = TherapistFactory()

    listing.unlist(therapist, by=therapist.owner)

    assert kinds(therapist.pk) == []


def test_nothing_of_it_happens_when_a_part_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    therapist = listed()

    def fail(*args: Any, **kwargs: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr(events, "record", fail)

    with pytest.raises(RuntimeError), transaction.atomic():
        listing.unlist(therapist, by=therapist.owner)

    therapist.refresh_from_db()
    assert therapist.status == ProfileStatus.PUBLISHED
    assert SearchDoc.objects.exists()
    assert not Tombstone.objects.exists()


# Coming back ------------------------------------------------------------------------------------


def test_coming_back_is_a_new_consent_and_a_confirmation() -> None:
    therapist = listed(confirmed_days_ago=170)
    first_published = therapist.published_at
    listing.unlist(therapist, by=therapist.owner)

    listing.relist(therapist, by=therapist.owner, agrees=True)

    therapist.refresh_from_db()
    assert therapist.status == ProfileStatus.PUBLISHED
    assert therapist.published_at == first_published
    assert therapist.confirmed_on == timezone.localdate()
    assert therapist.consent_version == TERMS_VERSION
    assert therapist.consented_at is not None
    assert timezone.now() - therapist.consented_at < timedelta(minutes=1)
    assert SearchDoc.objects.get().confirmed_on == timezone.localdate()
    assert not Tombstone.objects.exists()
    assert kinds(therapist.pk) == [EventKind.UNLISTED, EventKind.CONSENTED, EventKind.CONFIRMED]


def test_nobody_comes_back_without_agreeing() -> None:
    therapist = listed()
    listing.unlist(therapist, by=therapist.owner)

    with pytest.raises(Refused, match="Tick the box"):
        listing.relist(therapist, by=therapist.owner, agrees=False)

    therapist.refresh_from_db()
    assert therapist.status == ProfileStatus.DRAFT
    assert tombstones.is_covered("ana-ruiz")


def test_what_was_never_listed_goes_to_a_moderator_first() -> None:
    therapist = TherapistFactory()

    with pytest.raises(Refused, match="send them to us first"):
        listing.relist(therapist, by=therapist.owner, agrees=True)


def test_coming_back_twice_is_harmless() -> None:
    therapist = listed()

    listing.relist(therapist, by=therapist.owner, agrees=True)

    assert kinds(therapist.pk) == []


def test_coming_back_shows_what_was_approved_and_not_the_draft() -> None:
    therapist = listed(intro="Approved.")
    RevisionFactory(
        therapist=therapist, status=RevisionStatus.SUBMITTED, changes={"about": {"intro": "New."}}
    )
    listing.unlist(therapist, by=therapist.owner)

    listing.relist(therapist, by=therapist.owner, agrees=True)

    therapist.refresh_from_db()
    assert therapist.intro == "Approved."
    assert ProfileRevision.objects.get().status == RevisionStatus.DRAFT


# Being forgotten --------------------------------------------------------------------------------


@pytest.mark.parametrize("status", ProfileStatus)
def test_a_profile_in_any_state_can_be_erased(status: ProfileStatus) -> None:
    therapist = listed(status=status)
    number, owner = therapist.pk, therapist.owner

    listing.erase(therapist, by=owner)

    assert not Therapist.objects.exists()
    assert not SearchDoc.objects.exists()
    assert User.objects.filter(pk=owner.pk).exists()
    assert tombstones.is_covered("ana-ruiz")
    assert kinds(number) == [EventKind.ERASED]


def test_erasing_asks_other_apps_first_while_the_profile_is_there() -> None:
    therapist = listed()
    seen: list[tuple[int, bool]] = []

    def forget(number: int) -> None:
        seen.append((number, Therapist.objects.filter(pk=number).exists()))

    hooks.profile_erasers.register("test", forget)
    try:
        listing.erase(therapist, by=therapist.owner)
    finally:
        hooks.profile_erasers.unregister("test")

    assert [number for number, is_there in seen if is_there] == [seen[0][0]]


def test_erasing_keeps_the_record_of_events_and_its_number() -> None:
    therapist = listed()
    number = therapist.pk
    events.record(number, EventKind.LIVE_CHANGED, by=therapist.owner, fields=["phone"])

    listing.erase(therapist, by=therapist.owner)

    assert kinds(number) == [EventKind.LIVE_CHANGED, EventKind.ERASED]


def test_erasing_renews_what_other_processes_remember() -> None:
    therapist = listed()
    before = generation.current()

    listing.erase(therapist, by=therapist.owner)

    assert generation.current() != before
    assert set(facet_totals().values()) == {0}


def test_erasing_what_was_never_public_leaves_no_trace_of_its_address() -> None:
    therapist = TherapistFactory()

    listing.erase(therapist, by=therapist.owner)

    assert not Tombstone.objects.exists()


def test_erasing_twice_is_harmless() -> None:
    therapist = listed()
    stale = Therapist.objects.get()
    listing.erase(therapist, by=therapist.owner)

    listing.erase(stale, by=stale.owner)
    listing.unlist(stale, by=stale.owner)
    listing.relist(stale, by=stale.owner, agrees=True)

    assert kinds(stale.pk) == [EventKind.ERASED]


@pytest.mark.parametrize("step", ["unlist", "relist", "erase"])
def test_nobody_decides_about_somebody_elses_profile(step: str) -> None:
    therapist = listed()
    values = {"agrees": True} if step == "relist" else {}

    with pytest.raises(PermissionDenied):
        getattr(listing, step)(therapist, by=UserFactory(), **values)

    assert Therapist.objects.get().status == ProfileStatus.PUBLISHED
