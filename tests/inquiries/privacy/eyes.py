"""Words that stand for what people wrote, and eyes for every place where none of them belongs."""

from __future__ import annotations

import base64
import binascii
import io
import logging
import logging.config
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.contrib.sessions.models import Session
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from post_office.models import Email

from sciatica_site.settings import logging as site_logging  # noqa: TID251 (what is tested)

#: In all that is typed: nobody else writes it, and no encrypted text has it by chance.
WORD = "zyxwvut"
NAME = f"{WORD.capitalize()} Quill"
EMAIL = f"{WORD}@example.com"
PHONE = "(303) 555-0187"
CAUSE = "spondylolisthesis"
#: Whatever the form makes of them: a number without its marks, a cause in words.
CANARIES = (WORD, "quill", "5550187", "555-0187", "spondylolisthesis", "evenings")


def found_in(*texts: object) -> list[str]:
    """Those of the words that stand in one of the texts, however their letters are written."""
    whole = "\n".join(str(text) for text in texts).casefold()
    return [word for word in CANARIES if word in whole]


# Logs


@contextmanager
def logged() -> Iterator[io.StringIO]:
    """All that loggers of this process write in the meantime, as the site's settings say it,
    but down to DEBUG. Lines about queries stay out as they do there: they hold parameters."""
    stream = io.StringIO()
    config = site_logging.config(level="DEBUG")
    config["handlers"]["stdout"]["stream"] = stream
    config["root"]["level"] = config["loggers"]["post_office"]["level"] = "DEBUG"
    before = [(logger, logger.handlers[:], logger.level, logger.propagate) for logger in _loggers()]
    logging.config.dictConfig(config)
    try:
        yield stream
    finally:
        for logger in _loggers():
            logger.handlers, logger.propagate = [], True
            logger.setLevel(logging.NOTSET)
        for logger, handlers, level, propagate in before:
            logger.handlers, logger.propagate = handlers, propagate
            logger.setLevel(level)


def _loggers() -> list[logging.Logger]:
    known = logging.root.manager.loggerDict.values()
    return [logging.root, *(one for one in known if isinstance(one, logging.Logger))]


# Answers


@dataclass
class Seen:
    """One answer of the site, with the address that was asked."""

    method: str
    address: str
    response: HttpResponse

    @property
    def outside_the_page(self) -> str:
        """What proxies, histories and other sites may learn: all but the page itself."""
        return f"{self.address} {self.response.headers} {self.response.cookies}"


class WatchedClient(Client):
    """Keeps every answer."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.seen: list[Seen] = []

    def request(self, **request: Any) -> Any:
        response = super().request(**request)
        address = f"{request.get('PATH_INFO', '')}?{request.get('QUERY_STRING', '')}"
        self.seen.append(Seen(request.get("REQUEST_METHOD", "GET"), address, response))
        return response


# The database


@dataclass
class Rows:
    """The whole database as text, by table; encoded values as what they say."""

    texts: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of_now(cls) -> Rows:
        rows = cls()
        with connection.cursor() as cursor:
            for table in _tables(cursor):
                cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608 (its own name)
                rows.texts[table] = "\n".join(
                    readable(value) for row in cursor.fetchall() for value in row
                )
        rows.texts["django_session"] = str([one.get_decoded() for one in Session.objects.all()])
        return rows

    def with_words(self) -> dict[str, list[str]]:
        return {table: words for table, text in self.texts.items() if (words := found_in(text))}


def _tables(cursor: Any) -> Iterable[str]:
    """All of them, also those that Django does not know of."""
    if connection.vendor == "sqlite":
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        return [name for (name,) in cursor.fetchall()]
    return list(connection.introspection.table_names(cursor))


def readable(value: Any) -> str:
    """With what stands in the shared cache, which is kept as letters of base 64."""
    if isinstance(value, bytes | memoryview):
        return bytes(value).decode("utf-8", "replace")
    try:
        inside = base64.b64decode(str(value), validate=True).decode("utf-8", "replace")
    except (binascii.Error, ValueError):
        inside = ""
    return f"{value} {inside}"


def mails_as_text() -> list[str]:
    """All of every mail but whom it goes to."""
    return [
        f"{mail.subject} {mail.message} {mail.html_message} {mail.headers} {mail.context} "
        f"{mail.from_email} {mail.cc} {mail.bcc}"
        for mail in Email.objects.all()
    ]
