"""Invites the therapists of a CSV file; only the wiring."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from accounts.models import User
from directory.invitations import importing
from directory.invitations.candidates import COLUMNS, NEEDED
from directory.invitations.importing import Line, Outcome
from directory.permissions import can_invite
from sciatica_site import csv_reading
from sciatica_site.csv_reading import WrongFile


class Command(BaseCommand):
    help = (
        "Invite therapists by mail, from a CSV file in UTF-8 with the columns"
        f" {', '.join(COLUMNS)}; needed are {' and '.join(NEEDED)}. Each gets a draft that only"
        " they can send and publish. Run again, it goes on where it was stopped."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--by", required=True, help="address of the moderator who invites")
        parser.add_argument(
            "--dry-run", action="store_true", help="only say what would be done, row by row"
        )

    def handle(self, *, file: Path, by: str, dry_run: bool, **options: Any) -> None:
        moderator = User.objects.filter(email__iexact=by).first()
        if moderator is None or not can_invite(moderator):
            raise CommandError("--by: nobody with this address may invite therapists.")
        try:
            with file.open("rb") as opened:
                outcome = self._run(opened, moderator, dry_run)
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror or error}") from error
        except WrongFile as wrong:
            raise CommandError(str(wrong)) from wrong
        self._tell(outcome, dry_run)
        if outcome.bad:
            raise CommandError(f"{outcome.bad} bad rows; the others were taken.", returncode=1)

    def _run(self, file: Any, by: User, is_trial: bool) -> Outcome:
        lines = csv_reading.measure(file, "").lines
        with tqdm(
            total=lines, desc="Therapists", unit="row", disable=not self.stdout.isatty()
        ) as bar:

            def progress(line: int) -> None:
                bar.update(line - bar.n)

            return importing.run(file, by=by, is_trial=is_trial, progress=progress)

    def _tell(self, outcome: Outcome, is_trial: bool) -> None:
        if outcome.ignored_columns:
            self.stdout.write(f"Ignored columns: {', '.join(outcome.ignored_columns)}.")
        for line in outcome.lines:
            if is_trial or line.problems:
                self.stdout.write(_told(line))
        if outcome.not_listed:
            self.stdout.write(f"{outcome.not_listed} more rows are only counted.")
        for reason, number in outcome.not_invited.items():
            self.stdout.write(f"{number} not invited: {reason}")
        self.stdout.write(f"{outcome.invited} {'would be' if is_trial else 'were'} invited.")


def _told(line: Line) -> str:
    named = f" ({line.name})" if line.name else ""
    what = " ".join(line.problems) or (
        f"left out. {line.reason}" if line.reason else "would be invited."
    )
    return f"Line {line.number}{named}: {what}"
