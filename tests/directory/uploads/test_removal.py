"""Files go after their rows and never before; nothing stays that nobody needs."""

from __future__ import annotations

import logging
from datetime import timedelta

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from directory.actions.refusals import Refused
from directory.models import Document, Photo, Therapist
from directory.uploads import photos, removal
from tests.directory.uploads import steps, storages
from tests.factories.directory import TherapistFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]
DAY = timedelta(days=1)


def test_a_file_goes_only_after_its_row_is_gone_for_good(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    document = steps.add_document(TherapistFactory())

    with django_capture_on_commit_callbacks(execute=True):
        removal.remove(document)
        assert not Document.objects.exists()
        assert len(storages.names()) == 1

    assert storages.names() == set()


@pytest.mark.django_db(transaction=True)
def test_a_file_stays_when_removing_its_row_is_taken_back() -> None:
    document = steps.add_document(TherapistFactory())

    with pytest.raises(RuntimeError), transaction.atomic():
        removal.remove(document)
        raise RuntimeError

    assert Document.objects.count() == 1
    assert len(storages.names()) == 1


@pytest.mark.django_db(transaction=True)
def test_a_file_that_a_crash_left_behind_is_found_the_day_after(
    settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    storages.use(settings, {"BACKEND": "tests.directory.uploads.storages.StubbornStorage"})
    document = steps.add_document(TherapistFactory())
    name = document.file.name

    removal.remove(document)

    assert not Document.objects.exists()
    assert default_storage.exists(name), "The process died between the commit and this."
    assert "The file of document" in caplog.text
    # The same files, on a storage that works again.
    default_storage._wrapped.__class__ = storages.NoPaths
    assert "0 files without a row" in removal.remove_orphans(
        timezone.now() + DAY - timedelta(minutes=1)
    )
    assert default_storage.exists(name)
    assert "1 files without a row" in removal.remove_orphans(
        timezone.now() + DAY + timedelta(minutes=1)
    )
    assert not default_storage.exists(name)


def test_a_file_without_a_row_goes_only_when_it_is_old() -> None:
    """It may belong to somebody whose row is being written at this moment."""
    default_storage.save("photos/new.jpg", ContentFile(b"x"))
    kept = steps.put_photo(TherapistFactory(published=True))

    removal.remove_orphans(timezone.now())
    assert len(storages.names()) == 2

    removal.remove_orphans(timezone.now() + 2 * DAY)
    assert storages.names() == {kept.file.name}


def test_an_orphan_that_cannot_be_deleted_is_named_and_tried_again(
    settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    storages.use(settings, {"BACKEND": "tests.directory.uploads.storages.StubbornStorage"})
    default_storage.save("photos/stray.jpg", ContentFile(b"x"))

    said = removal.remove_orphans(timezone.now() + 2 * DAY)

    assert "0 files without a row removed" in said
    assert "could not be deleted" in caplog.text


def test_a_row_without_its_file_is_named_by_its_number_and_kept(
    caplog: pytest.LogCaptureFixture,
) -> None:
    document = steps.add_document(TherapistFactory())
    default_storage.delete(document.file.name)

    with caplog.at_level(logging.ERROR):
        said = removal.remove_orphans(timezone.now())

    assert "1 files missing" in said
    assert f"The file of document {document.pk} is missing" in caplog.text
    assert Document.objects.count() == 1


def test_nothing_is_done_twice(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    steps.add_document(TherapistFactory())
    later = timezone.now() + timedelta(days=181)

    with django_capture_on_commit_callbacks(execute=True):
        first = removal.remove_orphans(later)
    with django_capture_on_commit_callbacks(execute=True):
        second = removal.remove_orphans(later)

    assert first.startswith("1 documents")
    assert second == (
        "0 documents and 0 photos removed, 0 files without a row removed, 0 files missing"
    )


@pytest.mark.parametrize(
    ("moment", "is_there"),
    [
        ("2027-08-26T23:59:59Z", True),
        ("2027-08-27T00:00:00Z", False),
        ("2027-08-27T00:00:01Z", False),
    ],
)
def test_a_document_is_deleted_on_its_day(
    moment: str,
    is_there: bool,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with time_machine.travel("2027-02-28T12:00:00Z", tick=False):
        document = steps.add_document(TherapistFactory())
    assert str(document.delete_on) == "2027-08-27"

    with (
        time_machine.travel(moment, tick=False),
        django_capture_on_commit_callbacks(execute=True),
    ):
        removal.remove_orphans(timezone.now())

    assert Document.objects.exists() is is_there
    assert bool(storages.names()) is is_there


def test_all_files_of_one_person_go_and_none_of_others(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    leaving, staying = TherapistFactory(published=True), TherapistFactory(published=True)
    for therapist in (leaving, staying):
        steps.put_photo(therapist)
        steps.approve(therapist)
        steps.add_document(therapist)

    with django_capture_on_commit_callbacks(execute=True):
        removal.remove_all_of(leaving)

    assert leaving.photo is None
    assert Therapist.objects.get(pk=leaving.pk).photo is None
    assert set(Photo.objects.values_list("therapist", flat=True)) == {staying.pk}
    assert set(Document.objects.values_list("therapist", flat=True)) == {staying.pk}
    assert storages.names() == {
        Photo.objects.get().file.name,
        Document.objects.get().file.name,
    }


def test_a_storage_that_is_full_keeps_neither_row_nor_draft(settings: Settings) -> None:
    storages.use(settings, {"BACKEND": "tests.directory.uploads.storages.FullStorage"})
    therapist = TherapistFactory()

    with pytest.raises(Refused, match="could not keep the file"):
        steps.put_photo(therapist)

    assert not Photo.objects.exists()
    assert not therapist.revisions.exists()


@pytest.mark.django_db(transaction=True)
def test_a_photo_that_cannot_go_into_the_draft_leaves_no_file() -> None:
    therapist = TherapistFactory()
    first = steps.put_photo(therapist)
    steps.submit(therapist)

    with pytest.raises(Refused):
        steps.put_photo(therapist)

    assert set(Photo.objects.all()) == {first}
    assert storages.names() == {first.file.name}


@pytest.mark.django_db(transaction=True)
def test_a_photo_that_nobody_decided_about_goes_when_it_is_replaced() -> None:
    therapist = TherapistFactory(published=True)
    approved = steps.put_photo(therapist)
    steps.approve(therapist)
    waiting = steps.put_photo(therapist)

    newest = steps.put_photo(therapist)

    assert set(Photo.objects.all()) == {approved, newest}
    assert storages.names() == {approved.file.name, newest.file.name}
    assert not Photo.objects.filter(pk=waiting.pk).exists()
    photos.take_out(therapist, by=therapist.owner)
    assert not Photo.objects.exists()
