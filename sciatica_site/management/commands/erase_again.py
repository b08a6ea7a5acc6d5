"""Erase or take off again whoever was erased, unlisted or hidden after the restored backup."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from sciatica_site.backup import erasing_again, mark_file, marks_shown
from sciatica_site.backup.failure import BackupFailed


class Command(BaseCommand):
    help = (
        "Does once more what `restore` does at its end: with a newer erasures.jsonl, or after"
        " whatever stood against it is gone. Safe to repeat. It holds mail."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        marks_shown.add_arguments(parser, usual="BACKUP_DIR")

    def handle(
        self,
        *,
        erasures: Path | None,
        without_erasures: bool,
        despite_lost_keys: bool,
        **options: Any,
    ) -> None:
        folder = erasures or (Path(settings.BACKUP_DIR) if settings.BACKUP_DIR else None)
        if folder is None and not without_erasures:
            raise CommandError("Set BACKUP_DIR, or name a folder by --erasures.")
        try:
            lines = None if without_erasures or folder is None else mark_file.read(folder)
            if not despite_lost_keys:
                erasing_again.refuse_without_keys(mark_file.keys_of(lines or []))
        except BackupFailed as error:
            raise CommandError(f"NOTHING WAS ERASED. {error}") from error
        done = erasing_again.erase_again(lines)
        self.stdout.write(f"{marks_shown.report(lines, done)}\n{marks_shown.HELD}")
        if problem := marks_shown.problem(done):
            raise CommandError(problem)
