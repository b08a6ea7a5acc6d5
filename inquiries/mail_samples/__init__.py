"""The mails of inquiries with made-up values, so that people can look at them."""

from __future__ import annotations

from collections.abc import Callable

from sciatica_site.hooks import MailSample

from . import due, inbox, reports, sending, thread


def previews() -> dict[str, Callable[[], MailSample]]:
    """All of them, by the names that their addresses have."""
    groups = (sending, thread, inbox, due, reports)
    return {name: sample for group in groups for name, sample in group.previews().items()}
