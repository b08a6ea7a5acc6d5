"""Compares what is stated here with what a list says: by number, then by name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TypeVar

from django.db.models import Q, QuerySet

from directory.choices import ProfileStatus, ProposalKind
from directory.duplicates import TITLES, is_near_same_name, plain_number
from directory.forms.licenses import REGISTERED
from directory.models import Credential, Register
from directory.places.states import STATES

from .mapping import Listed

T = TypeVar("T")

#: Not yet on the site, or no longer: nothing about them is looked up.
NOT_COMPARED = (ProfileStatus.DRAFT, ProfileStatus.REMOVED)
SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
_WORD = re.compile(r"[^\s,.]+")


@dataclass(frozen=True, slots=True)
class Stated:
    """A credential as its profile has it; the number in capitals and without separators."""

    pk: int
    number: str
    name: str
    #: Whether the credential names the state of the list; a match that is only alike needs it.
    is_of_state: bool = False
    therapist: int = 0


def stated(register: Register) -> list[Stated]:
    """The credentials that a list of this register can say something about."""
    rows = comparable(register).order_by("pk")
    here = {place.casefold() for place in (register.state, STATES.get(register.state)) if place}
    found = (
        Stated(pk, plain_number(number), name, region.casefold() in here, therapist)
        for pk, number, name, region, therapist in rows.values_list(
            "pk", "number", "therapist__name", "region", "therapist"
        )
    )
    return [one for one in found if one.number]


def comparable(register: Register) -> QuerySet[Credential]:
    """Those that name the register, or name none and are of its state; of a kind that it holds."""
    kinds = [slug for slug, kind in REGISTERED.items() if kind == register.kind]
    places = Q(region__iexact=register.state)
    if register.state in STATES:
        places |= Q(region__iexact=STATES[register.state])
    of_it = Q(register=register)
    if register.state:
        of_it |= Q(register=None) & places
    return (
        Credential.objects.filter(of_it, kind__slug__in=kinds)
        .exclude(number="")
        .exclude(therapist__status__in=NOT_COMPARED)
    )


def kind_of(one: Stated, listed: Listed | None, *, has_changed: bool) -> ProposalKind:
    """`has_changed`: since the list before this one."""
    if listed is None:
        return ProposalKind.NOT_FOUND
    if listed.number != one.number:
        return ProposalKind.ALIKE
    if not is_listed_name(one.name, listed.name):
        return ProposalKind.NAME_DIFFERS
    if has_changed:
        return ProposalKind.CHANGED
    return ProposalKind.CONFIRMS if listed.is_active else ProposalKind.NOT_ACTIVE


def is_listed_name(name: str, listed: str) -> bool:
    """Lists write “Last, First Middle”, and people leave their middle names out."""
    one, other = in_order(name), in_order(listed)
    if is_near_same_name(" ".join(one), " ".join(other)):
        return True
    if min(len(one), len(other)) < 2 or len(one) == len(other):
        return False
    return is_near_same_name(f"{one[0]} {one[-1]}", f"{other[0]} {other[-1]}")


def in_order(name: str) -> list[str]:
    parts = [words for part in name.split(",") if (words := _words(part))]
    if not parts:
        return []
    return [word for part in (*parts[1:], parts[0]) for word in part]


def _words(text: str) -> list[str]:
    return [word for word in _WORD.findall(text) if word.casefold() not in TITLES | SUFFIXES]


def in_chunks(rows: Iterable[T], size: int) -> Iterator[list[T]]:
    left = iter(rows)
    while chunk := list(islice(left, size)):
        yield chunk
