"""Encrypt all messages with the first of the keys, so that the others can be taken away."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from inquiries.rotation import count, rotate


class Command(BaseCommand):
    help = (
        "Encrypts every message again with the first of MESSAGE_KEYS. Safe to break off and to"
        " repeat; the site may go on serving."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        with tqdm(
            total=count(), desc="Messages", unit="text", disable=not self.stdout.isatty()
        ) as bar:
            rotated = rotate(progress=bar.update)
        self.stdout.write(
            f"{rotated.done:,} encrypted again, {rotated.skipped:,} were under the first key,"
            f" {len(rotated.lost):,} cannot be opened."
        )
        if rotated.lost:
            named = "\n".join(rotated.lost[:100])
            raise CommandError(f"No key in MESSAGE_KEYS opens these. Keep the old keys.\n{named}")
