"""How each database is copied and put back; `engine_of` picks the one in use."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from django.db.backends.base.base import BaseDatabaseWrapper

from sciatica_site.backup.failure import BackupFailed
from sciatica_site.backup.manifest import Contents, TableSum
from sciatica_site.models import MailHold

#: Says of this place whether it may send, so it is neither compared nor taken over.
OF_THIS_PLACE = MailHold._meta.db_table
#: Gives the statement that holds all mail, and its values.
Hold = Callable[[], tuple[str, list[Any]]]


@dataclass(frozen=True, slots=True)
class Taken:
    """What a dump holds: sums of the same moment, and who made it."""

    server: str
    client: str
    tables: dict[str, TableSum]


class Engine(Protocol):
    name: str
    dump_name: str

    def size(self) -> int:
        """Bytes that a dump may take, at most."""

    def take(self, target: Path) -> Taken:
        """Write a dump that is whole, with the sums of the very same moment."""

    def refuse_unless_fitting(self, contents: Contents) -> None:
        """Nothing is changed by asking."""

    def put(
        self, dump: Path, contents: Contents, hold: Callable[[], tuple[str, list[object]]]
    ) -> None:
        """Restore into the empty database, and compare. Mail is held before anything that waits
        in the restored queue can be seen by a sender."""

    def sums(self) -> dict[str, TableSum]:
        """Of the database as it is now, while nobody writes."""


def engine_of(connection: BaseDatabaseWrapper) -> Engine:
    from .postgresql import Postgresql
    from .sqlite import Sqlite

    if connection.vendor == "postgresql":
        return Postgresql(connection)
    if connection.vendor == "sqlite":
        return Sqlite(connection)
    raise BackupFailed("Backups are made of PostgreSQL and SQLite only.")


def compare(found: dict[str, TableSum], expected: dict[str, TableSum]) -> None:
    different = sorted(
        name for name in found.keys() | expected.keys() if found.get(name) != expected.get(name)
    )
    if different:
        raise BackupFailed(f"These tables are not as they were saved: {', '.join(different)}")
