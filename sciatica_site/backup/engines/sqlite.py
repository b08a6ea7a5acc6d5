"""SQLite: a copy by VACUUM INTO, which is one moment of the database while the site writes."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import quote

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import OperationalError

from sciatica_site.backup.failure import BackupFailed
from sciatica_site.backup.manifest import Contents, TableSum
from sciatica_site.backup.progress import bar
from sciatica_site.backup.streams import copy, keep

from . import OF_THIS_PLACE, Hold, Taken, compare

_TABLES = """
    SELECT name FROM sqlite_master
    WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name
"""


class Sqlite:
    name = "sqlite"
    dump_name = "database.sqlite3"

    def __init__(self, connection: BaseDatabaseWrapper) -> None:
        self._connection = connection

    @property
    def path(self) -> Path:
        return Path(str(self._connection.settings_dict["NAME"]))

    def size(self) -> int:
        with self._connection.cursor() as cursor:
            cursor.execute("PRAGMA page_count")
            pages = cursor.fetchone()[0]
            cursor.execute("PRAGMA page_size")
            return int(pages) * int(cursor.fetchone()[0])

    def take(self, target: Path) -> Taken:
        try:
            with self._connection.cursor() as cursor:
                cursor.execute("VACUUM INTO %s", [str(target)])
        except OperationalError as error:
            raise BackupFailed(f"SQLite could not copy the database: {error}") from error
        with target.open("rb+") as file:
            keep(file)
        version = sqlite3.sqlite_version
        return Taken(version, version, checked_sums(target))

    def refuse_unless_fitting(self, contents: Contents) -> None:
        if self._connection.introspection.table_names():
            raise BackupFailed("The database has tables. Restore into an empty place only.")

    def put(self, dump: Path, contents: Contents, hold: Hold) -> None:
        """All happens in a file beside, which takes its place in one step."""
        self._connection.close()
        beside = self.path.with_name(f".{self.path.name}.restoring")
        beside.unlink(missing_ok=True)
        try:
            with dump.open("rb") as source, beside.open("xb") as file:
                copy(source, file)
                keep(file)
            compare(checked_sums(beside), contents.tables)
            _hold_in(beside, hold)
            for ending in ("-wal", "-shm"):
                self.path.with_name(self.path.name + ending).unlink(missing_ok=True)
            beside.replace(self.path)
        finally:
            beside.unlink(missing_ok=True)

    def sums(self) -> dict[str, TableSum]:
        return checked_sums(self.path)


def checked_sums(path: Path) -> dict[str, TableSum]:
    """Of a whole database; a cut or empty file raises."""
    try:
        with _opened(path) as database:
            problem = database.execute("PRAGMA integrity_check(1)").fetchone()[0]
            if problem != b"ok":
                raise BackupFailed("The copy of the database is damaged.")
            tables = _tables(database)
            if not tables:
                raise BackupFailed("The copy of the database is empty.")
            with bar("Tables", total=len(tables), unit="table") as shown:
                sums = {}
                for name in tables:
                    sums[name] = _sum(database, name)
                    shown.update()
            return sums
    except sqlite3.DatabaseError as error:
        raise BackupFailed("The copy of the database is damaged.") from error


@contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    uri = f"file:{quote(str(path))}?mode=ro"
    with closing(sqlite3.connect(uri, uri=True)) as database:
        # As they lie there, also where a text is no valid UTF-8.
        database.text_factory = bytes
        yield database


def _tables(database: sqlite3.Connection) -> list[str]:
    names = [str(name, "utf-8") for (name,) in database.execute(_TABLES)]
    return [name for name in names if name != OF_THIS_PLACE]


def _sum(database: sqlite3.Connection, table: str) -> TableSum:
    quoted = '"' + table.replace('"', '""') + '"'
    order = "rowid" if _has_rowid(database, quoted) else _all_columns(database, quoted)
    digest, rows = hashlib.sha256(), 0
    for row in database.execute(f"SELECT * FROM {quoted} ORDER BY {order}"):  # noqa: S608 (our own table, quoted)
        digest.update(repr(row).encode() + b"\n")
        rows += 1
    return TableSum(rows, digest.hexdigest())


def _has_rowid(database: sqlite3.Connection, quoted: str) -> bool:
    try:
        database.execute(f"SELECT rowid FROM {quoted} LIMIT 0")  # noqa: S608 (as above)
    except sqlite3.OperationalError:
        return False
    return True


def _all_columns(database: sqlite3.Connection, quoted: str) -> str:
    count = len(database.execute(f"PRAGMA table_info({quoted})").fetchall())
    return ", ".join(str(number) for number in range(1, count + 1))


def _hold_in(path: Path, hold: Hold) -> None:
    statement, values = hold()
    with closing(sqlite3.connect(path)) as database, database:
        database.execute(f'DELETE FROM "{OF_THIS_PLACE}"')  # noqa: S608 (our own table)
        database.execute(statement.replace("%s", "?"), values)
