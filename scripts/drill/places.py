"""Makes and removes the databases of a drill; those that exist are never touched."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

#: Gives the address of a database that is empty, and of no use to anybody else.
Place = Callable[[str], str]


@contextmanager
def sqlite(folder: Path) -> Iterator[Place]:
    """Files, which go with their folder."""

    def make(name: str) -> str:
        return f"sqlite:///{folder / name}.sqlite3"

    yield make


@contextmanager
def postgresql(server: str) -> Iterator[Place]:
    """Databases of their own on the server that an address names."""
    mark, made = secrets.token_hex(4), list[str]()

    def make(name: str) -> str:
        database = f"drill_{mark}_{name}"
        _execute(server, f'CREATE DATABASE "{database}" TEMPLATE template0')
        made.append(database)
        return urlunsplit(urlsplit(server)._replace(path=f"/{database}"))

    try:
        yield make
    finally:
        for database in made:
            _execute(server, f'DROP DATABASE IF EXISTS "{database}" WITH (FORCE)')


def _execute(server: str, statement: str) -> None:
    import psycopg2

    with closing(psycopg2.connect(server)) as connection:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(statement)
