"""What happened to a hidden profile, in lines for moderators: by whom, when, and how it ended."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from directory import hidings
from directory.choices import AppealState
from directory.models import Appeal, Hiding
from sciatica_site.hooks import CaseLine, RelatedCase, related_cases


def around(user: User, therapist_id: int) -> dict[str, object]:
    """For the page of a hiding or an appeal: the reports behind it, and the history of both."""
    cases = [case for _name, find in related_cases for case in find(user, therapist_id)]
    return {"cases": cases, "history": _together(therapist_id, cases)}


def _together(therapist_id: int, cases: Iterable[RelatedCase]) -> list[CaseLine]:
    lines = list(of_hidings(hidings.with_people(therapist_id)))
    lines += [line for case in cases for line in case.history]
    return sorted(lines, key=lambda line: line.at)


def of_hidings(found: Iterable[Hiding]) -> Iterator[CaseLine]:
    """Each line leads to its hiding. Call it with what `hidings.with_people` gives."""
    for hiding in found:
        url = reverse("admin:directory_hiding_change", args=[hiding.pk])
        yield _line(hiding.hidden_at, _("Profile hidden"), hiding.hidden_by, url)
        if hiding.replied_at:
            yield _line(hiding.replied_at, _("The therapist replied to the hiding"), None, url)
        if hiding.confirmed_at and hidings.had_second_look(hiding):
            yield _line(hiding.confirmed_at, _("Hiding confirmed"), hiding.confirmed_by, url)
        if appeal := getattr(hiding, "appeal", None):
            yield from _of_appeal(appeal)
        if hiding.ended_at:
            yield _line(hiding.ended_at, _("Hiding ended"), hiding.ended_by, url)


def _of_appeal(appeal: Appeal) -> Iterator[CaseLine]:
    url = reverse("admin:directory_appeal_change", args=[appeal.pk])
    yield _line(appeal.made_at, _("The therapist appealed against the hiding"), None, url)
    if appeal.decided_at:
        state = AppealState(appeal.state).label
        text = _("Appeal: %(state)s") % {"state": state}
        yield _line(appeal.decided_at, text, appeal.decided_by, url)


def _line(at: datetime, text: str, who: User | None, url: str) -> CaseLine:
    return CaseLine(at, text, str(who) if who else "", url)
