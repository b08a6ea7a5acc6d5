"""Finds whom a form goes to: the therapist of its address, and up to two more that it names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from directory.models import Therapist

from . import box

#: Beside the first.
MOST_OTHERS = 2
#: What is read of an address: more is nobody's list of therapists.
MOST_READ = 12
SLUG = re.compile(r"[-a-zA-Z0-9_]{1,80}")


@dataclass(frozen=True, slots=True)
class Recipients:
    """`closed` is why the first takes no messages; `notes` say who of the others was left out."""

    first: Therapist
    closed: str
    others: Sequence[Therapist]
    notes: Sequence[str]

    def chosen(self, slugs: Sequence[str]) -> list[Therapist]:
        return [self.first, *(one for one in self.others if one.slug in slugs)]


def find(slug: str, also: Sequence[str], today: date) -> Recipients | None:
    """In one query; None when the first is not public."""
    asked = [one for one in dict.fromkeys(also) if one != slug]
    readable = [one for one in asked if SLUG.fullmatch(one)][:MOST_READ]
    therapists = Therapist.objects.public(today).select_related("inquiry_box")
    found = {one.slug: one for one in therapists.filter(slug__in=[slug, *readable])}
    first = found.pop(slug, None)
    if first is None:
        return None
    listed = [found[one] for one in readable if one in found]
    open_ones = [one for one in listed if box.is_open(one, today)]
    notes = [reason for one in listed if (reason := box.closed_reason(one, today))]
    if unknown := len(asked) - len(listed):
        notes.append(_unknown(unknown))
    if beyond := open_ones[MOST_OTHERS:]:
        notes.append(_beyond(beyond))
    return Recipients(first, box.closed_reason(first, today), open_ones[:MOST_OTHERS], notes)


def _unknown(number: int) -> str:
    return ngettext(
        "One therapist of this address is not listed, so we left that one out.",
        "%(number)d therapists of this address are not listed, so we left them out.",
        number,
    ) % {"number": number}


def _beyond(left_out: Sequence[Therapist]) -> str:
    names = _(", ").join(one.name for one in left_out)
    return _("One message goes to three therapists at most. Left out: %(names)s.") % {
        "names": names
    }
