"""The terms of the directory's vocabulary as articles show them: their notes and their counts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext

from directory.models import Condition, Technique

from .data_files import read_data

Totals = Mapping[tuple[str, str], int]
AnyTerm = TypeVar("AnyTerm", Technique, Condition)


@dataclass(frozen=True)
class TermNotes:
    """What a page adds to a definition; empty where nothing is written yet."""

    cannot: str = ""
    care: str = ""


@dataclass(frozen=True)
class TermLink:
    """A term with the two ways on: its page, and the search for therapists who offer it."""

    slug: str
    name: str
    definition: str
    url: str
    search_url: str
    #: None for what no therapist offers, such as self-massage.
    therapists: int | None


def active(terms: "QuerySet[AnyTerm]") -> "QuerySet[AnyTerm]":
    """Terms that have a page."""
    return terms.filter(is_active=True)


def link(term: Technique | Condition, totals: Totals) -> TermLink:
    kind = "technique" if isinstance(term, Technique) else "condition"
    is_searchable = not isinstance(term, Technique) or term.is_offered
    return TermLink(
        slug=term.slug,
        name=term.name,
        definition=term.definition,
        url=reverse(f"articles:{kind}-detail", kwargs={"slug": term.slug}),
        search_url=f"{reverse('directory:therapist-list')}?{urlencode({kind: term.slug})}",
        therapists=totals.get((kind, term.slug), 0) if is_searchable else None,
    )


def links(terms: Iterable[Technique | Condition], totals: Totals) -> list[TermLink]:
    """Only active terms: the others have no page to lead to."""
    return [link(term, totals) for term in terms if term.is_active]


def notes(term: Technique | Condition) -> TermNotes:
    kind = "techniques" if isinstance(term, Technique) else "conditions"
    return TermNotes(**_all_notes()[kind].get(term.slug, {}))


def pressure(technique: Technique) -> str:
    """“Light to medium”, or one word where both ends are the same."""
    lightest = technique.get_pressure_lightest_display()
    firmest = technique.get_pressure_firmest_display()
    if lightest == firmest:
        return lightest
    return gettext("%(lightest)s to %(firmest)s") % {
        "lightest": lightest,
        "firmest": firmest.lower(),
    }


@cache
def _all_notes() -> dict[str, Any]:
    """Read once per process: the file is part of the code."""
    notes: dict[str, Any] = read_data("vocabulary_notes")
    return notes
