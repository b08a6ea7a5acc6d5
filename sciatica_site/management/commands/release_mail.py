"""Let mail go again that a restore holds."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from sciatica_site.mail import holding


class Command(BaseCommand):
    help = "Ends the hold of mail after a restore. The mail worker then sends what waits."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--drop-waiting",
            action="store_true",
            help="take what was queued before the restore as sent: nobody gets it a second time",
        )

    def handle(self, *, drop_waiting: bool, **options: Any) -> None:
        if holding.current() is None:
            raise CommandError("Mail is not held.")
        waiting = holding.waiting()
        dropped = holding.release(drop_waiting=drop_waiting)
        self.stdout.write(
            f"Mail goes out again. Queued before the restore: {waiting}, dropped: {dropped}."
        )
