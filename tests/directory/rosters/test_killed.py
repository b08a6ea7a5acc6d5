"""Killed at any moment and run again, an import gives what one run gives."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from directory.models import RosterImport
from directory.rosters import importing
from scripts import measure_roster
from tests.directory.at_once import shared_database
from tests.directory.rosters.lists import stated
from tests.factories.moderation import RosterSourceFactory
from tests.own_database import environment

ROWS = 1_050
MOMENTS = ["within a batch", "between batches", "at the very end"]


def prepare() -> None:
    columns = dict(part.split("=") for part in measure_roster.COLUMNS.split(","))
    RosterSourceFactory(columns=columns, active_words=["Active"])
    for number in range(0, ROWS, 150):
        stated(f"MT-{number:07}", name="Ana Silva")


def address() -> str:
    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()


def result(file: Path, moment: str = "") -> list[str]:
    RosterImport.objects.all().delete()
    if moment:
        command = [sys.executable, "-m", "tests.directory.rosters.killed", str(file), moment]
        killed = subprocess.run(  # noqa: S603 (our own)
            command, cwd=settings.BASE_DIR, env=environment(address()), capture_output=True
        )
        assert killed.returncode == -signal.SIGKILL, killed.stderr
        found = RosterImport.objects.get()
        assert (found.state, bool(found.reader)) == ("running", True)
        assert 0 < found.lines_done <= ROWS + 1
        # As if its time were over already.
        RosterImport.objects.update(alive_at=None)
    call_command("import_roster", str(file), register="co-massage")
    return list(measure_roster.digests())


@pytest.mark.django_db(transaction=True)
def test_killed_anywhere_and_again_is_the_same_as_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "BATCH", 100)
    file = measure_roster.write(tmp_path / "list.csv", ROWS, seed=1)
    with shared_database(tmp_path):
        prepare()
        whole = result(file)

        for moment in MOMENTS:
            assert result(file, moment) == whole, moment
