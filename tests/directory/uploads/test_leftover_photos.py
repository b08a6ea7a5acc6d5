"""A photo is kept as long as a page, a draft or a recent decision needs it, and no longer."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from directory.choices import RevisionStatus
from directory.models import Photo, ProfileRevision, Therapist
from directory.uploads.leftover_photos import KEPT_UNUSED_FOR, left_over
from tests.directory.uploads import steps
from tests.factories.directory import TherapistFactory
from tests.factories.profiles import PhotoFactory, RevisionFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]
SECOND = timedelta(seconds=1)


def an_old_photo(therapist: Therapist, days: int = 400) -> Photo:
    photo: Photo = PhotoFactory(
        therapist=therapist, uploaded_at=timezone.now() - timedelta(days=days)
    )
    return photo


def revision(therapist: Therapist, photo: Photo | None, **values: object) -> ProfileRevision:
    token = photo.token if photo else ""
    made: ProfileRevision = RevisionFactory(
        therapist=therapist, changes={"about": {"photo": token}}, **values
    )
    return made


def test_what_nothing_names_is_kept_for_thirty_days() -> None:
    photo = PhotoFactory(therapist=TherapistFactory())
    end = photo.uploaded_at + KEPT_UNUSED_FOR

    assert left_over(end) == []
    assert left_over(end + SECOND) == [photo]


def test_the_approved_photo_is_kept_forever() -> None:
    therapist = TherapistFactory(published=True)
    steps.put_photo(therapist)
    steps.approve(therapist)

    assert left_over(timezone.now() + timedelta(days=4_000)) == []


@pytest.mark.parametrize("status", ["draft", "submitted", "changes-asked"])
def test_what_an_open_revision_names_is_kept_however_old(status: str) -> None:
    therapist = TherapistFactory()
    revision(therapist, an_old_photo(therapist), status=status)

    assert left_over(timezone.now()) == []


def ends(photo: Photo, moment: datetime) -> bool:
    """Its thirty days begin at this moment."""
    end = moment + KEPT_UNUSED_FOR
    return left_over(end) == [] and left_over(end + SECOND) == [photo]


def test_after_a_rejection_thirty_days_are_left() -> None:
    therapist = TherapistFactory()
    photo = an_old_photo(therapist)
    decided = revision(therapist, photo, status="rejected")

    assert decided.decided_at and ends(photo, decided.decided_at)


def test_after_a_draft_was_thrown_away_thirty_days_are_left() -> None:
    therapist = TherapistFactory()
    photo = an_old_photo(therapist)
    thrown = revision(therapist, photo, status="draft")
    ProfileRevision.objects.update(status=RevisionStatus.WITHDRAWN)

    assert ends(photo, thrown.saved_at)


def test_a_replaced_photo_has_thirty_days_from_the_approval_of_the_next() -> None:
    therapist = TherapistFactory(published=True)
    old, new = an_old_photo(therapist), PhotoFactory(therapist=therapist)
    revision(therapist, old, status="approved", decided_at=timezone.now() - timedelta(days=300))
    between = revision(therapist, old, status="rejected")
    replaced = revision(therapist, new, status="approved")
    Therapist.objects.filter(pk=therapist.pk).update(photo=new)

    assert between.number < replaced.number
    assert replaced.decided_at and ends(old, replaced.decided_at)


def test_what_was_approved_and_not_replaced_is_kept_even_off_the_page() -> None:
    """Coming back to the list brings it back."""
    therapist = TherapistFactory()
    revision(therapist, an_old_photo(therapist), status="approved")

    assert left_over(timezone.now() + timedelta(days=365)) == []


def test_the_photos_of_each_therapist_are_judged_by_their_own_revisions() -> None:
    first, second = TherapistFactory(), TherapistFactory()
    kept, gone = an_old_photo(first), an_old_photo(second)
    revision(first, kept, status="draft")

    assert left_over(timezone.now()) == [gone]
