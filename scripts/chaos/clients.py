"""Patients who do not give up: each sends the form, and every second one confirms it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode

from .browser import Browser, Form, Tally
from .ledger import Ledger

PAUSE_SECONDS = 0.15
#: One of so many patients opens the link in the mail and presses its button.
CONFIRMS = 2
CSRF = "csrfmiddlewaretoken"


@dataclass(frozen=True, slots=True)
class Patient:
    """Each has an address that nobody else has."""

    number: int
    key: str = ""

    @property
    def email(self) -> str:
        return f"patient-{self.number}@example.com"

    @property
    def wants_to_confirm(self) -> bool:
        return self.number % CONFIRMS == 0


class Line:
    """Who sends next, and who waits for the mail with the link."""

    def __init__(self, end: int) -> None:
        self._end = end
        self._sent = self._confirmed = 0
        self._waiting: list[Patient] = []
        self._lock = threading.Lock()

    @property
    def to_confirm(self) -> int:
        return self._end // CONFIRMS

    def next_sender(self) -> Patient | None:
        with self._lock:
            if self._sent >= self._end:
                return None
            self._sent += 1
            return Patient(self._sent)

    def wait_for_mail(self, patient: Patient) -> None:
        with self._lock:
            self._waiting.append(patient)

    def next_to_confirm(self, has_mail: Callable[[str], object]) -> Patient | None:
        with self._lock:
            ready = next((one for one in self._waiting if has_mail(one.email)), None)
            if ready:
                self._waiting.remove(ready)
                self._confirmed += 1
            return ready

    @property
    def is_over(self) -> bool:
        """Nobody will have to confirm any more."""
        return self._confirmed >= self.to_confirm


@dataclass(frozen=True, slots=True)
class Clients:
    """What they share. `link_for` answers the path of the link in the mail to an address."""

    port: int
    slugs: list[str]
    line: Line
    acknowledged: Ledger
    confirmed: Ledger
    link_for: Callable[[str], str | None]
    tally: Tally
    stop: threading.Event

    def send_all(self) -> None:
        """The work of one thread."""
        while not self.stop.is_set() and (patient := self.line.next_sender()):
            self._send(patient)

    def confirm_all(self) -> None:
        """The work of another."""
        while not self.stop.is_set() and not self.line.is_over:
            if patient := self.line.next_to_confirm(self.link_for):
                self._confirm(patient)
            else:
                time.sleep(PAUSE_SECONDS / 3)

    def _send(self, patient: Patient) -> None:
        # Those who confirm must not all ask the same few therapists.
        slug = self.slugs[patient.number // CONFIRMS % len(self.slugs)]
        path = f"/therapists/{slug}/inquire/"
        browser = Browser(self.port, self.tally)
        if not (form := self._open(browser, path, "key")):
            return
        values = form.values | {
            "name": f"Patient {patient.number}",
            "email": patient.email,
            "message": f"It hurts when I sit. This is message {patient.number}.",
        }

        def is_accepted() -> bool:
            answer = browser.ask("POST", path, urlencode(values))
            return answer.status == 302 and answer.target.endswith("/sent/")

        if self._until(is_accepted):
            self.acknowledged.add(key=values["key"], email=patient.email)
            if patient.wants_to_confirm:
                self.line.wait_for_mail(Patient(patient.number, values["key"]))

    def _confirm(self, patient: Patient) -> None:
        """In a new browser: the mail may be read on another device."""
        browser = Browser(self.port, self.tally)
        if not (form := self._open(browser, self.link_for(patient.email) or "", CSRF, "number")):
            return
        body = urlencode(form.values)
        if self._until(lambda: browser.ask("POST", form.action, body).status == 200):
            self.confirmed.add(key=patient.key, email=patient.email)

    def _open(self, browser: Browser, path: str, *names: str) -> Form | None:
        """The form with these fields, as soon as the site shows it; None when all is over."""
        found: list[Form] = []

        def is_shown() -> bool:
            answer = browser.ask("GET", path)
            form = Form(answer.page if answer.status == 200 else "", *names)
            if form.values:
                found.append(form)
            return bool(found)

        return found[0] if self._until(is_shown) else None

    def _until(self, step: Callable[[], bool]) -> bool:
        while not self.stop.is_set():
            if step():
                return True
            time.sleep(PAUSE_SECONDS)
        return False
