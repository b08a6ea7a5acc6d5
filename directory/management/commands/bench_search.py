"""Measures search in one process, as ratios, on databases of their own kind of size."""

import json
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.db import connection

from directory.benchmark import measures, nasty, setup
from directory.benchmark.costs import Meter
from directory.benchmark.measures import Figures, Ratios

LARGE = 100_000


def size(text: str) -> int:
    """A number of profiles: 10000, 10k or 1m."""
    units = {"k": 1_000, "m": 1_000_000}
    number, unit = (text[:-1], text[-1:].lower()) if text[-1:].lower() in units else (text, "")
    if not (number.isascii() and number.isdigit()):
        raise ArgumentTypeError(f"{text!r} is no number of profiles such as 10000, 100k or 1m.")
    return int(number) * units.get(unit, 1)


class Command(BaseCommand):
    help = "Print the ratios of docs/search.md and write them to bench.json."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--profiles", type=size, default=10_000)
        parser.add_argument("--growth", type=size, default=LARGE, help="0 leaves E out.")
        parser.add_argument("--size", type=size, default=0, help="1m adds F: a huge database.")
        parser.add_argument("--rounds", type=int, default=100)
        parser.add_argument("--output", type=Path, default=Path("bench.json"))
        parser.add_argument(
            "--keep",
            type=Path,
            help="Keep the scratch databases for the next run: on SQLite in this folder.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        profiles, rounds, keep = options["profiles"], options["rounds"], options["keep"]
        with setup.scratch_database(profiles, self.stderr.write, keep):
            small = self._measure(rounds)
            found = measures.ratios(small, self._told(measures.compare(rounds)))
            found["slowest"] = nasty.slowest(self.stderr.write)
            self.stderr.write(Meter().explanation)
        for letter, wanted in (("E", options["growth"]), ("F", options["size"])):
            if wanted > profiles:
                found |= self._growth(letter, small, wanted, rounds, keep)
        for name, value in sorted(found.items()):
            self.stdout.write(f"{name:14} {value:8.2f}   {measures.MEANING[name]}")
        self._save(options["output"], found)

    def _growth(
        self, letter: str, small: Figures, wanted: int, rounds: int, keep: Path | None
    ) -> Ratios:
        with setup.scratch_database(wanted, self.stderr.write, keep):
            large = self._measure(rounds)
        return measures.growth(letter, small, large)

    def _measure(self, rounds: int) -> Figures:
        figures = measures.measure(rounds)
        self._told(figures.times)
        return figures

    def _told(self, times: Mapping[str, float]) -> Mapping[str, float]:
        """Milliseconds depend on the machine: they are shown, but only ratios are kept."""
        for name, milliseconds in times.items():
            self.stderr.write(f"{name:14} {milliseconds:10.3f} ms")
        return times

    def _save(self, path: Path, figures: Ratios) -> None:
        """Keep the other engine's figures of an earlier run."""
        saved: dict[str, Any] = json.loads(path.read_text()) if path.exists() else {}
        saved[connection.vendor] = {name: round(value, 3) for name, value in figures.items()}
        path.write_text(json.dumps(saved, indent=2, sort_keys=True) + "\n")
