"""The order of a search as data, from which anyone can recompute it."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from directory.filters import ParsedSearch
from directory.search import SearchQuery, Sort
from directory.search import order as ordering
from directory.search.order import Standing

#: The version of the rule and of this form; it goes up when either changes.
VERSION = 1

#: So many therapists at most, from the first.
MOST = 1000

#: What each sort compares first; a minus means that the largest comes first.
FIRST = {
    Sort.DISTANCE: "miles",
    Sort.RATE: "rate",
    Sort.EXPERIENCE: "since",
    Sort.RELEVANCE: "-relevance",
}
THEN = ("miles", "-specialties", "-confirmed", "turn", "number")


def order_data(parsed: ParsedSearch, day: date) -> dict[str, Any]:
    """The search as it was understood and the rule of the day, before anybody is in the list."""
    return {
        "version": VERSION,
        "explained": settings.SITE_URL + reverse("directory:how-results-are-ordered"),
        "parameters": _parameters(parsed),
        "left_out": parsed.errors | parsed.notes,
        "sort": str(parsed.query.order),
        "order_by": _order_by(parsed.query),
        "formula": _formula(),
        "day": day.isoformat(),
        "seed": ordering.SEED,
        "total": 0,
        "truncated": False,
        "therapists": [],
    }


def therapists_data(
    standings: Sequence[Standing], slugs: Mapping[int, str], query: SearchQuery, day: date
) -> list[dict[str, Any]]:
    """Those of the list, in its order; without whoever withdrew since they were found."""
    return [
        {"slug": slugs[one.number], **_facts(one, query, day)}
        for one in standings
        if one.number in slugs
    ]


def place_problem(parsed: ParsedSearch) -> str:
    """Why there is no list, for a place that is unknown or could be several."""
    answer = parsed.answer
    said = parsed.errors.get("near") or (answer.problem if answer else "")
    return said or _("There is more than one place with this name. Add the state, or a ZIP code.")


def _parameters(parsed: ParsedSearch) -> dict[str, Any]:
    query = parsed.query
    return {
        "near": parsed.near,
        "place": query.place.label if query.place else None,
        "miles": query.miles if query.place else None,
        "q": query.q,
        "words": list(query.text.terms),
        **{group: list(slugs) for group, slugs in query.chosen.items()},
        "max_rate": query.max_rate,
        "min_years": query.min_years,
        "minutes": query.shown_length,
    }


def _order_by(query: SearchQuery) -> list[str]:
    return list(dict.fromkeys([FIRST[query.order], *THEN]))


def _formula() -> list[str]:
    return [
        _("Sort by the values that order_by names, one after the other, smallest first."),
        _("A minus in front of a name means largest first, and for confirmed: true first."),
        _("What is null comes last. Distances are null when no place was asked for."),
        _("turn: write seed, day and number with colons between them, take the SHA-256 of that."),
        _("Its first %(digits)d hexadecimal digits, read as a number, are the turn.")
        % {"digits": ordering.TURN_DIGITS},
    ]


def _facts(standing: Standing, query: SearchQuery, day: date) -> dict[str, Any]:
    """All that the rule was told about one therapist; distances in tenths, since the exact place
    may be a home."""
    facts: dict[str, Any] = {
        "number": standing.number,
        "miles": None if query.place is None else standing.tenths / 10,
        "relevance": standing.relevance,
        "specialties": standing.specialties,
        "since": standing.since,
        "confirmed": bool(standing.is_confirmed),
        "turn": ordering.turn(standing.number, day),
    }
    # Other searches do not read prices, so that null would not mean "not stated".
    if query.order is Sort.RATE:
        facts["rate"] = standing.rate
    return facts
