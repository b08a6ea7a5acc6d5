"""Note that a mail came back, by its Message-ID."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from post_office.models import Email

from sciatica_site.mail.worker import mark_bounced


class Command(BaseCommand):
    help = "Marks sent mails as bounced. The next run_due does what follows from it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("message_ids", nargs="+", help="with or without angle brackets")

    def handle(self, *, message_ids: list[str], **options: Any) -> None:
        # A Message-ID is printable ASCII; not every database takes what else comes from a shell.
        named = [
            f"<{text.strip().strip('<>')}>"
            for text in message_ids
            if text.isascii() and text.isprintable()
        ]
        found = Email.objects.filter(message_id__in=named)
        if not found.exists():
            raise CommandError("No mail has this Message-ID. Records go 30 days after sending.")
        self.stdout.write(f"{mark_bounced(found)} marked as bounced.")
