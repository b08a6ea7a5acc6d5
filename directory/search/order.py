"""The order of results: one pure function of a few public facts, which anyone can recompute."""

import math
from collections.abc import Iterable
from datetime import date
from hashlib import sha256
from typing import NamedTuple

from .query import Sort

#: Published, so that anyone can recompute the turns.
SEED = "sciatica-massage-guide"

#: 48 bits: every program, also one in JavaScript, can hold such a number exactly.
TURN_DIGITS = 12


class Standing(NamedTuple):
    """All that the order may know about one therapist.

    What is not here cannot count: no photo, no length of a profile, no log-in or other activity,
    no mark of an administrator, no payment.
    """

    #: The therapist's public number.
    number: int
    #: The distance in tenths of a mile, as the page prints it; 0 without a place.
    tenths: int = 0
    #: Whole dollars for the session length that is shown.
    rate: int | None = None
    #: First year of practice.
    since: int | None = None
    #: Where the words were found, see `texts`; 0 without words.
    relevance: int = 0
    #: How many of the asked techniques and conditions are specialties.
    specialties: int = 0
    #: Whether the therapist confirmed the facts of the profile within 90 days.
    is_confirmed: bool = False


def arranged(standings: Iterable[Standing], sort: Sort, day: date) -> list[Standing]:
    return sorted(standings, key=lambda standing: key(standing, sort, day))


Key = tuple[float, int, int, bool, int, int]


def key(standing: Standing, sort: Sort, day: date) -> Key:
    """Sorts earlier what is smaller: what was asked for, then distance, then specialties of what
    was asked, then whoever confirmed lately, then the turn of the day."""
    return (
        primary(standing, sort),
        standing.tenths,
        -standing.specialties,
        not standing.is_confirmed,
        turn(standing.number, day),
        standing.number,
    )


def primary(standing: Standing, sort: Sort) -> float:
    """What the chosen sort compares first; what is not stated comes last."""
    match sort:
        case Sort.DISTANCE:
            return standing.tenths
        case Sort.RATE:
            return _or_last(standing.rate)
        case Sort.EXPERIENCE:
            return _or_last(standing.since)
        case Sort.RELEVANCE:
            return -standing.relevance


def _or_last(value: int | None) -> float:
    return math.inf if value is None else value


def turn(number: int, day: date) -> int:
    """Where a therapist stands among equals on that day: a different mix every day.

    The first twelve hexadecimal digits of the SHA-256 of "<seed>:<day>:<number>": nobody, the
    site included, can choose them.
    """
    digest = sha256(f"{SEED}:{day.isoformat()}:{number}".encode()).hexdigest()
    return int(digest[:TURN_DIGITS], 16)
