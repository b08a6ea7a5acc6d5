"""PostgreSQL: pg_dump and the sums of the tables look at one snapshot, which the server keeps."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import DatabaseError
from django.db.backends.base.base import BaseDatabaseWrapper

from sciatica_site.backup.failure import BackupFailed
from sciatica_site.backup.manifest import Contents, TableSum
from sciatica_site.backup.progress import bar

from . import OF_THIS_PLACE, Hold, Taken, compare, programs

_TABLES = """
    SELECT format('%I.%I', schemaname, tablename), tablename FROM pg_tables
    WHERE schemaname <> 'information_schema' AND schemaname !~ '^pg_' ORDER BY 1
"""
#: The text of a row must not depend on what somebody has set for the server or the role.
_PLAIN_TEXT = (
    "SET LOCAL TimeZone = 'UTC'",
    "SET LOCAL DateStyle = 'ISO, MDY'",
    "SET LOCAL IntervalStyle = 'postgres'",
    "SET LOCAL bytea_output = 'hex'",
    "SET LOCAL extra_float_digits = 1",
    "SET LOCAL statement_timeout = 0",
)
_ROWS = 'COPY (SELECT t::text FROM {table} t ORDER BY t::text COLLATE "C") TO STDOUT'
_OTHERS = """
    SELECT count(*) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
    AND backend_type = 'client backend'
"""
#: What our settings of a connection are called in the environment of libpq.
_LIBPQ = {
    **{"host": "PGHOST", "port": "PGPORT", "user": "PGUSER", "password": "PGPASSWORD"},
    **{"dbname": "PGDATABASE", "database": "PGDATABASE", "sslmode": "PGSSLMODE"},
    **{"sslrootcert": "PGSSLROOTCERT", "sslcert": "PGSSLCERT", "sslkey": "PGSSLKEY"},
    **{"passfile": "PGPASSFILE", "service": "PGSERVICE", "connect_timeout": "PGCONNECT_TIMEOUT"},
}


class Postgresql:
    name = "postgresql"
    dump_name = "database.dump"

    def __init__(self, connection: BaseDatabaseWrapper) -> None:
        self._connection = connection

    def size(self) -> int:
        return int(self._ask("SELECT pg_database_size(current_database())"))

    def take(self, target: Path) -> Taken:
        version = self._version()
        dump = programs.find("pg_dump", at_least=version[1])
        with self._snapshot() as cursor:
            cursor.execute("SELECT pg_export_snapshot()")
            arguments = [
                *("--format=custom", "--no-owner", "--no-privileges", "--no-password"),
                f"--snapshot={cursor.fetchone()[0]}",
                f"--exclude-table-data={OF_THIS_PLACE}",
                f"--file={target}",
            ]
            programs.run(dump, arguments, self._environment(), target)
            tables = sums_of(cursor)
        self._check(target, tables)
        return Taken(version[0], dump.version, tables)

    def refuse_unless_fitting(self, contents: Contents) -> None:
        if self._connection.introspection.table_names():
            raise BackupFailed("The database has tables. Restore into an empty place only.")
        if int(self._ask(_OTHERS)):
            raise BackupFailed("Somebody else is connected to the database. Stop the site first.")
        version, major = self._version()
        if major < _major(contents.server):
            raise BackupFailed(
                f"The backup is of PostgreSQL {contents.server}; this server is older: {version}."
            )
        self._restorer(contents.client)

    def put(self, dump: Path, contents: Contents, hold: Hold) -> None:
        """Empty tables first, then the hold, then the rows: no sender ever sees a queue of
        which it does not know that it is held."""
        common = ["--exit-on-error", "--no-owner", "--no-privileges", "--no-password"]
        common = [*common, "--single-transaction", f"--dbname={self._environment()['PGDATABASE']}"]
        program = self._restorer(contents.client)
        self._run_restore(program, [*common, "--section=pre-data", str(dump)], dump)
        self._ask(*hold())
        sections = ["--section=data", "--section=post-data"]
        self._run_restore(program, [*common, *sections, str(dump)], dump)
        compare(self.sums(), contents.tables)
        with self._connection.cursor() as cursor:
            cursor.execute("ANALYZE")

    def sums(self) -> dict[str, TableSum]:
        with self._snapshot() as cursor:
            return sums_of(cursor)

    def _run_restore(self, program: programs.Program, arguments: list[str], dump: Path) -> None:
        programs.run(program, arguments, self._environment(), dump)

    def _restorer(self, client: str) -> programs.Program:
        return programs.find("pg_restore", at_least=max(_major(client), self._version()[1]))

    def _check(self, target: Path, tables: dict[str, TableSum]) -> None:
        """Read it whole, as restoring would: a dump that was cut off ends here."""
        program = programs.find("pg_restore", at_least=self._version()[1])
        programs.run(program, ["--file=/dev/null", str(target)], {}, target)
        listed = programs.run(program, ["--list", str(target)], {}, target)
        count = sum(" TABLE DATA " in line for line in listed.splitlines())
        if not tables or count != len(tables):
            raise BackupFailed(
                f"The dump is not whole: it has rows of {count} tables, not of {len(tables)}."
            )

    def _version(self) -> tuple[str, int]:
        text = str(self._ask("SHOW server_version")).split()[0]
        return text, _major(text)

    def _ask(self, statement: str, values: list[Any] | None = None) -> Any:
        with self._connection.cursor() as cursor:
            cursor.execute(statement, values)
            return cursor.fetchone()[0] if cursor.description else None

    def _environment(self) -> dict[str, str]:
        """No password among arguments, which every user of the machine may read."""
        values = self._connection.get_connection_params()
        found = {_LIBPQ[name]: str(value) for name, value in values.items() if name in _LIBPQ}
        return found | {"PGOPTIONS": "-c statement_timeout=0 -c lock_timeout=0"}

    @contextmanager
    def _snapshot(self) -> Iterator[Any]:
        """Every statement of the block sees the same moment, whatever others write."""
        connection = self._connection
        with connection.cursor() as cursor:
            cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            try:
                for statement in _PLAIN_TEXT:
                    cursor.execute(statement)
                yield cursor
            finally:
                cursor.execute("ROLLBACK")


def sums_of(cursor: Any) -> dict[str, TableSum]:
    """Sorted by their own text, so that it does not matter in which order rows lie."""
    cursor.execute(_TABLES)
    tables = [(full, name) for full, name in cursor.fetchall() if name != OF_THIS_PLACE]
    sums = {}
    with bar("Tables", total=len(tables), unit="table") as shown:
        for full, _name in tables:
            sums[full] = _sum(cursor, full)
            shown.update()
    return sums


class _Lines:
    """What COPY writes: one line for each row, with line breaks of its own escaped."""

    def __init__(self) -> None:
        self.digest, self.rows = hashlib.sha256(), 0

    def write(self, piece: bytes) -> int:
        self.digest.update(piece)
        self.rows += piece.count(b"\n")
        return len(piece)


def _sum(cursor: Any, table: str) -> TableSum:
    lines = _Lines()
    try:
        cursor.copy_expert(_ROWS.format(table=table), lines)
    except DatabaseError as error:
        raise BackupFailed(f"The table {table} could not be read.") from error
    return TableSum(lines.rows, lines.digest.hexdigest())


def _major(version: str) -> int:
    return int(version.partition(".")[0])
