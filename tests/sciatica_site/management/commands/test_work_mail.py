"""The process that delivers mail."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError

from sciatica_site.mail.worker import only_sender
from sciatica_site.management.commands import work_mail


@pytest.fixture(autouse=True)
def _surroundings(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The test's connection stays open, and signals are put back."""
    monkeypatch.setattr(work_mail, "close_old_connections", lambda: None)
    handlers = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    yield
    for number, handler in handlers.items():
        signal.signal(number, handler)


def test_once_sends_until_the_queue_is_empty(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter([True, True, False])
    monkeypatch.setattr(work_mail, "send_next", lambda: next(answers))

    call_command("work_mail", once=True)

    assert list(answers) == []


def test_it_stops_after_the_message_in_flight_when_asked_to(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sent = []

    def send_and_be_stopped() -> bool:
        os.kill(os.getpid(), signal.SIGTERM)
        sent.append("message")
        return True

    monkeypatch.setattr(work_mail, "send_next", send_and_be_stopped)

    call_command("work_mail")

    assert sent == ["message"]


def test_it_refuses_to_run_beside_another() -> None:
    with only_sender(), pytest.raises(CommandError, match="sending already"):
        call_command("work_mail", once=True)


def test_it_survives_a_database_that_is_away(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> bool:
        raise OperationalError("gone")

    monkeypatch.setattr(work_mail, "send_next", fail)

    call_command("work_mail", once=True)
