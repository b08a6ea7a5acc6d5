"""Walks every URL pattern of the site; asks an address as somebody, and leaves no trace."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db import connection, transaction
from django.http import HttpResponseBase
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from tests.authz.fingerprints import UNCOUNTED

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
WRITE = re.compile(r"\s*(INSERT|UPDATE|DELETE)\b.*?[\"`](\w+)[\"`]", re.IGNORECASE | re.DOTALL)


def patterns() -> dict[str, str]:
    """The name of each pattern with its route; one without a name would be an error."""
    found: dict[str, str] = {}
    for name, route in _walk(get_resolver(), "", ()):
        assert name not in found, f"Two patterns are called {name}."
        found[name] = route
    return found


def _walk(resolver: URLResolver, prefix: str, spaces: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for entry in resolver.url_patterns:
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLPattern):
            yield ":".join((*spaces, entry.name or route)), route
        else:
            inner = (*spaces, entry.namespace) if entry.namespace else spaces
            yield from _walk(entry, route, inner)


@dataclass
class Answer:
    status: str
    body: str
    headers: str
    written: set[str] = field(default_factory=set)

    @property
    def is_refusal(self) -> bool:
        return self.status in {"login", "reauthenticate", "400", "403", "404", "405", "410"}


def ask(client: Client, method: str, path: str, data: str = "") -> Answer:
    """The answer, and the tables that it wrote to; whatever it wrote is undone."""
    written: set[str] = set()

    def note(execute, sql, params, many, context):  # type: ignore[no-untyped-def]
        if found := WRITE.match(sql):
            written.add(found.group(2))
        return execute(sql, params, many, context)

    cookies = dict(client.cookies)
    with connection.execute_wrapper(note), transaction.atomic():
        response = client.generic(method, path, data, "application/x-www-form-urlencoded")
        body = _body(response)
        transaction.set_rollback(True)
    client.cookies.clear()
    client.cookies.update(cookies)
    headers = "\n".join(f"{name}: {value}" for name, value in response.headers.items())
    return Answer(_status(response), body, headers, written - UNCOUNTED)


def _status(response: HttpResponseBase) -> str:
    """The number; a redirect to sign-in or to asking for the password once more by its word."""
    location = response.headers.get("Location", "")
    for word in ("login", "reauthenticate"):
        if location.startswith(f"/accounts/{word}/"):
            return word
    if location.startswith("/admin/login/"):
        return "login"
    return str(response.status_code)


def _body(response: HttpResponseBase) -> str:
    if response.streaming:
        return b"".join(response).decode("latin-1")  # type: ignore[arg-type]
    return response.content.decode("utf-8", "replace")
