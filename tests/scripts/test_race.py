"""The race of moderators in short, on the database of this run: exactly one is first."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

IS_POSTGRESQL = settings.DATABASES["default"]["ENGINE"].endswith("postgresql")
#: Some times what it needs on a machine with nothing else to do.
MOST_SECONDS = 300


def race(folder: Path, *arguments: str) -> tuple[int, dict[str, Any]]:
    """In a process and a database of its own, since threads see nothing of a test's transaction."""
    own = {} if IS_POSTGRESQL else {"DATABASE_URL": f"sqlite:///{folder}/unused.sqlite3"}
    run = subprocess.run(  # noqa: S603 (the project's own program)
        [sys.executable, "-m", "scripts.race", "--threads=16", *arguments],
        cwd=settings.BASE_DIR,
        env={**os.environ, **own},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=MOST_SECONDS,
        check=False,
    )
    lines = [line for line in run.stdout.splitlines() if line.startswith("{")]
    assert lines, run.stdout
    return run.returncode, json.loads(lines[-1])


def assert_one_was_first(figures: dict[str, Any], rounds: int) -> None:
    assert figures["attempts"] == 16 * rounds
    for name in ("rounds", "transitions", "events", "audit_lines", "mails"):
        assert figures[name] == rounds, name
    assert figures["told_that_it_changed"] == 15 * rounds
    assert figures["unexpected"] == {}
    assert figures["rounds_with_faults"] == 0
    assert figures["database"] == ("postgresql" if IS_POSTGRESQL else "sqlite")


def test_of_sixteen_moderators_exactly_one_decides(tmp_path: Path) -> None:
    code, figures = race(tmp_path, "--rounds=4")

    assert_one_was_first(figures, 4)
    assert code == 0


@pytest.mark.skipif(not IS_POSTGRESQL, reason="SQLite has one writer at a time")
def test_it_is_not_the_lock_that_decides(tmp_path: Path) -> None:
    code, figures = race(tmp_path, "--rounds=4", "--without-lock")

    assert_one_was_first(figures, 4)
    assert code == 0
