"""Finds a Chromium that works on this machine and says how to start it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# Quiet and alone: no sandbox (containers run as root), no graphics card, no request of its own.
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
NOT_FOUND = (
    "no Chromium on this machine that starts "
    "(apt-get install chromium, or playwright install chromium)"
)


def find_browser() -> str | None:
    """The system's Chromium or Chrome, else the one that Playwright downloaded, else None."""
    for name in NAMES:
        path = shutil.which(name)
        if path and starts(path):
            return path
    with sync_playwright() as playwright:
        downloaded = playwright.chromium.executable_path
    return downloaded if Path(downloaded).exists() and starts(downloaded) else None


def starts(path: str) -> bool:
    """Some systems put a launcher there that only says where to get the browser."""
    command = [path, "--version", "--no-sandbox"]
    try:
        return subprocess.run(command, capture_output=True, timeout=30, check=False).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


if __name__ == "__main__":
    found = find_browser()
    print(f"Browser: {found or NOT_FOUND}", flush=True)  # noqa: T201 # asked by scripts/get_tools.py
    sys.exit(0 if found else 1)
