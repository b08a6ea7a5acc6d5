"""The folder of backups: one writer at a time, nothing half done, nothing older than promised."""

from __future__ import annotations

import datetime
import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from . import manifest
from .failure import BackupFailed

UNFINISHED = ".unfinished-"
PREFIX = "guide-"


@contextmanager
def private_files() -> Iterator[None]:
    """Files 0600 and folders 0700, also those that other programs write."""
    before = os.umask(0o077)
    try:
        yield
    finally:
        os.umask(before)


@contextmanager
def workplace(root: Path) -> Iterator[Path]:
    """A private folder for a backup in the making; whatever is left of it at the end goes."""
    root.mkdir(mode=0o700, parents=True, exist_ok=True)
    with _only_writer(root):
        for leftover in root.glob(f"{UNFINISHED}*"):  # of a process that was killed
            shutil.rmtree(leftover)
        folder = Path(tempfile.mkdtemp(prefix=UNFINISHED, dir=root))
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _only_writer(root: Path) -> Iterator[None]:
    with (root / ".lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise BackupFailed("Another backup is running.") from None
        yield


def finish(folder: Path, made_at: datetime.datetime) -> Path:
    """From now on it is a backup: its name appears in one step, with everything in it."""
    name = f"{PREFIX}{made_at.astimezone(datetime.UTC):%Y%m%dT%H%M%S.%fZ}"
    for path in (folder, *(one for one in folder.rglob("*") if one.is_dir())):
        _keep_folder(path)
    target = folder.parent / name
    if target.exists():
        raise BackupFailed(f"There is a backup of this moment already: {name}")
    folder.rename(target)
    _keep_folder(folder.parent)
    return target


def all_in(root: Path) -> list[Path]:
    """Backups, the oldest first."""
    found = []
    for folder in root.glob(f"{PREFIX}*"):
        try:
            found.append((manifest.read(folder).made_at, folder))
        except BackupFailed:
            continue
    return [folder for _made_at, folder in sorted(found)]


def expire(root: Path, *, now: datetime.datetime, keep_days: int) -> int:
    """Delete backups older than that. A folder without our manifest is none of our business."""
    limit = now - datetime.timedelta(days=keep_days)
    old = [folder for folder in all_in(root) if manifest.read(folder).made_at < limit]
    for folder in old:
        # First it is no backup any more, so that a process killed here leaves none with holes.
        unfinished = folder.with_name(UNFINISHED + folder.name)
        folder.rename(unfinished)
        shutil.rmtree(unfinished)
    return len(old)


def refuse_without_space(folder: Path, needed: int) -> None:
    """Better before the work than in the middle of it."""
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise BackupFailed(
            f"Not enough space in {folder}: {needed // 2**20 + 1} MB are needed,"
            f" {free // 2**20} MB are free."
        )


def _keep_folder(path: Path) -> None:
    number = os.open(path, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
