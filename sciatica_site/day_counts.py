"""Says numbers of days in words."""

from __future__ import annotations

from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.translation import ngettext


def in_words(days: int) -> str:
    """ "1 day", "1,228 days"."""
    return ngettext("%(days)s day", "%(days)s days", days) % {"days": intcomma(days)}
