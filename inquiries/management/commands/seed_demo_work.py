"""Gives the demo moderators something to decide, and the demo therapist something to answer."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from directory.demo import accounts
from directory.demo import work as profiles
from directory.models import ProfileRevision, Therapist
from inquiries.demo import work as letters
from inquiries.models import Inquiry, Report


class Command(BaseCommand):
    help = "Add made-up texts, reports and messages to the demo profiles; only where DEBUG is on."

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEBUG:
            raise CommandError(
                "DEBUG is off, and this would send mails about made-up people. There is no --force."
            )
        if not Therapist.objects.filter(is_demo=True).exists():
            self.stdout.write("There are no demo profiles; nothing was added.")
            return
        if any(model.objects.exists() for model in (ProfileRevision, Report, Inquiry)):
            self.stdout.write("There are texts, reports or messages already; nothing was added.")
            return
        colleague = accounts.get_colleague()
        for line in profiles.add(colleague=colleague, now=timezone.now()):
            self.stdout.write(line)
        for line in letters.add():
            self.stdout.write(line)
        # In a database from an earlier version the colleague is new.
        accounts.open_accounts(accounts.PASSWORD)
