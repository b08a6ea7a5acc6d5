"""Says in plain words why a therapist stands where they stand in a list."""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from directory.search import SearchQuery, Sort
from directory.search.arranging import SPECIAL_GROUPS
from directory.search.order import Standing


class Asked(NamedTuple):
    """What of a search the reason depends on."""

    sort: Sort
    has_place: bool
    has_words: bool
    #: How many techniques and conditions were asked for.
    terms: int
    minutes: int


def asked(query: SearchQuery) -> Asked:
    terms = sum(len(query.chosen.get(group, ())) for group in SPECIAL_GROUPS)
    return Asked(
        query.order, query.place is not None, bool(query.text.terms), terms, query.shown_length
    )


def why_here(standing: Standing, query: SearchQuery) -> str:
    """Only from what the order itself may know, and first what counts first."""
    return _why(standing._replace(number=0), asked(query), get_language())


@lru_cache(maxsize=8192)
def _why(standing: Standing, search: Asked, language: str | None) -> str:
    """Remembered by language: without the number, many therapists share a reason."""
    return " ".join(_reasons(standing, search))


def _reasons(standing: Standing, search: Asked) -> Iterator[str]:
    match search.sort:
        case Sort.RELEVANCE:
            yield _words(standing.relevance)
        case Sort.RATE:
            yield _price(standing.rate, search.minutes)
        case Sort.EXPERIENCE:
            yield _years(standing.since)
    if search.has_place:
        yield _distance(standing.tenths)
    if search.terms:
        yield _specialties(standing.specialties, search.terms)
    yield (
        _("Confirmed in the last 90 days.")
        if standing.is_confirmed
        else _("Not confirmed in the last 90 days.")
    )
    if search.has_words and search.sort is not Sort.RELEVANCE:
        yield _words(standing.relevance)


def _words(relevance: int) -> str:
    if relevance >= 3:
        return _("Your words are in the name.")
    if relevance == 2:
        return _("Your words are in the name or in the chosen terms, such as techniques.")
    return _("Some of your words are only in the written answers.")


def _price(rate: int | None, minutes: int) -> str:
    if rate is None:
        return _("No price stated for %(minutes)d minutes.") % {"minutes": minutes}
    return _("$%(rate)s for %(minutes)d minutes.") % {"rate": f"{rate:,}", "minutes": minutes}


def _years(since: int | None) -> str:
    if since is None:
        return _("First year of practice not stated.")
    return _("Practicing since %(year)d.") % {"year": since}


def _distance(tenths: int) -> str:
    """Always with the tenths, since they are what the order compares."""
    if tenths == 0:
        return _("Less than 0.1 miles away.")
    return _("%(miles)s miles away.") % {"miles": f"{tenths / 10:.1f}"}


def _specialties(specialties: int, terms: int) -> str:
    if terms == 1:
        return (
            _("What you asked for is a specialty.")
            if specialties
            else _("What you asked for is offered, but not named as a specialty.")
        )
    if not specialties:
        return _("None of the %(terms)d things you asked for is a specialty.") % {"terms": terms}
    return ngettext(
        "%(count)d of the %(terms)d things you asked for is a specialty.",
        "%(count)d of the %(terms)d things you asked for are specialties.",
        specialties,
    ) % {"count": specialties, "terms": terms}
