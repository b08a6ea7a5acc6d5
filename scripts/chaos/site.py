"""The whole site of a chaos run: database, web server with three workers, mail worker."""

from __future__ import annotations

import io
import os
import socket
import sys
import threading
import time
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

from .databases import Database
from .programs import Program

ROOT = Path(__file__).resolve().parent.parent.parent
WORKERS = 3
THERAPISTS = 6
START_SECONDS = 60
WATCH_SECONDS = 0.3


class Site:
    """What production runs, on a free port of loopback; what ends by itself is started again."""

    def __init__(self, folder: Path, database: Database) -> None:
        self.database = database
        self._folder = folder
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        self.web = self._program("web", ["-m", "gunicorn", "sciatica_site.wsgi", *self._flags()])
        self.mail = self._program("mail", [str(ROOT / "manage.py"), "work_mail", "--pause=0.2"])
        self._stopped = threading.Event()
        self._watcher = threading.Thread(target=self._watch, daemon=True)

    def start(self) -> None:
        self.web.start()
        self.mail.start()
        self._wait_until_it_answers()
        self._watcher.start()

    def stop(self) -> None:
        self._stopped.set()
        if self._watcher.is_alive():
            self._watcher.join(5)
        self.mail.stop()
        self.web.stop()

    def ended_by_themselves(self) -> dict[str, int]:
        return {one.name: one.ended_by_itself for one in (self.web, self.mail)}

    def log(self, name: str) -> list[str]:
        path = self._folder / f"{name}.log"
        return path.read_text(errors="replace").splitlines() if path.exists() else []

    def server_errors(self) -> list[str]:
        """What the web server says about each answer with the status 500."""
        return [line for line in self.log("web") if '"status": 500' in line]

    def _flags(self) -> list[str]:
        return [
            f"--bind=127.0.0.1:{self.port}",
            f"--workers={WORKERS}",
            "--threads=2",
            "--timeout=30",
            "--no-control-socket",
            f"--chdir={ROOT}",
        ]

    def _program(self, name: str, arguments: list[str]) -> Program:
        command = [sys.executable, *arguments]
        return Program(name, command, dict(os.environ), self._folder / f"{name}.log")

    def _watch(self) -> None:
        while not self._stopped.wait(WATCH_SECONDS):
            self.web.watch()
            self.mail.watch()

    def _wait_until_it_answers(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            try:
                with urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=5):
                    return
            except (URLError, OSError):
                time.sleep(0.2)
        raise RuntimeError("\n".join(["The site did not start:", *self.log("web")[-30:]]))


def set_environment(folder: Path, database: Database, smtp_port: int, *, naive: bool) -> None:
    """For this process and all that it starts."""
    temporary = folder / "tmp"
    temporary.mkdir()
    os.environ.update(
        DJANGO_SETTINGS_MODULE="scripts.chaos.settings",
        DATABASE_URL=database.url,
        CHAOS_FOLDER=str(folder),
        CHAOS_SMTP_PORT=str(smtp_port),
        CHAOS_NAIVE="1" if naive else "",
        UPLOADS_DIR=str(folder / "uploads"),
        PYTHONPATH=str(ROOT),
        PYTHONUNBUFFERED="1",
        # Locks of programs that were killed stay behind; here they go with the folder.
        TMPDIR=str(temporary),
    )
    for name in ("CACHE_URL", "EMAIL_URL", "MEDIA_STORAGE_URL", "WEB_PROCESS"):
        os.environ.pop(name, None)


def fill() -> list[str]:
    """Tables and a few published therapists, by the factories of the tests; answers their slugs."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0)
    call_command("load_vocabulary", verbosity=0, stdout=io.StringIO())
    from tests.factories.directory import TherapistFactory

    make: Any = TherapistFactory  # the package carries no types
    slugs = [str(make(published=True).slug) for _number in range(THERAPISTS)]
    connection.close()
    return slugs
