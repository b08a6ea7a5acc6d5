"""Finds other profiles that may be of the same person, for moderators only.

Candidates come from a fixed number of queries; only people near the same places are compared by
name.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import reduce
from typing import Any

from django.db.models import F, Q, Value
from django.db.models.functions import Replace, Upper
from django.utils.translation import gettext as _

from . import formatting
from .choices import RevisionStatus
from .editing.content import Content
from .models import Credential, Place, PracticeLocation, ProfileRevision, Therapist
from .search.circle import EARTH_RADIUS_MILES, miles_between, unit_vector

NEAR_MILES = 25
#: Of other texts that wait for a moderator, the newest so many are looked through.
MOST_WAITING = 200
#: What offices and people put between the digits of a number.
SEPARATORS = " -./"
#: Letters after a name are no part of it.
TITLES = frozenset({"lmt", "cmt", "rmt", "lmp", "lmbt", "mt", "bctmb", "dr", "mr", "mrs", "ms"})
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Suspect:
    """Another profile, and in words what both have in common."""

    therapist: Therapist
    reasons: list[str]


@dataclass(frozen=True)
class _Number:
    plain: str
    kind: str
    region: str

    def is_same(self, other: _Number) -> bool:
        """Each state counts its own licenses from one: two states have the same numbers."""
        if self.plain != other.plain:
            return False
        if self.region and other.region:
            return self.region == other.region
        return self.kind == other.kind


@dataclass(frozen=True)
class _Spot:
    city: str
    state: str
    point: tuple[float, float] | None

    def miles_to(self, other: _Spot) -> float | None:
        """0 within one city; None when they are not near each other, or nobody knows."""
        if self.city and (self.city, self.state) == (other.city, other.state):
            return 0
        if self.point is None or other.point is None:
            return None
        one, two = unit_vector(*self.point), unit_vector(*other.point)
        miles = miles_between(sum(a * b for a, b in zip(one, two, strict=True)))
        return miles if miles <= NEAR_MILES else None


@dataclass
class _Person:
    """What is compared."""

    name: str = ""
    numbers: list[_Number] = field(default_factory=list)
    spots: list[_Spot] = field(default_factory=list)


def suspects(therapist: Therapist, content: Content) -> list[Suspect]:
    """Profiles that share a license number, a phone, or a name and a place with this document.

    Those whose text waits for a moderator are compared by that text, too.
    """
    waiting = _waiting(therapist)
    points = _points([content, *(text for _key, text in waiting)])
    person = _person(content, points)
    reasons: dict[int, list[str]] = defaultdict(list)
    for find in (_by_number, _by_phone, _by_name):
        for key, reason in find(therapist, person):
            reasons[key].append(reason)
    for key, text in waiting:
        reasons[key] += _in_common(person, _person(text, points))
    found = Therapist.objects.in_bulk([key for key in reasons if reasons[key]])
    return [Suspect(found[key], list(dict.fromkeys(reasons[key]))) for key in sorted(found)]


def in_common(one: Therapist, other: Therapist) -> list[str]:
    """What both have in their tables, in words. For therapists with their places and credentials
    loaded: it asks nothing."""
    phone = one.phone if one.phone == other.phone else ""
    said = [_same_phone(phone)] if phone else []
    return list(dict.fromkeys([*_in_common(_as_listed(one), _as_listed(other)), *said]))


def plain_number(number: str) -> str:
    """ "mt-12 34" and "MT1234" are one number."""
    return reduce(lambda text, mark: text.replace(mark, ""), SEPARATORS, number).upper()


def is_near_same_name(one: str, other: str) -> bool:
    """The same words in any order, without accents and titles, but for one slip of the pen."""
    first, second = _words(one), _words(other)
    if not first or not second:
        return False
    if _is_one_slip("".join(first), "".join(second)):
        return True
    left = sorted((Counter(first) - Counter(second)).elements())
    right = sorted((Counter(second) - Counter(first)).elements())
    if not left and not right:
        return True
    return len(left) == len(right) == 1 and _is_one_slip(left[0], right[0])


def _words(name: str) -> list[str]:
    """Initials count only where there is little else."""
    plain = unicodedata.normalize("NFKD", name)
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter)).casefold()
    words = [word for word in _WORD.findall(plain) if word not in TITLES]
    whole = [word for word in words if len(word) > 1]
    return whole if len(whole) > 1 else words


def _is_one_slip(one: str, other: str) -> bool:
    """One letter too many, too few or wrong, or two that changed places."""
    if one == other:
        return True
    if abs(len(one) - len(other)) > 1:
        return False
    start = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), None)
    if start is None:
        return True  # the last letter is missing
    one, other = one[start:], other[start:]
    return (
        one[1:] == other[1:]
        or one[1:] == other
        or one == other[1:]
        or (one[:2] == other[:2][::-1] and one[2:] == other[2:])
    )


def _person(content: Content, points: dict[str, tuple[float, float]]) -> _Person:
    rows = content.get("credentials", {}).get("credentials", [])
    places = content.get("place", {}).get("locations", [])
    return _Person(
        content.get("about", {}).get("name", ""),
        [
            _Number(plain, row["kind"], row["region"].casefold())
            for row in rows
            if (plain := plain_number(row["number"]))
        ],
        [_spot(row["city"], row["state"], points.get(row["postal_code"])) for row in places],
    )


def _as_listed(therapist: Therapist) -> _Person:
    return _Person(
        therapist.name,
        [
            _Number(plain, one.kind.slug, one.region.casefold())
            for one in therapist.credentials.all()
            if (plain := plain_number(one.number))
        ],
        [
            _spot(one.city, one.state, (one.latitude, one.longitude))
            for one in therapist.locations.all()
        ],
    )


def _spot(city: str, state: str, point: tuple[float, float] | None) -> _Spot:
    return _Spot(city.strip().casefold(), state, point)


def _points(texts: Iterable[Content]) -> dict[str, tuple[float, float]]:
    codes = {
        row["postal_code"] for text in texts for row in text.get("place", {}).get("locations", [])
    }
    rows = Place.objects.zip_codes().filter(key__in=codes)
    return {key: (lat, lng) for key, lat, lng in rows.values_list("key", "latitude", "longitude")}


def _waiting(therapist: Therapist) -> list[tuple[int, Content]]:
    rows = ProfileRevision.objects.filter(status=RevisionStatus.SUBMITTED).exclude(
        therapist=therapist
    )
    return list(
        rows.order_by("-submitted_at").values_list("therapist_id", "content")[:MOST_WAITING]
    )


def _by_number(therapist: Therapist, person: _Person) -> Iterator[tuple[int, str]]:
    if not person.numbers:
        return
    written: Any = F("number")
    for mark in SEPARATORS:
        written = Replace(written, Value(mark), Value(""))
    rows = (
        Credential.objects.exclude(therapist=therapist)
        .exclude(number="")
        .annotate(plain=Upper(written))
        .filter(plain__in={number.plain for number in person.numbers})
    )
    for key, plain, kind, region in rows.values_list(
        "therapist_id", "plain", "kind__slug", "region"
    ):
        other = _Person(numbers=[_Number(plain, kind, region.casefold())])
        yield from ((key, reason) for reason in _same_numbers(person, other))


def _by_phone(therapist: Therapist, person: _Person) -> Iterator[tuple[int, str]]:
    if therapist.phone:
        rows = Therapist.objects.filter(phone=therapist.phone).exclude(pk=therapist.pk)
        reason = _same_phone(therapist.phone)
        yield from ((key, reason) for key in rows.values_list("pk", flat=True))


def _same_phone(phone: str) -> str:
    return _("The same phone number: %(phone)s.") % {"phone": formatting.phone(phone)}


def _by_name(therapist: Therapist, person: _Person) -> Iterator[tuple[int, str]]:
    near = reduce(Q.__or__, (_around(spot) for spot in person.spots), Q())
    if not near:
        return
    rows = PracticeLocation.objects.filter(near).exclude(therapist=therapist).order_by("pk")
    for key, name, city, state, lat, lng in rows.values_list(
        "therapist_id", "therapist__name", "city", "state", "latitude", "longitude"
    ):
        other = _Person(name, spots=[_spot(city, state, (lat, lng))])
        yield from ((key, reason) for reason in _same_name(person, other))


def _around(spot: _Spot) -> Q:
    """The city, and a box that holds the circle of 25 miles (and a little more)."""
    inside = Q(city__iexact=spot.city, state=spot.state)
    if spot.point is None:
        return inside
    latitude, longitude = spot.point
    height = math.degrees(NEAR_MILES / EARTH_RADIUS_MILES)
    width = height / max(0.05, math.cos(math.radians(min(89, abs(latitude) + height))))
    return inside | Q(
        latitude__range=(latitude - height, latitude + height),
        longitude__range=(longitude - width, longitude + width),
    )


def _in_common(person: _Person, other: _Person) -> list[str]:
    return [*_same_numbers(person, other), *_same_name(person, other)]


def _same_numbers(person: _Person, other: _Person) -> list[str]:
    return [
        _("The same license number: %(number)s.") % {"number": one.plain}
        for one in person.numbers
        if any(one.is_same(two) for two in other.numbers)
    ]


def _same_name(person: _Person, other: _Person) -> list[str]:
    if not is_near_same_name(person.name, other.name):
        return []
    distances = [one.miles_to(two) for one in person.spots for two in other.spots]
    near = [miles for miles in distances if miles is not None]
    if not near:
        return []
    if min(near) == 0:
        return [_("Nearly the same name in the same city: %(name)s.") % {"name": other.name}]
    return [
        _("Nearly the same name %(distance)s away: %(name)s.")
        % {"distance": formatting.miles(min(near)), "name": other.name}
    ]
