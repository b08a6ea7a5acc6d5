"""Make a backup of the database and of uploaded files."""

from __future__ import annotations

import signal
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from sciatica_site.backup.failure import BackupFailed
from sciatica_site.backup.making import make


class Command(BaseCommand):
    help = "Writes a whole, checked backup into BACKUP_DIR while the site runs, or fails loudly."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--to", default=settings.BACKUP_DIR, help="instead of BACKUP_DIR")
        parser.add_argument(
            "--keep-days",
            type=int,
            default=settings.BACKUP_KEEP_DAYS,
            help="delete backups that are older, once this one is done",
        )

    def handle(self, *, to: str, keep_days: int, **options: Any) -> None:
        if not to:
            raise CommandError("Set BACKUP_DIR, or name a folder by --to.")
        if not settings.BACKUP_RECIPIENTS and not settings.DEBUG:
            self.stderr.write("Warning: not encrypted, since BACKUP_RECIPIENTS is not set.")
        # A manager that stops us should leave nothing half done either.
        before = signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
        try:
            made = make(
                Path(to).absolute(), recipients=settings.BACKUP_RECIPIENTS, keep_days=keep_days
            )
        except BackupFailed as error:
            raise CommandError(f"NO BACKUP WAS MADE. {error}") from error
        finally:
            signal.signal(signal.SIGTERM, before)
        self.stdout.write(
            f"{made.folder}\n{made.rows:,} rows of {made.tables} tables and {made.files:,} files,"
            f" read back and compared. {made.expired} old backups deleted."
        )
