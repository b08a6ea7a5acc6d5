"""As much of a browser as a patient needs: cookies, forms, and an answer or a broken line."""

from __future__ import annotations

import threading
from collections import Counter
from html.parser import HTMLParser
from http.client import HTTPConnection, HTTPException
from http.cookies import SimpleCookie
from typing import NamedTuple

#: As long as a browser would rather wait.
TIMEOUT_SECONDS = 10
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


class Answer(NamedTuple):
    """Status 0 when the connection broke."""

    status: int
    target: str = ""
    page: str = ""


class Form(HTMLParser):
    """What a browser would send of the form that has these fields, with nothing typed into it."""

    def __init__(self, page: str, *names: str) -> None:
        super().__init__()
        self.action = ""
        self.values: dict[str, str] = {}
        self._names = set(names)
        self._open: dict[str, str] | None = None
        self._open_action = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._open, self._open_action = {}, given.get("action", "")
        elif tag == "input" and self._open is not None and "name" in given:
            kind = given.get("type", "text")
            if kind not in ("checkbox", "radio", "submit") or "checked" in given:
                self._open[given["name"]] = given.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            if self._open is not None and self._names <= self._open.keys():
                self.values, self.action = self._open, self._open_action
            self._open = None


class Tally:
    """What all visitors together were answered."""

    def __init__(self) -> None:
        self.answers: Counter[str] = Counter()
        self._lock = threading.Lock()

    def add(self, answer: str) -> None:
        with self._lock:
            self.answers[answer] += 1


class Browser:
    """Of one visitor: nobody else has its cookies."""

    def __init__(self, port: int, tally: Tally) -> None:
        self._port, self._tally = port, tally
        self._cookies: dict[str, str] = {}

    def ask(self, method: str, path: str, body: str = "") -> Answer:
        connection = HTTPConnection("127.0.0.1", self._port, timeout=TIMEOUT_SECONDS)
        cookie = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        headers = {"Cookie": cookie} | (FORM if method == "POST" else {})
        try:
            connection.request(method, path, body.encode(), headers)
            response = connection.getresponse()
            page = response.read().decode(errors="replace")
        except (OSError, HTTPException) as error:
            self._tally.add(f"{method} {type(error).__name__}")
            return Answer(0)
        finally:
            connection.close()
        for line in response.headers.get_all("Set-Cookie", []):
            self._cookies.update({name: one.value for name, one in SimpleCookie(line).items()})
        self._tally.add(f"{method} {response.status}")
        return Answer(response.status, response.headers.get("Location", ""), page)
