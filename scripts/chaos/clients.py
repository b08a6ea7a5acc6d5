"""Patients who do not give up: each sends the same form until the site says that it has it."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable
from html.parser import HTMLParser
from http.client import HTTPConnection, HTTPException
from http.cookies import SimpleCookie
from urllib.parse import urlencode

from .ledger import Ledger

#: As long as a browser would rather wait.
TIMEOUT_SECONDS = 10
PAUSE_SECONDS = 0.15
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


class Form(HTMLParser):
    """What a browser would send of the form that has a key, with nothing typed into it."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.values: dict[str, str] = {}
        self._open: dict[str, str] | None = None
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._open = {}
        elif tag == "input" and self._open is not None and "name" in given:
            kind = given.get("type", "text")
            if kind not in ("checkbox", "radio", "submit") or "checked" in given:
                self._open[given["name"]] = given.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            if self._open is not None and "key" in self._open:
                self.values = self._open
            self._open = None


class Tally:
    """What all clients together were answered."""

    def __init__(self) -> None:
        self.answers: Counter[str] = Counter()
        self._lock = threading.Lock()
        self._next = 0

    def add(self, answer: str) -> None:
        with self._lock:
            self.answers[answer] += 1

    def take_number(self, end: int) -> int | None:
        with self._lock:
            if self._next >= end:
                return None
            self._next += 1
            return self._next


class Client:
    """One visitor after the other, each with an address that nobody else has."""

    def __init__(
        self, port: int, slugs: list[str], acknowledged: Ledger, tally: Tally, stop: threading.Event
    ) -> None:
        self._port, self._slugs = port, slugs
        self._acknowledged, self._tally, self._stop = acknowledged, tally, stop

    def work(self, end: int) -> None:
        while not self._stop.is_set():
            number = self._tally.take_number(end)
            if number is None:
                return
            self._send(number)

    def _send(self, number: int) -> None:
        path = f"/therapists/{self._slugs[number % len(self._slugs)]}/inquire/"
        cookies: dict[str, str] = {}
        form: dict[str, str] = {}

        def opened() -> bool:
            status, _target, page = self._ask("GET", path, cookies)
            form.update(Form(page).values if status == 200 else {})
            return "key" in form

        def accepted() -> bool:
            status, target, _page = self._ask("POST", path, cookies, urlencode(form))
            return status == 302 and target.endswith("/sent/")

        if self._until(opened):
            form["name"] = f"Patient {number}"
            form["email"] = f"patient-{number}@example.com"
            form["message"] = f"It hurts when I sit. This is message {number}."
            if self._until(accepted):
                self._acknowledged.add(key=form["key"], email=form["email"])

    def _until(self, step: Callable[[], bool]) -> bool:
        while not self._stop.is_set():
            if step():
                return True
            time.sleep(PAUSE_SECONDS)
        return False

    def _ask(
        self, method: str, path: str, cookies: dict[str, str], body: str = ""
    ) -> tuple[int, str, str]:
        """Status, target and page; status 0 when the connection broke."""
        connection = HTTPConnection("127.0.0.1", self._port, timeout=TIMEOUT_SECONDS)
        cookie = "; ".join(f"{name}={value}" for name, value in cookies.items())
        headers = {"Cookie": cookie} | (FORM if method == "POST" else {})
        try:
            connection.request(method, path, body.encode(), headers)
            response = connection.getresponse()
            page = response.read().decode(errors="replace")
        except (OSError, HTTPException) as error:
            self._tally.add(f"{method} {type(error).__name__}")
            return 0, "", ""
        finally:
            connection.close()
        for line in response.headers.get_all("Set-Cookie", []):
            cookies.update({name: one.value for name, one in SimpleCookie(line).items()})
        self._tally.add(f"{method} {response.status}")
        return response.status, response.headers.get("Location", ""), page
