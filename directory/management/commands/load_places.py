"""Fills the place table from the zipcodes package: the only module that imports it."""

from argparse import ArgumentParser
from typing import Any

import zipcodes
from django.core.management.base import BaseCommand
from tqdm import tqdm

from directory.models import Place
from directory.places.aliases import read_aliases, with_aliases
from directory.places.gathering import gather, read_records
from directory.places.loading import synchronize


class Command(BaseCommand):
    help = (
        "Loads the ZIP codes, cities and well-known names that a search can start from."
        " Running it again changes only what differs."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--if-empty",
            action="store_true",
            help="do nothing if there are places already, with their time zones",
        )

    def handle(self, *, if_empty: bool, **options: Any) -> None:
        if if_empty and Place.objects.are_loaded():
            self.stdout.write("Places are there already.")
            return
        self.stdout.write("Reading the ZIP codes …")
        records = read_records(zipcodes.list_all())
        rows = with_aliases(gather(records), records, read_aliases())
        with tqdm(
            total=len(rows), desc="Places", unit="row", disable=not self.stdout.isatty()
        ) as bar:
            loaded = synchronize(rows, progress=bar.update)
        self.stdout.write(
            f"{loaded.total:,} places: {loaded.added:,} added, {loaded.updated:,} updated,"
            f" {loaded.removed:,} removed, {loaded.unchanged:,} unchanged."
        )
