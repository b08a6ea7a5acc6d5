"""Backups of the test's own database, in folders that go with the test."""

from __future__ import annotations

from pathlib import Path

import pyrage
import pytest
from django.core.files.storage import Storage
from django.core.files.storage.filesystem import FileSystemStorage
from django.db import connection

from sciatica_site.backup import making, restoring
from sciatica_site.backup.engines import programs
from sciatica_site.backup.failure import BackupFailed


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "backups"


@pytest.fixture
def uploads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Storage:
    """A storage of uploads of this test alone."""
    storage = FileSystemStorage(location=tmp_path / "uploads")
    for module in (making, restoring):
        monkeypatch.setattr(module, "default_storage", storage)
    return storage


@pytest.fixture
def programs_fit() -> None:
    """A server that somebody brings along needs programs that fit it."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version_num")
        major = int(cursor.fetchone()[0]) // 10_000
    try:
        programs.find("pg_dump", at_least=major)
    except BackupFailed as error:
        pytest.skip(str(error))


@pytest.fixture
def identity(tmp_path: Path) -> tuple[str, Path]:
    """A public key, and the file with its secret one."""
    secret = pyrage.x25519.Identity.generate()
    path = tmp_path / "identity.txt"
    path.write_text(f"# created: today\n# public key: {secret.to_public()}\n{secret}\n")
    return str(secret.to_public()), path
