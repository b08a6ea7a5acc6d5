"""Fills the directory with made-up therapists and opens the demo accounts."""

import secrets
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from directory.demo import accounts
from directory.demo.profile import DEFAULT_SEED
from directory.demo.seeding import last_number, seed
from directory.models import Place, Technique, Therapist

REFUSAL = (
    "These therapists are made up. DEBUG is off, so this looks like a site that real patients use. "
    "Run again with --force if it is not."
)


class Command(BaseCommand):
    help = "Add made-up therapists and accounts to sign in with; the same seed, the same people."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--therapists", type=int, default=600, help="How many there are to be in the end (600)."
        )
        parser.add_argument("--seed", type=int, default=DEFAULT_SEED, help="Other people.")
        parser.add_argument(
            "--if-empty", action="store_true", help="Do nothing if there are therapists already."
        )
        parser.add_argument("--force", action="store_true", help="Also where DEBUG is off.")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["therapists"] < 0:
            raise CommandError("--therapists must not be negative.")
        if not (settings.DEBUG or options["force"]):
            raise CommandError(REFUSAL)
        if options["if_empty"] and Therapist.objects.exists():
            self.stdout.write("There are therapists already; nothing was added.")
        else:
            self._load_what_is_missing()
            self._seed(options["therapists"], options["seed"])
        self._open_accounts()

    def _load_what_is_missing(self) -> None:
        if not Technique.objects.exists():
            call_command("load_vocabulary", stdout=self.stdout)
        if not Place.objects.exists():
            call_command("load_places", stdout=self.stdout)

    def _seed(self, total: int, seed_number: int) -> None:
        moderator = accounts.get_moderator()
        accounts.get_colleague()
        accounts.get_desk()
        done = min(last_number(), total)
        with tqdm(total=total, initial=done, desc="Demo therapists", unit="", disable=None) as bar:

            def written(count: int) -> None:
                nonlocal done
                done += count
                bar.update(count)
                if bar.disable:
                    self.stdout.write(f"Demo therapists: {done} of {total}")

            added = seed(total=total, checker=moderator, seed=seed_number, written=written)
        self.stdout.write(f"Demo therapists: {added} added, {done - added} there before.")

    def _open_accounts(self) -> None:
        # The well-known password is for a developer's own machine; elsewhere it is a new one.
        password = accounts.PASSWORD if settings.DEBUG else secrets.token_urlsafe(12)
        accounts.open_accounts(password)
        # A database from an earlier version: what is new is moderated, too.
        accounts.moderators()
        users = [user for user in accounts.demo_users() if user.check_password(password)]
        for user in users:
            self.stdout.write(f"Sign in as {user.email} with the password {password}")
        if users:
            self.stdout.write("at /accounts/login/; moderators then find their work at /admin/")
