"""Puts a backup into an empty place, where it does nothing again and brings back nobody."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.loader import MigrationLoader

from sciatica_site.mail import holding

from . import erasing_again, folders, keys, manifest, mark_file, media
from .encryption import ENDING, Key
from .engines import Engine, engine_of
from .failure import BackupFailed
from .manifest import Contents, FileSum, Manifest
from .progress import bar

#: What is needed beside the dump while it lies there opened.
SPARE_BYTES = 16 << 20


@dataclass(frozen=True, slots=True)
class Restored:
    made_at: datetime
    rows: int
    tables: int
    files: int
    #: What erasures.jsonl says; None without it.
    lines: list[mark_file.Line] | None
    erased_again: erasing_again.Done
    missing_message_keys: int


def restore(
    folder: Path,
    *,
    identity: Path | None,
    marks: Path | None,
    work: Path,
    despite_lost_keys: bool = False,
) -> Restored:
    """All is checked before anything is written.

    `marks` is the folder of erasures.jsonl, None where that is lost. A locked dump is opened in
    `work`: the place for temporary files may be too small, or memory.
    """
    try:
        found, key = manifest.read(folder), Key(identity)
        _check_files(folder, found)
        contents = _contents(folder, found, key)
        engine = engine_of(connection)
        _refuse_unless_fitting(engine, contents)
        media.refuse_unless_empty(default_storage)
        lines = None if marks is None else mark_file.read(marks)
        if not despite_lost_keys:
            _refuse_without_keys(contents, lines or [])
        with folders.private_files():
            with _dump(folder, found.name_of(engine.dump_name), contents, key, work) as dump:
                engine.put(dump, contents, holding.statement)
            media.put(default_storage, folder, contents.media, key)
    except OSError as error:
        raise BackupFailed(f"A file could not be read or written: {error.strerror}.") from error
    call_command("migrate", interactive=False, verbosity=0)
    sign_everybody_out()
    return Restored(
        found.made_at,
        sum(one.rows for one in contents.tables.values()),
        len(contents.tables),
        len(contents.media),
        lines,
        erasing_again.erase_again(lines),
        keys.missing_message_keys(contents.key_marks["messages"]),
    )


@transaction.atomic
def sign_everybody_out() -> None:
    """Sessions that were ended since the backup must not open anything."""
    UserSession.objects.all().delete()
    Session.objects.all().delete()


def _check_files(folder: Path, found: Manifest) -> None:
    with bar("Checking", total=len(found.files)) as shown:
        for name, expected in found.files.items():
            manifest.check_file(folder, name, expected)
            shown.update()


def _contents(folder: Path, found: Manifest, key: Key) -> Contents:
    text = io.BytesIO()
    key.open_to(folder / found.name_of(manifest.CONTENTS), text)
    return Contents.from_json(text.getvalue())


def _refuse_unless_fitting(engine: Engine, contents: Contents) -> None:
    if contents.engine != engine.name:
        raise BackupFailed(f"The backup is of {contents.engine}; DATABASE_URL names {engine.name}.")
    # From the files alone: the database is still empty.
    known = MigrationLoader(None).disk_migrations or {}
    unknown = set(contents.migrations) - {f"{app}.{name}" for app, name in known}
    if unknown:
        raise BackupFailed(
            f"The backup is of a newer release: this one does not know {min(unknown)}."
        )
    engine.refuse_unless_fitting(contents)


def _refuse_without_keys(contents: Contents, lines: list[mark_file.Line]) -> None:
    erasing_again.refuse_without_keys([*contents.key_marks["secret"], *mark_file.keys_of(lines)])


@contextmanager
def _dump(folder: Path, name: str, contents: Contents, key: Key, work: Path) -> Iterator[Path]:
    """The dump as it was taken: where it lies, or opened in a private folder for the moment."""
    if not name.endswith(ENDING):
        yield folder / name
        return
    with folders.workplace(work) as private:
        folders.refuse_without_space(private, contents.dump.size + SPARE_BYTES)
        path = private / "dump"
        with path.open("xb") as to:
            found = FileSum(*key.open_to(folder / name, to))
        if found != contents.dump:
            raise BackupFailed("The dump is not the one that was stored.")
        yield path
