"""Every kind of page is valid HTML for the Nu HTML checker."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from django.conf import settings

from tests.browser.server import read
from tests.pages import PAGES, path_of

# Put there by scripts/get_tools.py.
JAR = Path(settings.BASE_DIR) / ".tools/node_modules/vnu-jar/build/dist/vnu.jar"
JAVA = shutil.which("java")

pytestmark = [
    pytest.mark.skipif(not JAVA, reason="Nu HTML checker: no java on this machine"),
    pytest.mark.skipif(not JAR.exists(), reason="Nu HTML checker: no vnu.jar, run make test"),
]


def check(folder: Path) -> list[dict[str, object]]:
    command = [str(JAVA), "-Xss8m", "-jar", str(JAR), "--errors-only", "--exit-zero-always"]
    files = sorted(str(file) for file in folder.glob("*.html"))
    run = subprocess.run(
        [*command, "--format", "json", *files], capture_output=True, text=True, check=True
    )
    # The checker reports on the error stream.
    return list(json.loads(run.stderr or run.stdout)["messages"])


def test_pages_are_valid_html(site: str, tmp_path: Path) -> None:
    for name in PAGES:
        path = path_of(name, lambda path: read(site + path))
        (tmp_path / f"{name}.html").write_text(read(site + path), encoding="utf-8")

    messages = check(tmp_path)

    findings = [
        f"{Path(str(found['url'])).stem}, line {found.get('lastLine')}: {found['message']}"
        for found in messages
    ]
    assert not findings, "\n".join(findings)


def test_the_checker_sees_an_error(tmp_path: Path) -> None:
    page = '<!doctype html><html lang="en"><title>x</title><p no="1">'
    (tmp_path / "wrong.html").write_text(page)

    messages = check(tmp_path)

    assert len(messages) == 1
