"""A developer's machine needs no environment variable."""

from __future__ import annotations

import os
import subprocess
import sys

from django.conf import settings


def test_the_site_checks_out_with_an_empty_environment() -> None:
    result = subprocess.run(
        [sys.executable, "manage.py", "check"],
        cwd=settings.BASE_DIR,
        env={"PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
        check=False,
    )

    assert result.returncode == 0, result.stderr
    assert "no issues" in result.stdout
