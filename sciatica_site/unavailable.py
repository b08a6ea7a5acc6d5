"""The answer for a time without a database: a static page, status 503."""

from __future__ import annotations

from django.db import DatabaseError, InterfaceError, OperationalError
from django.http import HttpResponse
from django.template import loader

RETRY_AFTER_SECONDS = 30


def is_database_down(error: BaseException | None) -> bool:
    """psycopg2 raises the bare class when the server dies in the middle of a COMMIT."""
    return isinstance(error, OperationalError | InterfaceError) or type(error) is DatabaseError


def unavailable() -> HttpResponse:
    """Rendered without a request or context: nothing here may ask the database."""
    response = HttpResponse(loader.render_to_string("503.html"), status=503)
    response["Retry-After"] = str(RETRY_AFTER_SECONDS)
    response["Cache-Control"] = "no-store"
    return response
