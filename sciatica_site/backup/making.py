"""Makes one backup: database, uploaded files and what tells later whether all of it is there."""

from __future__ import annotations

import errno
import io
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.core.files.storage import default_storage
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from sciatica_site.models import ErasureMark

from . import folders, keys, manifest, mark_file, media
from .encryption import Lock, Stored
from .engines import Engine, engine_of
from .failure import BackupFailed
from .manifest import Contents, FileSum
from .progress import bar

#: What is needed beside the dump: the list of files, and air.
SPARE_BYTES = 16 << 20


@dataclass(frozen=True, slots=True)
class Made:
    folder: Path
    rows: int
    tables: int
    files: int
    expired: int


def make(root: Path, *, recipients: Sequence[str], keep_days: int) -> Made:
    """A backup, or nothing at all and `BackupFailed`."""
    if keep_days < 1:
        raise BackupFailed("Backups are kept for one day at least.")
    lock = Lock(recipients)
    with folders.private_files(), _plain_words(root), folders.workplace(root) as folder:
        engine = engine_of(connection)
        # A dump lies there twice while it is being encrypted.
        copies = 1 if lock.is_open else 2
        folders.refuse_without_space(root, engine.size() * copies + SPARE_BYTES)
        made_at = timezone.now()
        contents, stored = _fill(folder, engine, lock)
        _read_back(folder, _seal(folder, made_at, engine, lock, stored))
        mark_file.add(root, ErasureMark.objects.order_by("pk"), is_new=False)
        finished = folders.finish(folder, made_at)
    expired = folders.expire(root, now=made_at, keep_days=keep_days)
    rows = sum(one.rows for one in contents.tables.values())
    return Made(finished, rows, len(contents.tables), len(contents.media), expired)


def _fill(folder: Path, engine: Engine, lock: Lock) -> tuple[Contents, list[Stored]]:
    plain = folder / f"plain-{engine.dump_name}"
    taken = engine.take(plain)
    with plain.open("rb") as file:
        dump = lock.write(file, folder, engine.dump_name)
    plain.unlink()
    files, sums = media.take(default_storage, folder, lock)
    contents = Contents(
        engine=engine.name,
        server=taken.server,
        client=taken.client,
        tables=taken.tables,
        dump=FileSum(dump.size, dump.sha256),
        migrations=sorted(f"{app}.{name}" for app, name in _applied()),
        key_marks=keys.marks(),
        media=sums,
    )
    listed = lock.write(io.BytesIO(contents.as_json()), folder, manifest.CONTENTS)
    return contents, [dump, listed, *files]


def _seal(
    folder: Path, made_at: datetime, engine: Engine, lock: Lock, stored: list[Stored]
) -> manifest.Manifest:
    return manifest.write(
        folder, made_at=made_at, engine=engine.name, is_encrypted=not lock.is_open, files=stored
    )


def _read_back(folder: Path, expected: manifest.Manifest) -> None:
    """What counts is what the disk gives back."""
    if manifest.read(folder) != expected:
        raise BackupFailed("The manifest was not written as it should be.")
    with bar("Reading back", total=len(expected.files)) as shown:
        for name, one in expected.files.items():
            manifest.check_file(folder, name, one)
            shown.update()


def _applied() -> set[tuple[str, str]]:
    return set(MigrationRecorder(connection).applied_migrations())


@contextmanager
def _plain_words(root: Path) -> Iterator[None]:
    """A disk says why it takes nothing more; people should read it as a sentence."""
    try:
        yield
    except OSError as error:
        if error.errno in {errno.ENOSPC, errno.EDQUOT}:
            raise BackupFailed(f"There is no more space in {root}.") from error
        raise BackupFailed(
            f"The backup could not be written or read: {os.strerror(error.errno or errno.EIO)}."
        ) from error
