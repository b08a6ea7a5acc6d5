"""Gives a test a database that holds what is committed, for other threads and processes too."""

from __future__ import annotations

import atexit
import copy
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import psycopg2
from django.conf import settings
from django.db import connections

ROOT = Path(settings.BASE_DIR)


@contextmanager
def own_database(folder: Path) -> Iterator[str]:
    """A new one with all tables and no rows, as the default one here; its URL."""
    before = connections["default"]
    config = copy.deepcopy(before.settings_dict)
    if before.vendor == "postgresql":
        config["NAME"] = f"own_{os.getpid()}"
        _maintain(f'CREATE DATABASE "{config["NAME"]}" TEMPLATE "{_empty_database()}"')
        address = _address_of(config["NAME"])
    else:
        config["NAME"] = str(folder / "site.sqlite3")
        shutil.copy(_empty_file(), config["NAME"])
        address = f"sqlite:///{config['NAME']}"
    own = type(before)(config, "default")
    try:
        connections["default"] = own
        yield address
    finally:
        own.close()
        connections["default"] = before
        if before.vendor == "postgresql":
            _drop(config["NAME"])


def environment(address: str) -> dict[str, str]:
    """For a process of its own that works on the database of this URL."""
    return {
        **os.environ,
        "DATABASE_URL": address,
        "DJANGO_SETTINGS_MODULE": "sciatica_site.settings.test",
    }


# Migrating takes some ten times longer than copying, so it is done once for all -----------------


@cache
def _empty_file() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="empty-site-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    path = folder / "site.sqlite3"
    _migrate(f"sqlite:///{path}")
    return path


@cache
def _empty_database() -> str:
    name = f"empty_{os.getpid()}"
    _maintain(f'CREATE DATABASE "{name}"')
    atexit.register(_drop, name)
    _migrate(_address_of(name))
    return name


def _address_of(name: str) -> str:
    return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()


def _migrate(address: str) -> None:
    """In another process, since this one remembers things about the database of the tests."""
    command = [sys.executable, "manage.py", "migrate", "--verbosity=0"]
    subprocess.run(command, cwd=ROOT, env=environment(address), check=True)  # noqa: S603 (our own)


def _drop(name: str) -> None:
    _maintain(f'DROP DATABASE "{name}" WITH (FORCE)')


def _maintain(statement: str) -> None:
    """Not through Django, which tests may keep from every database, also when all has ended."""
    with closing(psycopg2.connect(os.environ["DATABASE_URL"])) as connection:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(statement)
