"""Prepares sites with demo data, and serves one from a database and a process of its own."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import HTTPError, URLError

from django.conf import settings

PREPARATION = (
    ["migrate", "--verbosity=0"],
    ["load_places"],
    ["load_vocabulary"],
    ["import_articles"],
    ["seed_demo", "--therapists=60", "--force"],  # --force: DEBUG is off here
)
START_SECONDS = 30


def prepare(folder: Path) -> None:
    """Writes a site with demo data into `folder`."""
    for arguments in PREPARATION:
        run(folder, *arguments)


@contextmanager
def served_site(folder: Path) -> Iterator[str]:
    """The base URL of a site that was prepared in `folder`; no other test uses its database."""
    log = folder / "site.log"
    address = f"127.0.0.1:{free_port()}"
    # --insecure: static files although DEBUG is off (it is off so that error pages are real).
    command = manage("runserver", "--noreload", "--insecure", address)
    with log.open("wb") as output:
        process = subprocess.Popen(
            command,
            cwd=settings.BASE_DIR,
            env=environment(folder),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        wait_until_it_answers(f"http://{address}/", process, log)
        yield f"http://{address}"
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(10)


def run(folder: Path, *arguments: str) -> str:
    """What a command of manage.py says that works on the database of the served site."""
    done = subprocess.run(
        manage(*arguments),
        cwd=settings.BASE_DIR,
        env=environment(folder),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"manage.py {arguments[0]} failed:\n{done.stdout[-4000:]}"
    return done.stdout


def manage(*arguments: str) -> list[str]:
    return [sys.executable, str(Path(settings.BASE_DIR) / "manage.py"), *arguments]


def environment(folder: Path) -> dict[str, str]:
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.browser.settings",
        "DATABASE_URL": f"sqlite:///{folder / 'site.sqlite3'}",
        "UPLOADS_DIR": str(folder / "uploads"),
        "MAIL_FOLDER_OF_TESTS": str(folder / "mails"),
    }


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def read(url: str) -> str:
    """The text of a page of the served site, whatever its status."""
    try:
        with urllib.request.urlopen(url, timeout=10) as answer:
            return str(answer.read().decode())
    except HTTPError as error:
        with error:
            return error.read().decode()


def wait_until_it_answers(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            read(url)
        except URLError:
            time.sleep(0.2)
        else:
            return
    process.kill()
    raise AssertionError(f"The site did not start:\n{log.read_text()[-4000:]}")
