"""Measures the lists of the admin and its first page on a database of many profiles."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from directory.benchmark import setup
from sciatica_site.management import desk_load, desk_pages


class Command(BaseCommand):
    help = (
        "Print milliseconds and queries of each list of the admin, slowest first. It fills a"
        " database of its own; the real one is not read."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--profiles", type=int, default=10_000)

    def handle(self, *args: Any, **options: Any) -> None:
        with setup.scratch_database(options["profiles"], self.stderr.write):
            self.stderr.write("A year of work …")
            desk_load.fill()
            found = desk_pages.costs()
        self.stdout.write("      ms  of processor  queries  slowest query")
        for cost in sorted(found, key=lambda cost: -cost.processor):
            self.stdout.write(
                f"{cost.milliseconds:8.0f} {cost.processor:13.0f} {cost.queries:8}"
                f" {cost.slowest_query:14.0f}  {cost.name}"
            )
