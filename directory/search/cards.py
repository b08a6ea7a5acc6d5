"""Reads what result cards show: light rows in one query, without building model instances."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from directory.choices import SessionLength
from directory.models.facet import BITS_PER_COLUMN
from directory.trust import AcceptanceDates, CredentialDates


@dataclass
class CardCredential(CredentialDates):
    """The one credential that a card names."""

    title: str
    kind_name: str
    region: str
    issued_on: date | None
    expires_on: date | None
    verification: str
    checked_on: date | None
    good_until: date | None


@dataclass
class CardFacts(AcceptanceDates):
    """One therapist at one place; `rates` are whole dollars by length in minutes."""

    location: int
    slug: str
    name: str
    accepting: str
    waiting_weeks: int | None
    paused_until: date | None
    confirmed_on: date | None
    practicing_since: int | None
    city: str
    state: str
    neighborhood: str
    specialty_bits: int
    rates: dict[int, int | None]
    credential: CardCredential | None


#: Plain SQL, as for the rows: the columns are read in this order by `_facts`.
_SELECT = """
    SELECT doc.location_id,
        therapist.slug, therapist.name, therapist.accepting, therapist.waiting_weeks,
        therapist.paused_until, therapist.confirmed_on, therapist.practicing_since,
        place.city, place.state, place.neighborhood,
        doc.specialty_bits, doc.specialty_bits2,
        doc.rate_30, doc.rate_45, doc.rate_60, doc.rate_75, doc.rate_90, doc.rate_120,
        credential.title, kind.name, credential.region, credential.issued_on,
        credential.expires_on, credential.verification, credential.checked_on,
        credential.good_until
    FROM directory_searchdoc doc
    JOIN directory_therapist therapist ON therapist.id = doc.therapist_id
    JOIN directory_practicelocation place ON place.id = doc.location_id
    LEFT JOIN directory_credential credential ON credential.id = doc.lead_credential_id
    LEFT JOIN directory_credentialkind kind ON kind.id = credential.kind_id
    WHERE doc.location_id IN ({ids})
"""
_LENGTHS = tuple(SessionLength.values)


def fetch(location_ids: Sequence[int]) -> dict[int, CardFacts]:
    """The facts of these places, by location id."""
    ids = ", ".join(["%s"] * len(location_ids))
    with connection.cursor() as cursor:
        cursor.execute(_SELECT.format(ids=ids), list(location_ids))
        return {row[0]: _facts(row) for row in cursor.fetchall()}


def _facts(row: tuple[Any, ...]) -> CardFacts:
    location, slug, name, accepting, weeks, paused, confirmed, since, *rest = row
    city, state, neighborhood, special, special2, *rest = rest
    return CardFacts(
        location, slug, name, accepting, weeks, _day(paused), _day(confirmed), since,
        city, state, neighborhood, special | special2 << BITS_PER_COLUMN,
        dict(zip(_LENGTHS, rest, strict=False)), _credential(rest[len(_LENGTHS) :]),
    )  # fmt: skip


def _credential(columns: list[Any]) -> CardCredential | None:
    title, kind, region, issued, expires, verification, checked, good = columns
    if kind is None:
        return None
    return CardCredential(
        title, kind, region, _day(issued), _day(expires), verification, _day(checked), _day(good)
    )


def _day(value: date | str | None) -> date | None:
    """SQLite keeps days as text, PostgreSQL as days."""
    return date.fromisoformat(value) if isinstance(value, str) else value
