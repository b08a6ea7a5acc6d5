"""Starts the site on a restored copy and asks for a few pages, as a visitor does."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import HTTPRedirectHandler, build_opener

PAGES = {"/": 200, "/therapists/": 200, "/dashboard/": 302, "/admin/": 302, "/readyz": 200}
START_SECONDS = 30


class _Stay(HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:  # type: ignore[override]  # answers the redirect itself
        return None


def faults(environment: dict[str, str], folder: Path) -> list[str]:
    """Pages that did not answer as they should, and a queue that does not say that it is held."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    command = [sys.executable, "-m", "gunicorn", "sciatica_site.wsgi", "--workers=1"]
    command += [f"--bind=127.0.0.1:{port}", "--no-control-socket"]
    with (folder / "web.log").open("ab") as log:
        process = subprocess.Popen(
            command,
            env={**os.environ, **environment},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    try:
        _wait(port)
        found = [
            f"{page} answered {status} instead of {expected}"
            for page, expected in PAGES.items()
            if (status := _ask(port, page)[0]) != expected
        ]
        text = _ask(port, "/readyz")[1]
        if "held_since" not in json.loads(text).get("mail", {}):
            found.append(f"/readyz does not say that mail is held: {text}")
        return found
    finally:
        process.terminate()
        process.wait(10)


def _ask(port: int, page: str) -> tuple[int, str]:
    try:
        with build_opener(_Stay).open(f"http://127.0.0.1:{port}{page}", timeout=10) as answer:
            return answer.status, answer.read().decode()
    except HTTPError as error:
        with error:
            return error.code, error.read().decode()


def _wait(port: int) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        try:
            _ask(port, "/healthz")
            return
        except (URLError, OSError):
            time.sleep(0.1)
    raise RuntimeError("The site did not start on the copy.")
