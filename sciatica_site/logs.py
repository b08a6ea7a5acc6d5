"""Log lines as JSON, with everything personal left out."""

from __future__ import annotations

import json
import logging
import re
import traceback
from datetime import UTC, datetime
from typing import Any

from django.db import Error as DatabaseError

QUERY_STRING = re.compile(r"\?[^\s\"']*")
# Whoever reads a log must not be able to use a link from a mail or to name a file.
TOKEN = re.compile(
    r"(/(?:confirm|confirm-email|invitation|messages|dashboard/inquiries|reset/key|photos|dashboard/photo|dashboard/documents)/)[^/\s\"']+"
)
CONSTRAINT = re.compile(r'(?:constraint|constraint failed:?) "?([\w.]+)"?')


class PrivacyFilter(logging.Filter):
    """Take out what a visitor typed, the values that databases quote, and tokens of links."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = without_secrets(record.getMessage()), None
        record.__dict__.pop("request", None)
        if record.exc_info and record.exc_info[1] is not None:
            record.exc_text = describe(record.exc_info[1])
            record.exc_info = None
        return True


class JsonFormatter(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, tz=UTC).isoformat(
                timespec="milliseconds"
            ),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if status := getattr(record, "status_code", None):
            line["status"] = status
        if record.exc_text:
            line["error"] = record.exc_text
        return json.dumps(line)


def without_secrets(message: str) -> str:
    return TOKEN.sub(r"\1…", QUERY_STRING.sub("?…", message))


def describe(error: BaseException) -> str:
    """Where an error came from, and its text only where that cannot quote a visitor."""
    frames = "".join(
        f'  File "{frame.filename}", line {frame.lineno}, in {frame.name}\n'
        for frame in traceback.extract_tb(error.__traceback__)
    )
    return f"{frames}{summary(error)}"


def summary(error: BaseException) -> str:
    name = type(error).__name__
    if isinstance(error, DatabaseError):
        found = CONSTRAINT.search(str(error))
        return f"{name} ({found[1]})" if found else name
    return name
