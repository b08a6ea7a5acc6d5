"""Rebuilds the read models in batches and compares them with the normal tables."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import Model
from django.utils import timezone

from directory.models import SearchDoc, SearchText, Therapist

from . import doc, generation, texts
from .catalogue import Catalogue, load_catalogue

BATCH = 500

COMPARED = [field.attname for field in SearchDoc._meta.concrete_fields if not field.primary_key]
COMPARED_TEXT = [
    field.attname for field in SearchText._meta.concrete_fields if not field.primary_key
]


def batches() -> Iterator[list[int]]:
    """Ids of all therapists, so that a stopped rebuild can simply be started again."""
    ids = list(Therapist.objects.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(ids), BATCH):
        yield ids[start : start + BATCH]


def write(therapist_ids: list[int]) -> int:
    return doc.refresh_all(therapist_ids)


def remove_orphans() -> int:
    """Rows and texts of profiles that are not public; none is left after a complete run."""
    public = Therapist.objects.public()
    SearchText.objects.exclude(therapist__in=public).delete()
    removed, _ = SearchDoc.objects.exclude(therapist__in=public).delete()
    generation.renew()
    return removed


def differences() -> Iterator[str]:
    """One line per search row or text that is missing, too many or different.

    A row that is only past its `lapses_at` is not different: search reads its timeline.
    """
    catalogue, now = load_catalogue(with_inactive=True), timezone.now()
    today = timezone.localdate(now)
    for batch in batches():
        therapists = doc.public_with_answers(batch, today)
        yield from _rows(batch, therapists, catalogue, now, today)
        yield from _texts(batch, therapists, now)


def _rows(
    batch: list[int],
    therapists: Sequence[Therapist],
    catalogue: Catalogue,
    now: datetime,
    today: date,
) -> Iterator[str]:
    wanted = {row.location_id: row for row in doc.build_rows(therapists, catalogue, today)}
    rows = SearchDoc.objects.filter(therapist__in=batch)
    stored = {row.location_id: row for row in rows.filter(lapses_at__gt=now)}
    lapsed = set(rows.filter(lapses_at__lte=now).values_list("location_id", flat=True))
    for location in sorted((wanted.keys() | stored.keys()) - lapsed):
        difference = _difference(stored.get(location), wanted.get(location), COMPARED, "search row")
        if difference:
            yield f"location {location}: {difference}"


def _texts(batch: list[int], therapists: Sequence[Therapist], now: datetime) -> Iterator[str]:
    wanted = {therapist.pk: texts.text_of(therapist) for therapist in therapists}
    rows = SearchText.objects.filter(therapist__in=batch)
    stored = {row.pk: row for row in rows}
    # Hidden by age, and no job has run since: the rows tell the search, so nothing shows.
    lapsed = set(
        rows.filter(therapist__search_docs__lapses_at__lte=now).values_list("pk", flat=True)
    )
    for pk in sorted((wanted.keys() | stored.keys()) - (lapsed - wanted.keys())):
        difference = _difference(stored.get(pk), wanted.get(pk), COMPARED_TEXT, "searched text")
        if difference:
            yield f"therapist {pk}: {difference}"


def _difference(stored: Model | None, wanted: Model | None, names: Sequence[str], what: str) -> str:
    if stored is None:
        return f"no {what}"
    if wanted is None:
        return f"a {what}, but the profile is not public"
    changed: list[Any] = [name for name in names if getattr(stored, name) != getattr(wanted, name)]
    return ", ".join(changed)
