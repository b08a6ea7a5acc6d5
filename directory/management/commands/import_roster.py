"""Reads the list of a state board; only the wiring."""

from __future__ import annotations

import signal
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any, BinaryIO

from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError
from tqdm import tqdm

from directory.actions.refusals import Refused
from directory.choices import ImportState, ProposalKind, RosterEncoding
from directory.models import RosterImport
from directory.rosters import importing, sources, trial, turns
from directory.rosters.mapping import Layout
from sciatica_site import csv_reading
from sciatica_site.csv_files import rows_as_csv
from sciatica_site.csv_reading import WrongFile

#: For shells: something is wrong with the file; it was stopped and goes on when run again.
WRONG, STOPPED = 1, 75
SHOWN = 20


class Command(BaseCommand):
    help = (
        "Read the list of a board. Run again after a stop or a crash, it goes on where it was;"
        " a file that was read does nothing. Nobody is listed because of a list."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--register", required=True, help="its slug, such as co-massage")
        parser.add_argument("--dry-run", action="store_true", help="only say what would be done")
        parser.add_argument(
            "--columns",
            help="number=License,name=Name,status=Status,expires=Expires; saved for the next time",
        )
        parser.add_argument("--active", help="words for “active”, with commas between them; saved")
        parser.add_argument("--encoding", choices=RosterEncoding.values, help="saved")
        parser.add_argument("--delimiter", help="saved; “tab” for a tab")
        parser.add_argument("--dates", help="how dates are written, such as %%m/%%d/%%Y; saved")
        parser.add_argument("--problems", type=Path, help="write the bad rows to this CSV file")

    def handle(self, *args: Any, **options: Any) -> None:
        self._is_stopped = False
        try:
            with options["file"].open("rb") as file:
                self._import(file, options)
        except OSError as error:
            raise CommandError(f"{options['file']}: {error.strerror or error}") from error
        except turns.AlreadyRead as same:
            self.stdout.write(str(same))
        except (Refused, sources.WrongSource) as refused:
            raise CommandError(str(refused)) from refused
        except OperationalError as error:
            raise CommandError(
                "The database did not answer. Run this again: it goes on where it was."
            ) from error

    def _import(self, file: BinaryIO, options: dict[str, Any]) -> None:
        source = sources.told(options["register"], options)
        measured = csv_reading.measure(file, Layout.of(source).digest)
        found = turns.begin(
            source,
            measured,
            file_name=options["file"].name,
            is_trial=options["dry_run"],
            by=None,
        )
        token = self._turn(found)
        try:
            self._read(found, file, token)
        except WrongFile as wrong:
            turns.fail(found, str(wrong))
        finally:
            turns.leave(found, token)
        self._tell(found, options["problems"])

    def _turn(self, found: RosterImport) -> str:
        """After a crash the one that died is waited for, since it might only be slow."""
        for second in range(int(turns.LEASE.total_seconds()) + 2):
            try:
                return turns.take(found)
            except turns.Busy:
                before = found.alive_at
                found.refresh_from_db()
                if second and found.alive_at != before:
                    raise
                if not second:
                    self.stderr.write("Another process read this list a moment ago; waiting …")
                time.sleep(1)
        return turns.take(found)

    def _read(self, found: RosterImport, file: BinaryIO, token: str) -> None:
        before = signal.signal(signal.SIGINT, self._stop)
        try:
            with tqdm(
                total=found.lines_total, initial=found.lines_done, unit="line", disable=None
            ) as bar:

                def told(line: int) -> None:
                    bar.update(line - bar.n)

                if found.is_trial:
                    trial.run(found, file, token, told=told)
                else:
                    go_on = importing.run(
                        found, file, token, told=told, may_go_on=lambda: not self._is_stopped
                    )
                    self._is_stopped = self._is_stopped and not go_on
        finally:
            signal.signal(signal.SIGINT, before)

    def _stop(self, *args: Any) -> None:
        self._is_stopped = True
        self.stderr.write("Stopping after this batch …")

    def _tell(self, found: RosterImport, problems: Path | None) -> None:
        found.refresh_from_db()
        would = "would be " if found.is_trial else ""
        self.stdout.write(
            f"{found.lines_done:,} lines: {found.rows_kept:,} rows {would}kept,"
            f" {found.rows_changed:,} {would}changed, {found.rows_gone:,} {would}gone,"
            f" {found.rows_bad:,} bad."
        )
        for kind, count in found.outcome.items():
            self.stdout.write(f"{count:,} × {ProposalKind(kind).label}")
        self._tell_problems(found, problems)
        if found.failure:
            self.stdout.write(found.failure)
        if self._is_stopped:
            self.stdout.write("Stopped. Run this again: it goes on where it was.")
            raise SystemExit(STOPPED)
        if found.state == ImportState.FAILED:
            raise SystemExit(WRONG)

    def _tell_problems(self, found: RosterImport, problems: Path | None) -> None:
        rows = list(found.problems.values_list("line", "text"))
        if problems is not None:
            with problems.open("w", encoding="utf-8", newline="") as file:
                file.writelines(rows_as_csv(["Line", "What is wrong"], rows))
            return
        for line, text in rows[:SHOWN]:
            self.stdout.write(f"Line {line}: {text}")
        if len(rows) > SHOWN:
            self.stdout.write(
                f"… and {found.rows_bad - SHOWN:,} more: --problems FILE writes them."
            )
