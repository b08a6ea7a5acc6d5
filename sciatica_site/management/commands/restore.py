"""Put a backup into an empty database and an empty place for files."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from sciatica_site.backup import marks_shown
from sciatica_site.backup.failure import BackupFailed
from sciatica_site.backup.restoring import Restored, restore


class Command(BaseCommand):
    help = (
        "Restores a backup into an empty place, compares every table and file with what was"
        " saved, holds all mail, and erases again whoever was erased since."
    )
    # The tables that checks would ask for are not there yet.
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, help="the folder of one backup")
        parser.add_argument(
            "--identity", type=Path, metavar="FILE", help="secret key of age, if it is encrypted"
        )
        parser.add_argument(
            "--work-dir",
            type=Path,
            metavar="FOLDER",
            help="where an encrypted dump is opened (usual: the folder that the backup is in)",
        )
        marks_shown.add_arguments(parser, usual="the folder that the backup is in")

    def handle(
        self,
        *,
        folder: Path,
        identity: Path | None,
        work_dir: Path | None,
        erasures: Path | None,
        without_erasures: bool,
        despite_lost_keys: bool,
        **options: Any,
    ) -> None:
        folder = folder.absolute()
        try:
            done = restore(
                folder,
                identity=identity,
                marks=None if without_erasures else erasures or folder.parent,
                work=(work_dir or folder.parent).absolute(),
                despite_lost_keys=despite_lost_keys,
            )
        except BackupFailed as error:
            raise CommandError(f"NOT RESTORED. {error}") from error
        self._say(done)
        if problem := marks_shown.problem(done.erased_again):
            raise CommandError(f"RESTORED, BUT: {problem}")

    def _say(self, done: Restored) -> None:
        self.stdout.write(
            f"{done.rows:,} rows of {done.tables} tables and {done.files:,} files are as they"
            f" were saved.\n{marks_shown.report(done.lines, done.erased_again)}\n"
            "Everybody is signed out. Rights and passwords are those of"
            f" {done.made_at:%Y-%m-%d %H:%M %Z}: check the list of staff."
            f"\n{marks_shown.HELD}"
        )
        if done.missing_message_keys:
            self.stderr.write(
                f"Warning: {done.missing_message_keys} keys of then are not in MESSAGE_KEYS;"
                " texts under them cannot be read."
            )
