"""Rebuilds the search rows from the truth, or compares both."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from directory.search import rebuild


class Command(BaseCommand):
    help = "Write all search rows anew; with --check only report rows that differ."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="Change nothing.")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["check"]:
            self._check()
            return
        progress = tqdm(rebuild.batches(), unit="batch", disable=not self.stderr.isatty())
        written = sum(rebuild.write(batch) for batch in progress)
        removed = rebuild.remove_orphans()
        self.stdout.write(f"Search rows: {written} written, {removed} removed.")

    def _check(self) -> None:
        problems = list(rebuild.differences())
        for problem in problems[:50]:
            self.stderr.write(problem)
        if problems:
            raise CommandError(f"{len(problems)} search rows differ from the profiles.")
        self.stdout.write("Search rows: all agree with the profiles.")
