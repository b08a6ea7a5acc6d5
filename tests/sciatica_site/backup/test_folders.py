"""Nothing half done looks like a backup, and only our own are ever deleted."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from sciatica_site.backup import folders, manifest
from sciatica_site.backup.failure import BackupFailed

NOW = datetime.datetime(2026, 11, 22, 12, tzinfo=datetime.UTC)


def made(root: Path, days_ago: int) -> Path:
    at = NOW - datetime.timedelta(days=days_ago)
    with folders.workplace(root) as folder:
        manifest.write(folder, made_at=at, engine="sqlite", is_encrypted=False, files=[])
        return folders.finish(folder, at)


def test_the_name_of_a_backup_is_its_moment(root: Path) -> None:
    assert made(root, 0).name == "guide-20261122T120000.000000Z"
    assert (root.stat().st_mode & 0o777) == 0o700


def test_what_is_broken_off_leaves_nothing(root: Path) -> None:
    with pytest.raises(KeyboardInterrupt), folders.workplace(root) as folder:
        (folder / "database.dump").write_bytes(b"half")
        raise KeyboardInterrupt

    assert [path.name for path in root.iterdir()] == [".lock"]


def test_what_a_killed_process_left_is_no_backup_and_goes_with_the_next(root: Path) -> None:
    left = root / f"{folders.UNFINISHED}abc"
    left.mkdir(parents=True)
    (left / "database.dump").write_bytes(b"half")

    assert folders.all_in(root) == []
    made(root, 0)

    assert not left.exists()


def test_only_one_backup_is_made_at_a_time(root: Path) -> None:
    with (
        folders.workplace(root),
        pytest.raises(BackupFailed, match="Another"),
        folders.workplace(root),
    ):
        pass


def test_old_backups_go_and_whatever_is_not_ours_stays(root: Path) -> None:
    old, young = made(root, 36), made(root, 34)
    without_manifest = root / "guide-20200101T000000Z"
    without_manifest.mkdir()
    foreign = root / "guide-photos"
    foreign.mkdir()
    (foreign / manifest.FILE).write_text('{"what": "something else", "format": 1}')
    other = root / "somebody.txt"
    other.write_text("mine")

    assert folders.expire(root, now=NOW, keep_days=35) == 1

    assert not old.exists()
    assert all(path.exists() for path in (young, without_manifest, foreign, other))


def test_a_full_disk_is_noticed_before_the_work(root: Path) -> None:
    root.mkdir()
    folders.refuse_without_space(root, 1)

    with pytest.raises(BackupFailed, match="Not enough space"):
        folders.refuse_without_space(root, 2**60)
