"""The program that fits the server is chosen; one that is older never is."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from pytest_django import Settings

from sciatica_site.backup.engines import programs
from sciatica_site.backup.failure import BackupFailed


def program(folder: Path, version: str, does: str = "exit 0") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "pg_dump"
    path.write_text(
        '#!/bin/sh\n[ "$1" = --version ] &&'
        f' echo "pg_dump (PostgreSQL) {version}" && exit\n{does}\n'
    )
    path.chmod(0o755)
    return path


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: Settings) -> Path:
    settings.PG_BIN = ""
    monkeypatch.setattr(programs, "_FOLDERS", ())
    folders = [str(tmp_path / name) for name in ("a", "b", "c")]
    monkeypatch.setenv("PATH", os.pathsep.join([*folders, "/bin"]))
    monkeypatch.setattr(programs, "_candidates", lambda name: [Path(one) / name for one in folders])
    return tmp_path


def test_the_oldest_that_is_not_too_old_is_taken(path: Path) -> None:
    for folder, version in (("a", "18.1"), ("b", "15.3 (Debian 15.3-1)"), ("c", "16.2")):
        program(path / folder, version)

    assert programs.find("pg_dump", at_least=16).version == "16.2"
    assert programs.find("pg_dump", at_least=9).version == "15.3"
    with pytest.raises(BackupFailed, match=r"19 or newer .*; found only 15\.3, 16\.2, 18\.1"):
        programs.find("pg_dump", at_least=19)


def test_no_program_and_one_that_does_not_answer_are_told(path: Path) -> None:
    with pytest.raises(BackupFailed, match="found none"):
        programs.find("pg_dump", at_least=16)
    broken = program(path / "a", "16")
    broken.write_text("#!/bin/sh\nexit 3\n")
    with pytest.raises(BackupFailed, match="PG_BIN"):
        programs.find("pg_dump", at_least=16)


def test_only_the_folder_that_is_named_counts(tmp_path: Path, settings: Settings) -> None:
    settings.PG_BIN = str(tmp_path)
    program(tmp_path, "17beta1")

    found = programs.find("pg_dump", at_least=16)

    assert (found.path.parent, found.major) == (tmp_path, 17)


def test_a_failure_is_the_programs_own_words(tmp_path: Path, settings: Settings) -> None:
    settings.PG_BIN = str(tmp_path)
    program(tmp_path, "16.1", 'echo "pg_dump: error: no room" >&2; exit 1')
    found = programs.find("pg_dump", at_least=16)

    with pytest.raises(BackupFailed, match="pg_dump failed: pg_dump: error: no room"):
        programs.run(found, [], {}, tmp_path / "dump")


def test_settings_for_another_server_do_not_reach_it(
    tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.PG_BIN = str(tmp_path)
    monkeypatch.setenv("PGHOST", "elsewhere.example.com")
    program(tmp_path, "16.1", 'echo "host=$PGHOST database=$PGDATABASE"')
    found = programs.find("pg_dump", at_least=16)

    output = programs.run(found, [], {"PGDATABASE": "ours"}, tmp_path / "dump")

    assert output.strip() == "host= database=ours"
