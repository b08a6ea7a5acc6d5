"""Finds whom a patient could ask next: near the therapist who was asked, free, and open."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import Prefetch

from directory.choices import FacetGroup
from directory.models import Place, PracticeLocation, Therapist
from directory.search import Catalogue, SearchQuery, load_catalogue, search

from . import box
from .models import Inquiry

#: First near, then a drive.
MILES = (25, 50)
#: Beyond that people decide by themselves.
FARTHER = 100
#: How many of the nearest are looked at, since the box of some may be closed.
MOST_LOOKED_AT = 20


def next_best(inquiry: Inquiry, today: date, most: int = 3) -> list[Therapist]:
    """Public, taking new clients, with an open box; who names the same cause comes first.

    Each with the place that is near as the only one of its `locations`. Never one who was asked.
    """
    asked = [c.therapist_id for c in inquiry.conversations.order_by("pk") if c.therapist_id]
    start = _start(asked)
    if start is None:
        return []
    cause = inquiry.read().cause if inquiry.has_text else ""
    found: dict[int, Therapist] = {}
    for rows in _searches(start, cause, set(asked)):
        new = {number: place for number, place in rows.items() if number not in found}
        found |= {therapist.pk: therapist for therapist in _open(new, today)}
        if len(found) >= most:
            break
    return list(found.values())[:most]


def start_of(inquiry: Inquiry) -> str:
    """The place from which `next_best` looks, as the search takes it; empty without one."""
    start = _start([c.therapist_id for c in inquiry.conversations.order_by("pk") if c.therapist_id])
    return f"{start.name}, {start.state}" if start else ""


def _start(asked: list[int]) -> Place | None:
    """The first place of the first who is still here."""
    locations = PracticeLocation.objects.filter(therapist__in=asked).order_by("position", "pk")
    first = {location.therapist_id: location for location in reversed(locations)}
    for number in asked:
        if (place := first.get(number)) is not None:
            return Place(
                kind=Place.Kind.CITY,
                name=place.city,
                state=place.state,
                latitude=place.latitude,
                longitude=place.longitude,
            )
    return None


def _searches(start: Place, cause: str, asked: set[int]) -> Iterator[dict[int, int]]:
    """Of each search, from the best to the widest: number of the therapist → of the near place."""
    catalogue = load_catalogue()
    for chosen in _filters(catalogue, cause):
        for miles in MILES:
            query = SearchQuery(place=start, miles=miles, chosen=chosen)
            rows = search(query, catalogue).rows[: MOST_LOOKED_AT + len(asked)]
            yield {row.therapist: row.location for row in rows if row.therapist not in asked}


def _filters(catalogue: Catalogue, cause: str) -> Iterator[dict[str, tuple[str, ...]]]:
    accepting: dict[str, tuple[str, ...]] = {str(FacetGroup.ACCEPTING): ("1",)}
    if cause and catalogue.find(FacetGroup.CONDITION, cause):
        yield accepting | {str(FacetGroup.CONDITION): (cause,)}
    yield accepting


def _open(places: dict[int, int], today: date) -> list[Therapist]:
    """In the order of the search."""
    if not places:
        return []
    near = PracticeLocation.objects.filter(pk__in=places.values())
    therapists = (
        Therapist.objects.public(today)
        .select_related("inquiry_box")
        .prefetch_related(Prefetch("locations", near))
        .in_bulk(places)
    )
    return [
        therapists[number]
        for number in places
        if number in therapists and box.is_open(therapists[number], today)
    ]
