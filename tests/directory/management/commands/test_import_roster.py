"""The command that reads the list of a board."""

from __future__ import annotations

import signal
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError

from directory.management.commands import import_roster
from directory.models import RosterEntry, RosterImport
from directory.rosters import importing, turns
from tests.directory.rosters.lists import begun, line, listed, stated

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]

COLUMNS = "number=License,name=Name,status=Status,expires=Expires"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "list.csv"
    path.write_bytes(listed(line("MT1"), line("=2", "Bo Lee"), line("MT3", "Cy Ott")))
    return path


def run(file: Path, capsys: pytest.CaptureFixture[str], **options: Any) -> str:
    options = {"register": "co-massage", "columns": COLUMNS, "active": "active"} | options
    call_command("import_roster", str(file), **options)
    return capsys.readouterr().out


def test_it_says_what_it_did(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    stated("MT1")

    said = run(file, capsys)

    assert said.splitlines() == [
        "4 lines: 2 rows kept, 0 changed, 0 gone, 1 bad.",
        "1 × Number and name are on the list, and active",
        "Line 3: “License number” begins like a formula.",
    ]


def test_a_second_time_it_does_nothing(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(file, capsys)

    assert "nothing to do" in run(file, capsys, columns=None, active=None)


def test_a_dry_run_only_says_it(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "2 rows would be kept" in run(file, capsys, dry_run=True)
    assert not RosterEntry.objects.exists()


def test_bad_rows_go_to_a_file_if_asked(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = run(file, capsys, problems=tmp_path / "bad.csv")

    assert "formula" not in said
    assert (tmp_path / "bad.csv").read_text("utf-8-sig").splitlines() == [
        '"Line","What is wrong"',
        '"3","“License number” begins like a formula."',
    ]


def test_of_many_bad_rows_some_are_shown(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "many.csv"
    path.write_bytes(listed(line("MT1"), *["broken"] * 30))

    said = run(path, capsys)

    assert said.count("The row has 1 columns") == import_roster.SHOWN
    assert "… and 10 more" in said


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"register": "nowhere"}, "no register"),
        ({"columns": "number=License"}, "whole name"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(
    file: Path, capsys: pytest.CaptureFixture[str], options: dict[str, str], said: str
) -> None:
    with pytest.raises(CommandError, match=said):
        run(file, capsys, **options)


def test_a_file_that_is_not_there_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(CommandError, match="No such file"):
        run(tmp_path / "none.csv", capsys)


def test_a_wrong_file_ends_with_an_exit_code_and_the_reason(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "wrong.csv"
    path.write_bytes(b"a,b\n1,2\n")

    with pytest.raises(SystemExit) as ended:
        run(path, capsys)

    assert ended.value.code == import_roster.WRONG
    assert "Missing columns: “License”" in capsys.readouterr().out
    assert RosterImport.objects.get().state == "failed"


def test_a_file_without_a_header_tells_nobodys_name(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "bare.csv"
    path.write_bytes(listed(line("MT2", "Bo Lee"), header=line("MT1", "Maria Gonzalez")))

    with pytest.raises(SystemExit):
        run(path, capsys)

    told = capsys.readouterr().out + RosterImport.objects.get().failure
    assert "Missing columns: “License”" in told
    assert "Gonzalez" not in told and "MT1" not in told


def test_ctrl_c_stops_after_the_batch_and_the_next_run_goes_on(
    file: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "BATCH", 1)
    save = importing._Batch._save

    def pressed(*args: Any) -> None:
        save(*args)
        signal.raise_signal(signal.SIGINT)

    monkeypatch.setattr(importing._Batch, "_save", pressed)
    with pytest.raises(SystemExit) as ended:
        run(file, capsys)
    assert ended.value.code == import_roster.STOPPED
    assert "it goes on where it was" in capsys.readouterr().out
    assert RosterImport.objects.get().lines_done == 2

    monkeypatch.setattr(importing._Batch, "_save", save)
    assert "2 rows kept" in run(file, capsys)


def test_a_database_that_is_away_is_said_and_the_next_run_goes_on(
    file: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*args: Any) -> None:
        raise OperationalError

    with monkeypatch.context() as patch:
        patch.setattr(importing._Batch, "_save", away)
        with pytest.raises(CommandError, match="goes on where it was"):
            run(file, capsys)

    assert "2 rows kept" in run(file, capsys)


def test_a_file_that_somebody_else_reads_is_waited_for_and_then_left(
    file: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.directory.rosters.lists import source

    found = begun(file.read_bytes(), source())
    token = turns.take(found)
    monkeypatch.setattr(
        "directory.management.commands.import_roster.time.sleep",
        lambda _s: turns.step(found, token),
    )

    with pytest.raises(CommandError, match="Another process"):
        run(file, capsys)
