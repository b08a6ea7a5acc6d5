"""The whole way of a file works on every kind of storage, in memory, on disk and in a bucket."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from directory.models import Document, Photo, Therapist
from directory.uploads import removal
from sciatica_site.settings import env  # noqa: TID251 (what is tested)
from tests.directory.uploads import steps, storages
from tests.directory.uploads.files import PDF, opened, picture
from tests.factories.directory import TherapistFactory

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("vocabulary"),
]


@pytest.fixture(params=["memory", "no paths", "folder", "bucket"])
def storage(
    request: pytest.FixtureRequest,
    settings: Settings,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[str]:
    kind: str = request.param
    if kind == "bucket":
        with storages.bucket() as url:
            monkeypatch.setenv("MEDIA_STORAGE_URL", url)
            storages.use(settings, env.media_storage())
            yield kind
            default_storage.connection.meta.client.close()
            assert storages.Bucket.unsigned == []
        return
    entries = {
        "memory": storages.MEMORY,
        "no paths": storages.NO_PATHS,
        "folder": storages.folder(tmp_path / "uploads"),
    }
    storages.use(settings, entries[kind])
    yield kind


def send(client: Client, page: str, **fields: object) -> None:
    response = client.post(f"/dashboard/{page}/", fields)
    assert response.status_code == 302, response.content.decode()


def test_photos_and_documents_come_in_are_shown_and_go(storage: str, client: Client) -> None:
    therapist: Therapist = TherapistFactory(published=True)
    client.force_login(therapist.owner)

    send(client, "photo", photo=SimpleUploadedFile("../me.png", picture("PNG")))
    steps.approve(therapist)
    send(client, "documents", kind="insurance", file=SimpleUploadedFile("p.pdf", PDF))
    photo, document = Photo.objects.get(), Document.objects.get()
    assert storages.names() == {photo.file.name, document.file.name}

    shown = Client().get(f"/photos/{photo.token}.jpg")
    assert opened(shown.content).format == "JPEG"
    downloaded = client.get(f"/dashboard/documents/{document.token}/")
    assert b"".join(downloaded) == PDF

    client.post("/dashboard/photo/remove/")
    assert storages.names() == {document.file.name}
    client.post(f"/dashboard/documents/{document.token}/remove/")
    assert storages.names() == set()


def test_files_that_are_too_many_or_missing_are_found(storage: str, client: Client) -> None:
    kept = steps.put_photo(TherapistFactory())
    lost = steps.put_photo(TherapistFactory())
    default_storage.delete(lost.file.name)
    default_storage.save("documents/stray.pdf", ContentFile(b"x"))

    said = removal.remove_orphans(timezone.now() + timedelta(days=2))

    assert said.endswith("1 files without a row removed, 1 files missing")
    assert storages.names() == {kept.file.name}
    client.force_login(lost.therapist.owner)
    assert client.get(f"/dashboard/photo/{lost.token}/").status_code == 404


def test_an_empty_storage_is_no_trouble(storage: str) -> None:
    assert removal.remove_orphans(timezone.now()).startswith("0 documents")


def test_a_bucket_that_is_away_is_said_so_and_nothing_is_lost(
    client: Client, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    with storages.bucket() as url:
        monkeypatch.setenv("MEDIA_STORAGE_URL", url)
        storages.use(settings, env.media_storage())
        therapist: Therapist = TherapistFactory(published=True)
        photo = steps.put_photo(therapist)
        document = steps.add_document(therapist)
        default_storage.connection.meta.client.close()
    client.force_login(therapist.owner)

    refused = client.post("/dashboard/photo/", {"photo": SimpleUploadedFile("a.jpg", picture())})

    assert "could not keep the file just now" in refused.content.decode()
    assert client.get(f"/dashboard/photo/{photo.token}/").status_code == 503
    assert client.get(f"/dashboard/documents/{document.token}/").status_code == 503
    assert Photo.objects.count() == 1
    default_storage.connection.meta.client.close()


def test_files_on_disk_are_for_the_user_of_the_site_alone(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("UPLOADS_DIR", str(tmp_path / "uploads"))
    storages.use(settings, env.media_storage())

    document = steps.add_document(TherapistFactory())

    file = tmp_path / "uploads" / (document.file.name or "")
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.parent.stat().st_mode & 0o777 == 0o700
