"""The mails to therapists with made-up values, so that people can look at them."""

from __future__ import annotations

from collections.abc import Callable

from sciatica_site.hooks import MailSample

from . import decisions, profiles


def previews() -> dict[str, Callable[[], MailSample]]:
    """All of them, by the names that their addresses have."""
    return profiles.previews() | decisions.previews()
