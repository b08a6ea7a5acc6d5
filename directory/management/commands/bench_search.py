"""Measures search in one process, as ratios, on a database of its own kind of size."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.db import connection

from directory.benchmark import measures, setup


class Command(BaseCommand):
    help = "Print the ratios of docs/search.md and write them to bench.json."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--profiles", type=int, default=10_000)
        parser.add_argument("--growth", type=int, default=100_000, help="0 leaves E out.")
        parser.add_argument("--rounds", type=int, default=100)
        parser.add_argument("--output", type=Path, default=Path("bench.json"))

    def handle(self, *args: Any, **options: Any) -> None:
        figures: dict[str, float] = {}
        with setup.scratch_database(self.stderr.write):
            setup.fill(options["profiles"], self.stderr.write)
            small = measures.measure(options["rounds"])
            figures |= measures.ratios(small)
            if options["growth"]:
                setup.fill(options["growth"], self.stderr.write)
                figures |= measures.growth(small, measures.measure(options["rounds"]))
        for letter, figure in sorted(figures.items()):
            self.stdout.write(f"{letter:10} {figure:8.2f}   {measures.MEANING[letter]}")
        self._save(options["output"], figures)

    def _save(self, path: Path, figures: dict[str, float]) -> None:
        """Keep the other engine's figures of an earlier run."""
        saved: dict[str, Any] = json.loads(path.read_text()) if path.exists() else {}
        saved[connection.vendor] = {name: round(value, 2) for name, value in figures.items()}
        path.write_text(json.dumps(saved, indent=2, sort_keys=True) + "\n")
