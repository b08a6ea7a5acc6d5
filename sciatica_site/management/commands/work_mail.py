"""Send queued mail until told to stop."""

from __future__ import annotations

import datetime
import logging
import signal
import threading
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import Error, close_old_connections

from sciatica_site.mail.worker import MailIsHeld, SenderRunsAlready, only_sender, send_next

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Deliver queued mail. Run exactly one of these beside the web server."

    told_of: datetime.datetime | None = None

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--pause", type=float, default=3.0, help="Seconds between looks.")
        parser.add_argument("--once", action="store_true", help="Empty the queue, then stop.")

    def handle(self, *args: Any, **options: Any) -> None:
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        try:
            with only_sender():
                self.work(stop, pause=options["pause"], once=options["once"])
        except SenderRunsAlready:
            raise CommandError("Another work_mail process is sending already.") from None

    def work(self, stop: threading.Event, *, pause: float, once: bool) -> None:
        """A signal waits for the message in flight, then ends the loop."""
        while not stop.is_set():
            if self.sent_one():
                continue
            if once:
                return
            stop.wait(pause)

    def sent_one(self) -> bool:
        try:
            close_old_connections()
            return send_next()
        except MailIsHeld as held:
            # Once for each hold: a worker that sends nothing should say why.
            if held.since != self.told_of:
                logger.warning("Mail is held and nothing is sent: release_mail lets it go")
            self.told_of = held.since
            return False
        except Error as error:
            logger.error("Could not look into the mail queue", exc_info=error)
            return False
