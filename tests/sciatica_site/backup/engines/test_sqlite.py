"""SQLite: a copy is one moment of the database, and a bad one never counts."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection
from django.db.backends.sqlite3.base import DatabaseWrapper

from sciatica_site.backup.engines import OF_THIS_PLACE
from sciatica_site.backup.engines.sqlite import Sqlite, checked_sums
from sciatica_site.backup.failure import BackupFailed
from sciatica_site.backup.manifest import Contents, FileSum
from sciatica_site.mail import holding

pytestmark = [
    pytest.mark.skipif(connection.vendor != "sqlite", reason="for SQLite only"),
    pytest.mark.django_db,
]
HOLD = "sciatica_site_mailhold"
TABLES = """
    CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT, photo BLOB, height REAL);
    CREATE TABLE words (word TEXT, number INTEGER, PRIMARY KEY (word, number)) WITHOUT ROWID;
    CREATE VIRTUAL TABLE found USING fts5(name);
    CREATE TABLE sciatica_site_mailhold (id INTEGER PRIMARY KEY, since TEXT, why TEXT);
    INSERT INTO sciatica_site_mailhold VALUES (1, '2020-01-01', 'an old hold');
    INSERT INTO people VALUES (1, 'Ana', x'00ff', 1.1), (2, NULL, NULL, NULL);
    INSERT INTO words VALUES ('b', 2), ('a', 1);
    INSERT INTO found VALUES ('Ana');
"""
Make = Callable[[str], Sqlite]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    def engine(name: str) -> Sqlite:
        values = {
            "ENGINE": "django.db.backends.sqlite3", "NAME": tmp_path / name, "OPTIONS": {},
            "TIME_ZONE": None, "CONN_MAX_AGE": 0,
            "CONN_HEALTH_CHECKS": False, "AUTOCOMMIT": True, "ATOMIC_REQUESTS": False,
        }  # fmt: skip
        return Sqlite(DatabaseWrapper(values, "other"))

    return engine


@pytest.fixture
def dump(make: Make, tmp_path: Path) -> Path:
    with closing(sqlite3.connect(tmp_path / "source")) as database:
        database.executescript(TABLES)
    source = make("source")
    source.take(tmp_path / "dump")
    source._connection.close()
    return tmp_path / "dump"


def contents(dump: Path) -> Contents:
    return Contents("sqlite", "3", "3", checked_sums(dump), FileSum(0, ""), [], {})


def test_every_table_is_counted_and_hashed_but_the_hold(dump: Path) -> None:
    sums = checked_sums(dump)

    assert (sums["people"].rows, sums["words"].rows) == (2, 2)
    assert HOLD == OF_THIS_PLACE
    assert HOLD not in sums
    assert any(name.startswith("found_") for name in sums)


def test_a_changed_value_changes_the_hash(dump: Path) -> None:
    before = checked_sums(dump)
    with closing(sqlite3.connect(dump)) as database, database:
        database.execute("UPDATE people SET height = 1.1000000000000003 WHERE id = 1")

    changed = {name for name, one in checked_sums(dump).items() if before[name] != one}
    assert changed == {"people"}


def test_the_copy_takes_the_place_and_mail_is_held_in_it(make: Make, dump: Path) -> None:
    target = make("target")
    target.refuse_unless_fitting(contents(dump))

    target.put(dump, contents(dump), holding.statement)

    assert target.sums() == checked_sums(dump)
    with closing(sqlite3.connect(target.path)) as database:
        assert database.execute("SELECT why FROM sciatica_site_mailhold").fetchall() == [
            (holding.RESTORED,)
        ]
    with pytest.raises(BackupFailed, match="empty place"):
        target.refuse_unless_fitting(contents(dump))
    target._connection.close()


@pytest.mark.parametrize("length", [0, 50, 5000])
def test_a_cut_file_is_no_database(dump: Path, length: int) -> None:
    dump.write_bytes(dump.read_bytes()[:length])

    with pytest.raises(BackupFailed, match=r"damaged|empty"):
        checked_sums(dump)


def test_a_dump_that_is_not_the_one_of_then_changes_nothing(make: Make, dump: Path) -> None:
    expected = contents(dump)
    with closing(sqlite3.connect(dump)) as database, database:
        database.execute("DELETE FROM people WHERE id = 1")
    target = make("target")

    with pytest.raises(BackupFailed, match="not as they were saved: people"):
        target.put(dump, expected, holding.statement)

    assert not target.path.exists()
    assert list(target.path.parent.glob("*restoring*")) == []
