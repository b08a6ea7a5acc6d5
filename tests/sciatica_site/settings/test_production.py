"""Production settings: what they refuse, and what Django says about them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from django.conf import settings

NEEDED = {
    "SECRET_KEY": "k9Zq3vT7wB1nM5xC8rL2yH6dF4sJ0gPaUeIoQtRz-WvXcNbKmLpS",
    "DATABASE_URL": "sqlite:///:memory:",
    "ALLOWED_HOSTS": "www.example.com",
    "SITE_URL": "https://www.example.com",
    "DEFAULT_FROM_EMAIL": "hello@example.com",
    "SECURITY_CONTACT": "mailto:security@example.com",
    "MESSAGE_KEYS": "MDEyMzQ1Njc4OWFiY2RlZmdoaWprbG1ub3BxcnN0dXY=",
    "UPLOADS_DIR": "/srv/uploads",
}


def manage(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run in a process of its own, with nothing of this one's settings."""
    return subprocess.run(  # noqa: S603 (the project's own program)
        [sys.executable, "manage.py", *arguments],
        cwd=settings.BASE_DIR,
        env={
            "PATH": os.environ["PATH"],
            "DJANGO_SETTINGS_MODULE": "sciatica_site.settings.production",
            **environment,
        },
        capture_output=True,
        text=True,
        check=False,
    )


def test_it_refuses_to_start_and_names_all_that_is_missing() -> None:
    result = manage("check")

    assert result.returncode != 0
    for name in NEEDED:
        assert name in result.stderr


def test_the_example_explains_every_variable_that_is_needed() -> None:
    lines = (Path(settings.BASE_DIR) / ".env.example").read_text().splitlines()

    assert set(NEEDED) <= {line.partition("=")[0] for line in lines if "=" in line}


def test_it_names_only_what_is_missing() -> None:
    result = manage("check", **NEEDED | {"SITE_URL": ""})

    message = result.stderr.strip().splitlines()[-1]
    assert "first: SITE_URL." in message


def test_the_deployment_check_finds_nothing() -> None:
    result = manage("check", "--deploy", "--fail-level", "WARNING", **NEEDED)

    assert result.returncode == 0, result.stderr
    assert "no issues (0 silenced)" in result.stdout


def test_the_deployment_check_notices_a_site_without_https() -> None:
    result = manage(
        "check", "--deploy", "--fail-level", "WARNING", **NEEDED | {"SITE_URL": "http://a.example"}
    )

    assert result.returncode != 0
    assert "sciatica_site.W001" in result.stderr


def test_cookies_are_secure_and_bound_to_the_host() -> None:
    names = (
        "SESSION_COOKIE_NAME",
        "SESSION_COOKIE_SECURE",
        "CSRF_COOKIE_NAME",
        "CSRF_COOKIE_SECURE",
        "STYLEGUIDE",
        "MAIL_PREVIEWS",
        "DEBUG",
    )
    code = f"from django.conf import settings; print(*[getattr(settings, n) for n in {names!r}])"

    result = manage("shell", "--no-imports", "-c", code, **NEEDED)

    assert result.stdout.split() == [
        *("__Host-sessionid", "True", "__Host-csrftoken", "True"),
        *("False", "False", "False"),
    ]


def test_a_bucket_makes_a_folder_for_uploads_needless() -> None:
    bucket = {"UPLOADS_DIR": "", "MEDIA_STORAGE_URL": "s3://KEY:SECRET@s3.example/guide"}

    result = manage("check", **NEEDED | bucket)

    assert result.returncode == 0, result.stderr
