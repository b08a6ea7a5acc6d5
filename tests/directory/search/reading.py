"""Reads search rows back into words, for tests."""

from __future__ import annotations

from directory.models import SearchDoc, Therapist
from directory.models.facet import BITS_PER_COLUMN
from directory.search import load_catalogue


def slugs_of(doc: SearchDoc, group: str) -> set[str]:
    """What a row says within one filter group."""
    bits = doc.bits | doc.bits2 << BITS_PER_COLUMN
    return {value.slug for value in load_catalogue().values(group, bits)}


def only_doc(therapist: Therapist) -> SearchDoc:
    return SearchDoc.objects.get(therapist=therapist)


def filters_of(therapist: Therapist, group: str) -> set[str]:
    """What the one row of a therapist says within one filter group."""
    return slugs_of(only_doc(therapist), group)
