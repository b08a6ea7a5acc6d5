"""Uploaded files: from whatever storage holds them into a backup, and back."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from django.core.files import File
from django.core.files.storage import Storage

from .encryption import Key, Lock, Stored
from .failure import BackupFailed
from .manifest import FileSum
from .progress import bar

FOLDER = "media"
#: A file larger than this waits on the disk between storage and backup, a smaller one in memory.
IN_MEMORY = 8 << 20


def names_in(storage: Storage, folder: str = "") -> Iterator[str]:
    """Every file, through the storage's own list; a folder that is not there holds none."""
    try:
        folders, files = storage.listdir(folder)
    except FileNotFoundError:
        return
    for name in sorted(files):
        if name:  # some buckets list the folder itself
            yield f"{folder}/{name}" if folder else name
    for name in sorted(folders):
        yield from names_in(storage, f"{folder}/{name}" if folder else name)


def take(storage: Storage, folder: Path, lock: Lock) -> tuple[list[Stored], dict[str, FileSum]]:
    """After the database: each row of the dump then has its file, unless that was deleted since."""
    stored: list[Stored] = []
    sums: dict[str, FileSum] = {}
    with bar("Files") as shown:
        for name in names_in(storage):
            one = _take_one(storage, name, folder, lock)
            if one is not None:
                stored.append(one)
                sums[name] = FileSum(one.size, one.sha256)
            shown.update()
    return stored, sums


def _take_one(storage: Storage, name: str, folder: Path, lock: Lock) -> Stored | None:
    _refuse_odd(name)
    try:
        file = storage.open(name, "rb")
    except FileNotFoundError:  # deleted since it was listed
        return None
    with file:
        return lock.write(file, folder, f"{FOLDER}/{name}")


def refuse_unless_empty(storage: Storage) -> None:
    if next(names_in(storage), None) is not None:
        raise BackupFailed("There are uploaded files already. Restore into an empty place only.")


def put(storage: Storage, folder: Path, sums: dict[str, FileSum], key: Key) -> None:
    with bar("Files", total=len(sums)) as shown:
        for name, expected in sums.items():
            _put_one(storage, name, expected, folder, key)
            shown.update()


def _put_one(storage: Storage, name: str, expected: FileSum, folder: Path, key: Key) -> None:
    _refuse_odd(name)
    path = folder / FOLDER / name
    with tempfile.SpooledTemporaryFile(max_size=IN_MEMORY) as content:
        if not path.exists():
            path = path.with_name(f"{path.name}.age")
        if FileSum(*key.open_to(path, content)) != expected:
            raise BackupFailed(f"A file of the backup is not the one that was stored: {name}")
        content.seek(0)
        if storage.save(name, File(content, name)) != name:
            raise BackupFailed("The storage of uploads gave a file another name. Is it empty?")


def _refuse_odd(name: str) -> None:
    """Names come from a storage or a backup: none may lead out of its folder."""
    if PurePosixPath(name).is_absolute() or ".." in PurePosixPath(name).parts or "\0" in name:
        raise BackupFailed("A file has a name that leads out of its folder.")
