"""Uploaded files go through whatever storage there is, both ways."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage, Storage
from django.core.files.storage.filesystem import FileSystemStorage

from sciatica_site.backup import media
from sciatica_site.backup.encryption import Key, Lock
from sciatica_site.backup.failure import BackupFailed
from sciatica_site.backup.manifest import FileSum

FILES = {"photos/a.jpg": b"a" * 100_000, "photos/deep/b.jpg": b"b", "documents/c.pdf": b""}


def filled(storage: Storage) -> Storage:
    for name, content in FILES.items():
        storage.save(name, ContentFile(content))
    return storage


def read(storage: Storage, name: str) -> bytes:
    with storage.open(name) as file:
        return bytes(file.read())


@pytest.fixture(params=["memory", "disk"])
def source(request: pytest.FixtureRequest, tmp_path: Path) -> Storage:
    if request.param == "memory":
        return filled(InMemoryStorage())
    return filled(FileSystemStorage(location=tmp_path / "source"))


@pytest.mark.parametrize("is_locked", [False, True])
def test_every_file_comes_back_as_it_was(
    source: Storage, tmp_path: Path, identity: tuple[str, Path], is_locked: bool
) -> None:
    public, file = identity
    lock = Lock([public] if is_locked else [])
    stored, sums = media.take(source, tmp_path / "backup", lock)
    target = FileSystemStorage(location=tmp_path / "target")

    media.refuse_unless_empty(target)
    media.put(target, tmp_path / "backup", sums, Key(file if is_locked else None))

    assert len(stored) == len(FILES)
    assert set(media.names_in(target)) == FILES.keys()
    assert {name: read(target, name) for name in FILES} == FILES


def test_a_place_with_files_is_not_empty(source: Storage) -> None:
    with pytest.raises(BackupFailed, match="empty place"):
        media.refuse_unless_empty(source)


def test_a_file_that_goes_while_the_backup_runs_is_left_out(
    source: Storage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(media, "names_in", lambda _storage: ["photos/gone.jpg", "photos/a.jpg"])

    assert list(media.take(source, tmp_path / "backup", Lock([]))[1]) == ["photos/a.jpg"]


def test_another_content_and_names_that_lead_elsewhere_are_refused(
    source: Storage, tmp_path: Path
) -> None:
    media.take(source, tmp_path / "backup", Lock([]))
    target = InMemoryStorage()

    with pytest.raises(BackupFailed, match="not the one that was stored"):
        media.put(target, tmp_path / "backup", {"photos/a.jpg": FileSum(1, "")}, Key(None))
    with pytest.raises(BackupFailed, match="out of its folder"):
        media.put(target, tmp_path / "backup", {"../a.jpg": FileSum(1, "")}, Key(None))
