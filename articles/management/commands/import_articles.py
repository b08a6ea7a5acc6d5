"""Imports the articles, with the topics, references and claims they stand on."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from articles.data_files import CONTENT
from articles.importing.claims import FILE as CLAIMS
from articles.importing.claims import LedgerReport, load_claims
from articles.importing.foundations import load_references, load_topics
from articles.importing.loading import Loaded
from articles.importing.problems import BadFile
from articles.importing.run import Report, import_folder


class Command(BaseCommand):
    help = (
        "Imports articles from Markdown files with front matter. Good files are kept, bad ones are"
        " reported with the reason and the line. Running it again changes only what differs."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--path", type=Path, default=CONTENT, help="folder of *.md files")
        parser.add_argument("--claims", type=Path, default=CLAIMS, help="file of the claims")
        parser.add_argument(
            "--strict", action="store_true", help="fail if any file or any claim is bad"
        )
        parser.add_argument(
            "--overwrite",
            action="store_true",
            help="replace texts and claims that were edited in the admin",
        )

    def handle(
        self, *, path: Path, claims: Path, strict: bool, overwrite: bool, **options: Any
    ) -> None:
        if not path.is_dir():
            raise CommandError(f"{path} is not a folder.")
        if not claims.is_file():
            raise CommandError(f"{claims} is not a file.")
        # Readers see everything at once, and a second import waits for the first one.
        with transaction.atomic():
            self.stdout.write(f"{load_topics()} topics, {load_references()} references")
            ledger = load_claims(overwrite=overwrite, path=claims)
            self.show_claims(ledger)
            report = import_folder(path, overwrite=overwrite, progress=self.show)
        self.summarize(report)
        if report.bad and (strict or not report.loaded):
            raise CommandError(f"{len(report.bad)} bad file(s); see above.")
        if ledger.problems and strict:
            raise CommandError(f"{len(ledger.problems)} problem(s) in the claims; see above.")

    def show_claims(self, ledger: LedgerReport) -> None:
        self.stdout.write(
            f"{ledger.loaded} claims: {len(ledger.created)} created, {len(ledger.updated)} updated,"
            f" {ledger.unchanged} unchanged; {len(ledger.left_alone)} left alone,"
            f" {len(ledger.problems)} problem(s)"
        )
        for problem in ledger.problems:
            self.stderr.write(self.style.ERROR(f"    {problem}"))
        for warning in ledger.warnings:
            self.stdout.write(self.style.WARNING(f"    {warning}"))
        for slug in ledger.to_review:
            self.stdout.write(self.style.WARNING(f"    {slug}: its review is due now"))

    def show(self, number: int, total: int, path: Path, result: Loaded | BadFile) -> None:
        if isinstance(result, BadFile):
            self.stderr.write(self.style.ERROR(f"[{number}/{total}] {path.name}: refused"))
            for problem in result.problems:
                self.stderr.write(f"    {problem}")
            return
        self.stdout.write(f"[{number}/{total}] {path.name}: {result.outcome}")
        for warning in result.warnings:
            self.stdout.write(self.style.WARNING(f"    {warning}"))

    def summarize(self, report: Report) -> None:
        for slug, missing in report.missing_related.items():
            self.stdout.write(
                self.style.WARNING(f"{slug}: related articles not found: {', '.join(missing)}")
            )
        for slug in report.without_file:
            self.stdout.write(
                self.style.WARNING(f"{slug}: its file is gone; archive it in the admin if meant")
            )
        counts = ", ".join(f"{count} {outcome}" for outcome, count in report.outcomes.items())
        self.stdout.write(f"{counts or 'nothing loaded'}; {len(report.bad)} refused")
