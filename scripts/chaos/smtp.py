"""A mail server on loopback that fails by a seeded script and remembers what it took."""

from __future__ import annotations

import asyncio
import random
import socket
import threading
from collections import Counter
from collections.abc import Coroutine
from dataclasses import asdict
from typing import Any, TypeVar

from aiosmtpd.smtp import SMTP, Envelope, Session

from . import mails
from .ledger import Ledger

T = TypeVar("T")

#: How often of a hundred mails: refused for now, refused for good at the first try, no answer,
#: line cut before the mail was taken, line cut after it.
FAULTS = {"4xx": 2.0, "5xx at first": 2.0, "no answer": 1.0, "cut": 1.0, "cut after": 0.1}
LATENCY_SECONDS = 0.01
#: Longer than EMAIL_TIMEOUT.
NO_ANSWER_SECONDS = 1.6


class MailServer:
    """`taken` holds recipient, Message-ID, subject and link of every mail that it answers for."""

    def __init__(self, taken: Ledger, seed: int) -> None:
        self.taken = taken
        self.faults: Counter[str] = Counter()
        self._chance = random.Random(f"smtp {seed}")  # noqa: S311 (repeatable, no secret)
        self._is_calm = False
        self._seen: set[str] = set()
        self._links: dict[str, str] = {}
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._server: asyncio.Server | None = None
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])

    def start(self) -> None:
        self._thread.start()
        self.listen()

    def listen(self) -> None:
        self._do(self._listen())

    def refuse(self) -> None:
        """Nobody can connect until `listen` is called."""
        self._do(self._close())

    def calm(self) -> None:
        """No faults from now on."""
        self._is_calm = True

    def link_for(self, address: str) -> str | None:
        """In the first mail to this address that was taken."""
        return self._links.get(address)

    def stop(self) -> None:
        if self._thread.is_alive():
            self._do(self._close())
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join(5)

    def _do(self, task: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(task, self._loop).result(10)

    async def _listen(self) -> None:
        if self._server is None:
            self._server = await self._loop.create_server(
                lambda: SMTP(self, hostname="chaos.example.com", loop=self._loop, timeout=30),
                "127.0.0.1",
                self.port,
            )

    async def _close(self) -> None:
        if self._server is not None:
            self._server.close()
            self._server = None

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:
        """Called by aiosmtpd when a whole mail has arrived."""
        mail = mails.read(envelope.original_content or b"")
        fault = self._fault(mail.message_id)
        await asyncio.sleep(LATENCY_SECONDS)
        if fault == "4xx":
            return "451 Try again later"
        if fault == "5xx at first":
            return "554 No"
        if fault == "no answer":
            await asyncio.sleep(NO_ANSWER_SECONDS)
            return "451 Too late"
        if fault != "cut":
            for recipient in envelope.rcpt_tos:
                self.taken.add(to=recipient, **asdict(mail))
                self._links.setdefault(recipient, mail.link)
        if fault and isinstance(server.transport, asyncio.Transport):
            server.transport.abort()
        return "250 Taken"

    def _fault(self, message_id: str) -> str:
        """What goes wrong with this mail, or nothing. "Refused for good" only at its first try."""
        is_first = message_id not in self._seen
        self._seen.add(message_id)
        name = self._chance.choices([*FAULTS, ""], [*FAULTS.values(), 100 - sum(FAULTS.values())])[
            0
        ]
        if self._is_calm or not name or (name == "5xx at first" and not is_first):
            return ""
        self.faults[name] += 1
        return name
