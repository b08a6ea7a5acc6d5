"""Loads the vocabulary, the registers and the facet bits; safe to run at any time."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from directory.actions import vocabulary


class Command(BaseCommand):
    help = "Add missing vocabulary from the data files; edited rows are left alone."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--overwrite", action="store_true", help="Put the wording of the files back."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        loaded = vocabulary.load(overwrite=options["overwrite"])
        self.stdout.write(
            f"Vocabulary: {loaded.added} added, {loaded.updated} updated, "
            f"{loaded.unchanged} unchanged."
        )
