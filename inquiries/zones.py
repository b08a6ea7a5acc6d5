"""Tells in which time zone a therapist works."""

from __future__ import annotations

from collections.abc import Iterable
from zoneinfo import ZoneInfo

from django.db.models import OuterRef, QuerySet, Subquery

from directory.models import Place, PracticeLocation, Therapist
from directory.places.time_zones import ANYWHERE, zone


def zone_of(therapist: Therapist) -> ZoneInfo:
    """Of the first place where they work."""
    return zones_of([therapist.pk])[therapist.pk]


def zones_of(therapists: Iterable[int]) -> dict[int, ZoneInfo]:
    """The same for many, by their numbers, in one query."""
    numbers = list(therapists)
    places = (
        PracticeLocation.objects.filter(therapist__in=numbers)
        .annotate(zone_name=_of_its_zip())
        .order_by("therapist_id", "position", "pk")
        .values_list("therapist_id", "zone_name", "state")
    )
    zones: dict[int, ZoneInfo] = {}
    for number, name, state in places:
        zones.setdefault(number, zone(name or "", state))
    return {number: zones.get(number) or ZoneInfo(ANYWHERE) for number in numbers}


def name_of(therapist: str) -> Subquery:
    """For rows that name a therapist: annotate with this and the next, and `read` both."""
    named = _first(therapist).annotate(zone_name=_of_its_zip())
    return Subquery(named.values("zone_name")[:1])


def state_of(therapist: str) -> Subquery:
    return Subquery(_first(therapist).values("state")[:1])


def read(zone_name: str | None, zone_state: str | None) -> ZoneInfo:
    return zone(zone_name or "", zone_state or "")


def _first(therapist: str) -> QuerySet[PracticeLocation]:
    places = PracticeLocation.objects.filter(therapist=OuterRef(therapist))
    return places.order_by("position", "pk")


def _of_its_zip() -> Subquery:
    zip_code = Place.objects.zip_codes().filter(key=OuterRef("postal_code"))
    return Subquery(zip_code.values("time_zone")[:1])
