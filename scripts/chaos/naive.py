"""The negative control: mail that waits in the memory of the web process, as many sites do it."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.backends.smtp import EmailBackend

TRIES = 60
PAUSE_SECONDS = 0.5

_waiting: queue.Queue[EmailMessage] = queue.Queue()
_start = threading.Lock()
_sender: list[threading.Thread] = []


class MemoryBackend(BaseEmailBackend):
    """Says that it was sent, and sends it afterwards: whoever kills the process loses it."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        with _start:
            if not _sender:
                _sender.append(threading.Thread(target=_send_all, daemon=True))
                _sender[0].start()
        for message in email_messages:
            _waiting.put(message)
        return len(email_messages)


def _send_all() -> None:
    while True:
        _send(_waiting.get())


def _send(message: EmailMessage) -> None:
    """As patient as the real worker, so that only memory is to blame."""
    for _number in range(TRIES):
        try:
            EmailBackend().send_messages([message])
        except OSError:
            time.sleep(PAUSE_SECONDS)
        else:
            return
