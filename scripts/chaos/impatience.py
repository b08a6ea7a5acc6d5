"""Shortens waiting times of the site that no setting names; a run has no hours to wait."""

from __future__ import annotations

import datetime
from types import ModuleType

from django.apps import AppConfig


class ImpatienceConfig(AppConfig):
    name = "scripts.chaos"
    label = "chaos"

    def ready(self) -> None:
        from inquiries import spam
        from sciatica_site.mail import worker

        second = datetime.timedelta(seconds=1)
        replace(worker, "FIRST_PAUSE", second)
        replace(worker, "LONGEST_PAUSE", 2 * second)
        # Nobody types here, and the few therapists of a run get all of its messages.
        replace(spam, "LEAST_TIME", -second)
        replace(spam, "MOST_A_DAY", 10**9)


def replace(module: ModuleType, name: str, value: object) -> None:
    """A name that is gone has to be looked for, not made anew."""
    if not hasattr(module, name):
        raise AttributeError(f"{module.__name__} has no {name} any more: see scripts/chaos")
    setattr(module, name, value)
