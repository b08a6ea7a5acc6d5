"""PostgreSQL: dump and sums are of one moment, and a bad dump never counts."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import connection
from pytest_django import Settings

from sciatica_site.backup.engines import programs
from sciatica_site.backup.engines.postgresql import Postgresql
from sciatica_site.backup.failure import BackupFailed
from tests.factories.accounts import UserFactory

pytestmark = [
    pytest.mark.skipif("connection.vendor != 'postgresql'", reason="for PostgreSQL only"),
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("programs_fit"),
]
USERS = "public.accounts_user"


@pytest.fixture
def engine() -> Postgresql:
    return Postgresql(connection)


def wrap(folder: Path, settings: Settings, after: str) -> None:
    """The real programs, and something done to the dump behind them."""
    folder.mkdir()
    for name in ("pg_dump", "pg_restore"):
        real = programs.find(name, at_least=10).path
        then = after if name == "pg_dump" else ""
        path = folder / name
        path.write_text(
            f'#!/bin/sh\n"{real}" "$@" || exit\n'
            f'for one in "$@"; do case "$one" in --file=*) file="${{one#--file=}}";; esac; done\n'
            f'[ -n "$file" ] || exit 0\n{then}\n'
        )
        path.chmod(0o755)
    settings.PG_BIN = str(folder)


def test_sums_change_with_a_row_and_not_with_its_place(engine: Postgresql) -> None:
    UserFactory.create_batch(2)
    before = engine.sums()

    with connection.cursor() as cursor:
        # Writes every row anew, elsewhere in the table.
        cursor.execute("UPDATE accounts_user SET name = name")
        cursor.execute("SET TimeZone = 'Asia/Tokyo'")
    assert engine.sums() == before
    UserFactory()

    changed = {name for name, one in engine.sums().items() if before[name] != one}
    assert changed >= {USERS}
    assert engine.sums()[USERS].rows == 3


def test_a_dump_is_checked_and_private(engine: Postgresql, tmp_path: Path) -> None:
    UserFactory.create_batch(2)

    taken = engine.take(tmp_path / "dump")

    assert taken.tables[USERS].rows == 2
    assert (tmp_path / "dump").stat().st_size > 0


@pytest.mark.parametrize(
    "after",
    [
        pytest.param(': > "$file"', id="empty"),
        pytest.param('head -c 20000 "$file" > "$file.x"; mv "$file.x" "$file"', id="cut off"),
        pytest.param('head -c 2000 "$file" > "$file.x"; mv "$file.x" "$file"', id="cut early"),
        pytest.param('rm "$file"', id="missing"),
    ],
)
def test_a_dump_that_is_not_whole_is_refused(
    engine: Postgresql, tmp_path: Path, settings: Settings, after: str
) -> None:
    wrap(tmp_path / "bin", settings, after)

    with pytest.raises(BackupFailed):
        engine.take(tmp_path / "dump")


def test_a_dump_without_the_rows_of_a_table_is_refused(
    engine: Postgresql, tmp_path: Path, settings: Settings
) -> None:
    wrap(tmp_path / "bin", settings, "")
    path = tmp_path / "bin" / "pg_dump"
    without = '"$@" --exclude-table-data=accounts_user ||'
    path.write_text(path.read_text().replace('"$@" ||', without))

    with pytest.raises(BackupFailed, match="not whole"):
        engine.take(tmp_path / "dump")


def test_an_old_pg_dump_is_refused(engine: Postgresql, tmp_path: Path, settings: Settings) -> None:
    path = tmp_path / "pg_dump"
    path.write_text('#!/bin/sh\necho "pg_dump (PostgreSQL) 9.6.24"\n')
    path.chmod(0o755)
    settings.PG_BIN = str(tmp_path)

    with pytest.raises(BackupFailed, match=r"or newer is needed; found only 9\.6\.24"):
        engine.take(tmp_path / "dump")


def test_the_password_is_in_no_argument(engine: Postgresql) -> None:
    environment = engine._environment()

    assert environment["PGDATABASE"] == connection.settings_dict["NAME"]
    assert "statement_timeout=0" in environment["PGOPTIONS"]
