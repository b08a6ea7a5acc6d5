"""The list of erasures beside the backups survives crashes and is never misread."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from django.conf import settings as configured
from django.utils import timezone

from sciatica_site.backup import keys, mark_file
from sciatica_site.backup.failure import BackupFailed
from sciatica_site.models import ErasureMark


def mark(digest: str) -> ErasureMark:
    return ErasureMark(kind="account", digest=digest, erased_at=timezone.now())


def test_a_mark_is_written_once_and_the_file_is_private(tmp_path: Path) -> None:
    known = mark("a")
    assert mark_file.add(tmp_path, [known]) == 1
    assert mark_file.add(tmp_path, [known, mark("b")], is_new=False) == 1

    found = mark_file.read(tmp_path)
    assert [(one.kind, one.digest, one.key) for one in found] == [
        ("account", "a", keys.secret_mark()),
        ("account", "b", ""),
    ]
    assert ((tmp_path / mark_file.NAME).stat().st_mode & 0o777) == 0o600


def test_of_a_step_that_was_taken_twice_the_newer_moment_counts(tmp_path: Path) -> None:
    older, newer = mark("a"), mark("a")
    assert mark_file.add(tmp_path, [older]) == 1
    assert mark_file.add(tmp_path, [newer], is_new=False) == 1
    assert mark_file.add(tmp_path, [older], is_new=False) == 0

    (found,) = mark_file.read(tmp_path)
    assert (found.erased_at, found.key) == (newer.erased_at, keys.secret_mark())


def test_a_line_that_a_crash_cut_off_is_passed_over_and_mended(tmp_path: Path) -> None:
    mark_file.add(tmp_path, [mark("a"), mark("b")])
    path = tmp_path / mark_file.NAME
    path.write_bytes(path.read_bytes()[:-9])

    assert [one.digest for one in mark_file.read(tmp_path)] == ["a"]
    mark_file.add(tmp_path, [mark("b")])
    assert [one.digest for one in mark_file.read(tmp_path)] == ["a", "b"]


def test_a_new_mark_is_added_without_reading_the_others(tmp_path: Path) -> None:
    path = tmp_path / mark_file.NAME
    path.write_bytes(b"nonsense\n")

    assert mark_file.add(tmp_path, [mark("a")]) == mark_file.add(tmp_path, [mark("a")]) == 1
    assert path.read_bytes().startswith(b"nonsense\n")

    path.write_bytes(path.read_bytes().removeprefix(b"nonsense\n"))
    assert [one.digest for one in mark_file.read(tmp_path)] == ["a"]


def test_an_end_that_is_no_line_stays_to_be_seen(tmp_path: Path) -> None:
    path = tmp_path / mark_file.NAME
    path.write_bytes(b"x" * (mark_file.MOST_OF_THE_END + 1))

    mark_file.add(tmp_path, [mark("a")])

    with pytest.raises(BackupFailed, match="Line 1"):
        mark_file.read(tmp_path)
    assert path.read_bytes().count(b"\n") == 2


@pytest.mark.parametrize(
    "changed",
    [
        b"nonsense",
        b'{"kind": "account", "digest": "a", "erased_at": "yesterday", "key": ""}',
        b'{"kind": "account", "digest": "a", "erased_at": "2026-01-01T00:00:00", "key": ""}',
    ],
    ids=["no line", "no day", "no zone"],
)
def test_a_line_that_was_changed_stops_the_restore(tmp_path: Path, changed: bytes) -> None:
    mark_file.add(tmp_path, [mark("a")])
    path = tmp_path / mark_file.NAME
    path.write_bytes(changed + b"\n" + path.read_bytes())

    with pytest.raises(BackupFailed, match="Line 1"):
        mark_file.read(tmp_path)


def test_no_file_does_not_say_that_nobody_was_erased(tmp_path: Path) -> None:
    with pytest.raises(BackupFailed, match="--without-erasures"):
        mark_file.read(tmp_path)
    with pytest.raises(BackupFailed, match="--without-erasures"):
        mark_file.read(tmp_path / "missing")


def test_a_file_without_marks_says_that_nobody_was_erased(tmp_path: Path) -> None:
    mark_file.add(tmp_path, [])

    assert mark_file.read(tmp_path) == []
    assert mark_file.newest([]) is None


def test_the_newest_mark_tells_which_file_it_is(tmp_path: Path) -> None:
    old, new = mark("old"), mark("new")
    old.erased_at -= datetime.timedelta(days=9)
    mark_file.add(tmp_path, [new, old])

    assert mark_file.newest(mark_file.read(tmp_path)) == new.erased_at


def test_marks_of_keys_tell_old_keys_and_not_the_keys(settings: object) -> None:
    then = keys.marks()

    assert configured.SECRET_KEY not in str(then)
    assert keys.missing_message_keys(then["messages"]) == 0
    assert keys.missing_message_keys([*then["messages"], "00000000"]) == 1
    assert set(then["secret"]) <= keys.known_secret_marks()
