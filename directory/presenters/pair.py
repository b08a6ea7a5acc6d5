"""Two profiles that may be of one person, side by side, with what they have in common."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import gettext as _

from directory import duplicates, formatting
from directory.choices import ProfileStatus, RevisionStatus
from directory.models import PossiblePair, ProfileRevision, Therapist

#: Nothing can be hidden of a profile in these states.
NOT_TO_HIDE = (ProfileStatus.SUSPENDED, ProfileStatus.REMOVED)


@dataclass(frozen=True)
class Line:
    """One thing that both profiles say, or one of them does. `is_same` where that tells."""

    label: str
    first: list[str]
    second: list[str]
    is_same: bool


@dataclass(frozen=True)
class Side:
    therapist: Therapist
    #: A text of it that waits for a moderator.
    revision: ProfileRevision | None

    @property
    def can_be_hidden(self) -> bool:
        return self.therapist.status not in NOT_TO_HIDE


@dataclass(frozen=True)
class ShownPair:
    """No reasons: they have nothing in common any more, and the job takes the pair away."""

    pair: PossiblePair
    first: Side
    second: Side
    reasons: list[str]
    lines: list[Line]

    @property
    def sides(self) -> tuple[Side, Side]:
        return self.first, self.second


def shown(pairs: Iterable[PossiblePair]) -> list[ShownPair]:
    """The number of queries is the same for any number of pairs."""
    pairs = list(pairs)
    waiting = ProfileRevision.objects.filter(status=RevisionStatus.SUBMITTED)
    people = Therapist.objects.prefetch_related(
        "locations",
        "credentials__kind",
        Prefetch("revisions", waiting.defer("content", "reasons"), to_attr="submitted"),
    ).in_bulk({key for pair in pairs for key in (pair.first_id, pair.second_id)})
    return [_shown(pair, people[pair.first_id], people[pair.second_id]) for pair in pairs]


def _shown(pair: PossiblePair, first: Therapist, second: Therapist) -> ShownPair:
    return ShownPair(
        pair,
        _side(first),
        _side(second),
        duplicates.in_common(first, second),
        [*_lines(_who(first), _who(second), tells=True), *_lines(_when(first), _when(second))],
    )


def _side(therapist: Therapist) -> Side:
    return Side(therapist, next(iter(getattr(therapist, "submitted", [])), None))


def _lines(
    first: dict[str, list[str]], second: dict[str, list[str]], *, tells: bool = False
) -> list[Line]:
    return [
        Line(label, left, right, is_same=tells and _meet(left, right))
        for (label, left), right in zip(first.items(), second.values(), strict=True)
        if left or right
    ]


def _meet(left: list[str], right: list[str]) -> bool:
    return not {one.casefold() for one in left}.isdisjoint(one.casefold() for one in right)


def _who(therapist: Therapist) -> dict[str, list[str]]:
    phone = therapist.phone
    credentials = list(therapist.credentials.all())
    numbers = [duplicates.plain_number(one.number) for one in credentials]
    return {
        _("Place"): [f"{one.city}, {one.state}" for one in therapist.locations.all()],
        _("License number"): [number for number in numbers if number],
        _("Valid in"): list(dict.fromkeys(one.region for one in credentials if one.region)),
        _("Phone"): [formatting.phone(phone)] if phone else [],
        _("Website"): _host(therapist.website),
    }


def _when(therapist: Therapist) -> dict[str, list[str]]:
    return {
        _("State"): [state(therapist)],
        _("Begun"): [_day(therapist.created_at)],
        _("Last changed"): [_day(therapist.updated_at)],
    }


def _host(website: str) -> list[str]:
    try:
        host = urlsplit(website).hostname
    except ValueError:
        return [website]
    return [host.removeprefix("www.")] if host else []


def state(therapist: Therapist) -> str:
    """ "Published November 3, 2026", for the first time; of other states no day is kept."""
    label = therapist.get_status_display()
    if therapist.status != ProfileStatus.PUBLISHED or therapist.published_at is None:
        return label
    said = {"state": label, "day": _day(therapist.published_at)}
    return _("%(state)s %(day)s") % said


def _day(moment: datetime) -> str:
    return formatting.day(timezone.localdate(moment))
