"""Finds the programs of PostgreSQL that fit the server; one that is older writes broken dumps."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from sciatica_site.backup.failure import BackupFailed
from sciatica_site.backup.progress import bar

_VERSION = re.compile(r"\(PostgreSQL\) ((\d+)[\w.]*)")
#: Where distributions put the programs of one major version.
_FOLDERS = ("usr/lib/postgresql/*/bin", "usr/pgsql-*/bin")
_LOOK_SECONDS = 0.2


@dataclass(frozen=True, slots=True)
class Program:
    path: Path
    version: str
    major: int


def find(name: str, at_least: int) -> Program:
    """The oldest that is not too old: a newer one may write what an older server does not know."""
    known = [one for path in _candidates(name) if (one := _program(path)) is not None]
    fitting = [one for one in known if one.major >= at_least]
    if fitting:
        return min(fitting, key=lambda one: one.major)
    versions = ", ".join(sorted({one.version for one in known}))
    found = f"found only {versions}" if known else "found none"
    raise BackupFailed(
        f"{name} of PostgreSQL {at_least} or newer is needed; {found}."
        " Install it, or name its folder in PG_BIN."
    )


def run(program: Program, arguments: list[str], environment: Mapping[str, str], grows: Path) -> str:
    """Run to the end, showing how large a file has become; a failure is the program's own words."""
    with (
        subprocess.Popen(  # noqa: S603 (a program of PostgreSQL, with no words from outside)
            [str(program.path), *arguments],
            # As told by `environment` alone, whatever else is set for other servers.
            env={**_without_libpq(os.environ), **environment},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
        ) as process,
        bar(program.path.name, unit="B") as shown,
    ):
        output = ""
        while process.returncode is None:
            try:
                output = process.communicate(timeout=_LOOK_SECONDS)[0]
            except subprocess.TimeoutExpired:
                shown.update((grows.stat().st_size if grows.exists() else 0) - shown.n)
            except BaseException:
                process.terminate()
                raise
    if process.returncode:
        last = (output.strip().splitlines() or ["no message"])[0]
        raise BackupFailed(f"{program.path.name} failed: {last}")
    return output


def _candidates(name: str) -> Iterator[Path]:
    if settings.PG_BIN:
        yield Path(settings.PG_BIN) / name
        return
    for text in os.get_exec_path():
        yield Path(text) / name
    for pattern in _FOLDERS:
        yield from Path("/").glob(f"{pattern}/{name}")


def _program(path: Path) -> Program | None:
    if not os.access(path, os.X_OK):
        return None
    try:
        answer = subprocess.run(  # noqa: S603 (asks a program for its version)
            [str(path), "--version"], capture_output=True, text=True, check=True, timeout=10
        ).stdout
    except (OSError, subprocess.SubprocessError):
        return None
    match = _VERSION.search(answer)
    return Program(path, match[1], int(match[2])) if match else None


def _without_libpq(environment: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in environment.items() if not name.startswith("PG")}
