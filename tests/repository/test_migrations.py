"""Models and migrations say the same."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command

OWN_APPS = ("sciatica_site", "accounts", "directory", "articles")


@pytest.mark.django_db
def test_no_migration_is_missing() -> None:
    call_command("makemigrations", *OWN_APPS, check=True, dry_run=True, verbosity=0)


def test_migrations_have_names_that_say_what_they_do() -> None:
    automatic = re.compile(r"^\d{4}_auto_|_and_more$")
    found = [
        migration.name
        for label in OWN_APPS
        for migration in (Path(apps.get_app_config(label).path) / "migrations").glob("[0-9]*.py")
        if automatic.search(migration.stem)
    ]

    assert found == []


def test_every_migration_number_is_taken_once() -> None:
    for label in OWN_APPS:
        folder = Path(settings.BASE_DIR) / label / "migrations"
        numbers = [file.name[:4] for file in folder.glob("[0-9]*.py")]
        assert len(numbers) == len(set(numbers)), label
