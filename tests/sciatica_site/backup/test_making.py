"""A backup is whole and private, or there is none and somebody hears of it."""

from __future__ import annotations

import errno
import io
import shutil
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from django.core.management import CommandError, call_command
from django.utils import timezone
from pytest_django import Settings

from sciatica_site.backup import folders, making, manifest
from sciatica_site.backup.encryption import Key
from sciatica_site.backup.failure import BackupFailed
from sciatica_site.backup.manifest import Contents
from sciatica_site.models import ErasureMark
from tests.factories.accounts import UserFactory

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("programs_fit", "uploads"),
]


def contents_of(folder: Path, identity: Path | None = None) -> Contents:
    text = io.BytesIO()
    Key(identity).open_to(folder / manifest.read(folder).name_of(manifest.CONTENTS), text)
    return Contents.from_json(text.getvalue())


def run(root: Path, *arguments: str) -> str:
    output = io.StringIO()
    call_command("backup", f"--to={root}", *arguments, stdout=output, stderr=output)
    return output.getvalue()


def test_a_backup_lists_every_table_and_file(root: Path, uploads: Storage) -> None:
    UserFactory.create_batch(3)
    uploads.save("photos/a.jpg", ContentFile(b"picture"))

    made = making.make(root, recipients=[], keep_days=35)

    contents = contents_of(made.folder)
    users = [one.rows for name, one in contents.tables.items() if "accounts_user" in name]
    assert 3 in users
    assert not any("mailhold" in name for name in contents.tables)
    assert contents.media["photos/a.jpg"].size == 7
    assert "sciatica_site.0003_audit_and_operating" in contents.migrations
    assert (made.files, made.expired) == (1, 0)


def test_nobody_else_may_read_it(root: Path, uploads: Storage) -> None:
    uploads.save("photos/a.jpg", ContentFile(b"picture"))

    folder = making.make(root, recipients=[], keep_days=35).folder

    for path in (folder, *folder.rglob("*")):
        assert path.stat().st_mode & 0o777 == (0o700 if path.is_dir() else 0o600), path


def test_no_key_and_no_word_is_in_an_encrypted_one(
    root: Path, identity: tuple[str, Path], settings: Settings
) -> None:
    UserFactory(email="canary-person@example.com")
    settings.BACKUP_RECIPIENTS = [identity[0]]

    run(root)

    (folder,) = folders.all_in(root)
    texts = [path.read_bytes() for path in folder.rglob("*") if path.is_file()]
    assert not any(b"canary-person" in text for text in texts)
    assert {path.suffix for path in folder.iterdir() if path.is_file()} == {".age", ".json"}
    assert settings.MESSAGE_KEYS[0] not in contents_of(folder, identity[1]).as_json().decode()


def test_marks_of_erasures_lie_beside_it(root: Path) -> None:
    ErasureMark.objects.create(kind="account", digest="d" * 64, erased_at=timezone.now())

    run(root)

    assert "d" * 64 in (root / "erasures.jsonl").read_text()


def test_the_command_says_what_it_did_and_warns_of_plain_ones(root: Path) -> None:
    output = run(root)

    assert "read back and compared" in output
    assert "not encrypted" in output


def refuses(root: Path, message: str) -> None:
    with pytest.raises(CommandError, match=f"NO BACKUP WAS MADE.*{message}"):
        run(root)
    assert folders.all_in(root) == []
    assert list(root.glob(f"{folders.UNFINISHED}*")) == []


def test_a_disk_that_is_too_small_is_told(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    full = shutil.disk_usage("/")._replace(free=1000)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: full)

    refuses(root, "Not enough space")


def test_a_disk_that_gets_full_meanwhile_is_told(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def take(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(making.media, "take", take)

    refuses(root, "no more space")


def test_a_disk_that_gives_back_something_else_is_told(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    check = manifest.check_file

    def damage(folder: Path, name: str, expected: manifest.FileSum) -> None:
        with (folder / name).open("ab") as file:
            file.write(b"x")
        check(folder, name, expected)

    monkeypatch.setattr(manifest, "check_file", damage)

    refuses(root, "damaged or cut off")


def test_breaking_off_leaves_nothing(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def take(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(making.media, "take", take)

    with pytest.raises(KeyboardInterrupt):
        run(root)
    assert {path.name for path in root.iterdir()} == {".lock"}


def test_wrong_keys_and_days_are_refused_before_anything_is_done(root: Path) -> None:
    with pytest.raises(BackupFailed, match="BACKUP_RECIPIENTS"):
        making.make(root, recipients=["age1nonsense"], keep_days=35)
    with pytest.raises(BackupFailed, match="one day"):
        making.make(root, recipients=[], keep_days=0)
    with pytest.raises(CommandError, match="BACKUP_DIR"):
        call_command("backup")
    assert not root.exists()
