"""Creates and updates the groups of staff from the roles that the apps register."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.roles import UnknownPermissions, merged, sync
from sciatica_site.hooks import roles


class Command(BaseCommand):
    help = (
        "Creates the groups of staff, each with exactly the rights of its role, and says what"
        " changed. Safe to repeat; who is in a group is up to you."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        for role in merged(roles).values():
            try:
                self.stdout.write(str(sync(role)))
            except UnknownPermissions as error:
                raise CommandError(str(error)) from error
