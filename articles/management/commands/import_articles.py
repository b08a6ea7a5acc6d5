"""Imports the articles, with the topics and references they stand on."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from articles.data_files import CONTENT
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
        parser.add_argument("--strict", action="store_true", help="fail if any file is bad")
        parser.add_argument(
            "--overwrite", action="store_true", help="replace texts that were edited in the admin"
        )

    def handle(self, *, path: Path, strict: bool, overwrite: bool, **options: Any) -> None:
        if not path.is_dir():
            raise CommandError(f"{path} is not a folder.")
        self.stdout.write(f"{load_topics()} topics, {load_references()} references")
        report = import_folder(path, overwrite=overwrite, progress=self.show)
        self.summarize(report)
        if report.bad and (strict or not report.loaded):
            raise CommandError(f"{len(report.bad)} bad file(s); see above.")

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
                self.style.WARNING(f"{slug}: its file is gone; unpublish it in the admin if meant")
            )
        counts = ", ".join(f"{count} {outcome}" for outcome, count in report.outcomes.items())
        self.stdout.write(f"{counts or 'nothing loaded'}; {len(report.bad)} refused")
