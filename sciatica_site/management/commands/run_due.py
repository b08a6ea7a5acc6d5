"""Do everything that is due by the calendar."""

from __future__ import annotations

import logging
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from sciatica_site.hooks import due_jobs

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Run all due jobs. Safe to repeat; a job that fails does not stop the others."

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        failed = []
        for name, job in due_jobs:
            try:
                self.stdout.write(f"{name}: {job(now)}")
            except Exception as error:
                logger.error("The due job %s failed", name, exc_info=error)
                failed.append(name)
        if failed:
            raise CommandError(f"Failed: {', '.join(failed)}. The log says why.")
