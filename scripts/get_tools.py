"""Fetches the browser and the HTML checker that tests use, where that is possible."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

APT_PACKAGES = ("chromium", "fonts-dejavu-core", "fonts-liberation")
TOOLS = Path(".tools")
VNU_VERSION = "26.9.27"
VNU_JAR = TOOLS / "node_modules/vnu-jar/build/dist/vnu.jar"  # tests/repository/test_pages_html.py
NOBODY_ANSWERS = {"stdin": subprocess.DEVNULL}


def main() -> None:
    get_browser()
    get_html_checker()


def get_browser() -> None:
    if browser_found():
        return
    if is_root() and shutil.which("apt-get"):
        print("Browser: installing Debian's Chromium", flush=True)
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.call(["apt-get", "update"], env=environment, **NOBODY_ANSWERS)
        install = ["apt-get", "install", "-y", "--no-install-recommends", *APT_PACKAGES]
        subprocess.call(install, env=environment, **NOBODY_ANSWERS)
        if browser_found():
            return
    print("Browser: downloading Playwright's Chromium", flush=True)
    subprocess.call([sys.executable, "-m", "playwright", "install", "chromium"], **NOBODY_ANSWERS)
    if not browser_found():
        print("Browser: could not be installed; the browser tests will be skipped.", flush=True)


def browser_found() -> bool:
    """Asks the finder of the tests themselves; it prints what it found."""
    return subprocess.call([sys.executable, "-m", "tests.browser.chromium"]) == 0


def is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def get_html_checker() -> None:
    missing = [name for name in ("java", "npm") if not shutil.which(name)]
    if VNU_JAR.exists() and "java" not in missing:
        print(f"HTML checker: {VNU_JAR}", flush=True)
    elif missing:
        print(f"HTML checker: needs {' and '.join(missing)}; its test will be skipped.", flush=True)
    else:
        print("HTML checker: getting vnu-jar from npm", flush=True)
        TOOLS.mkdir(exist_ok=True)
        # Its install script would fetch a Java of its own, which is not needed.
        flags = ["--ignore-scripts", "--no-audit", "--no-fund", "--no-save"]
        package = f"vnu-jar@{VNU_VERSION}"
        subprocess.call(["npm", "install", *flags, "--prefix", TOOLS, package], **NOBODY_ANSWERS)
        if not VNU_JAR.exists():
            print("HTML checker: could not be installed; its test will be skipped.", flush=True)


if __name__ == "__main__":
    main()
