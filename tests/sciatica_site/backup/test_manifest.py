"""A backup that was cut, changed or made by somebody else is told from a whole one."""

from __future__ import annotations

import datetime
import io
import json
from pathlib import Path

import pytest

from sciatica_site.backup import manifest
from sciatica_site.backup.encryption import Lock
from sciatica_site.backup.failure import BackupFailed
from sciatica_site.backup.manifest import Contents, FileSum, TableSum

NOW = datetime.datetime(2026, 11, 22, tzinfo=datetime.UTC)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    stored = Lock([]).write(io.BytesIO(b"rows"), tmp_path, "database.dump")
    manifest.write(tmp_path, made_at=NOW, engine="sqlite", is_encrypted=False, files=[stored])
    return tmp_path


def check(folder: Path) -> None:
    for name, expected in manifest.read(folder).files.items():
        manifest.check_file(folder, name, expected)


def test_a_whole_backup_passes(folder: Path) -> None:
    found = manifest.read(folder)

    check(folder)
    assert (found.made_at, found.engine, found.is_encrypted) == (NOW, "sqlite", False)
    assert found.name_of("database.dump") == "database.dump"


@pytest.mark.parametrize("content", [b"", b"row", b"rowS", b"rows and more"])
def test_a_file_that_is_not_as_written_is_noticed(folder: Path, content: bytes) -> None:
    (folder / "database.dump").write_bytes(content)

    with pytest.raises(BackupFailed, match=r"damaged or cut off: database\.dump"):
        check(folder)


def test_a_missing_file_is_noticed(folder: Path) -> None:
    (folder / "database.dump").unlink()

    with pytest.raises(BackupFailed, match="missing"):
        check(folder)
    with pytest.raises(BackupFailed, match=r"no file contents\.json"):
        manifest.read(folder).name_of(manifest.CONTENTS)


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", "null", '{"what": "x"}', '{"what": 1, "format": []}', "\x00"]
)
def test_a_folder_with_another_manifest_is_no_backup(folder: Path, text: str) -> None:
    (folder / manifest.FILE).write_text(text)

    with pytest.raises(BackupFailed, match="There is no backup"):
        manifest.read(folder)


def test_a_format_of_the_future_is_refused(folder: Path) -> None:
    values = json.loads((folder / manifest.FILE).read_text())
    (folder / manifest.FILE).write_text(json.dumps(values | {"format": 2}))

    with pytest.raises(BackupFailed, match="format 2"):
        manifest.read(folder)


def test_a_manifest_cannot_name_files_outside(folder: Path) -> None:
    with pytest.raises(BackupFailed, match="outside"):
        manifest.check_file(folder, "../secret", FileSum(1, ""))


def test_contents_are_read_as_they_were_written() -> None:
    contents = Contents(
        "sqlite", "3.40", "3.40", {"a": TableSum(1, "x")}, FileSum(2, "y"),
        ["accounts.0001"], {"secret": ["z"], "messages": []}, {"photos/a": FileSum(3, "w")},
    )  # fmt: skip

    assert Contents.from_json(contents.as_json()) == contents


@pytest.mark.parametrize("text", [b"", b"[]", b"{}", b'{"tables": 1}', b"\xff"])
def test_contents_that_make_no_sense_are_refused(text: bytes) -> None:
    with pytest.raises(BackupFailed, match="contents"):
        Contents.from_json(text)
