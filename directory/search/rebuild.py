"""Rebuilds the read model in batches and compares it with the normal tables."""

from collections.abc import Iterator

from django.utils import timezone

from directory.models import SearchDoc, Therapist

from . import doc
from .catalogue import load_catalogue

BATCH = 500

COMPARED = [field.attname for field in SearchDoc._meta.concrete_fields if not field.primary_key]


def batches() -> Iterator[list[int]]:
    """Ids of all therapists, so that a stopped rebuild can simply be started again."""
    ids = list(Therapist.objects.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(ids), BATCH):
        yield ids[start : start + BATCH]


def write(therapist_ids: list[int]) -> int:
    return doc.refresh_all(therapist_ids)


def remove_orphans() -> int:
    """Rows of profiles that are not public; none is left after a complete run."""
    removed, _ = SearchDoc.objects.exclude(therapist__in=Therapist.objects.public()).delete()
    return removed


def differences() -> Iterator[str]:
    """One line per search row that is missing, too many or different.

    A row that is only past its `lapses_at` is not different: search reads its timeline.
    """
    catalogue, now = load_catalogue(with_inactive=True), timezone.now()
    today = timezone.localdate(now)
    for batch in batches():
        wanted = {row.location_id: row for row in doc.build_rows(batch, catalogue, today)}
        stored = {
            row.location_id: row
            for row in SearchDoc.objects.filter(therapist__in=batch, lapses_at__gt=now)
        }
        lapsed = set(
            SearchDoc.objects.filter(therapist__in=batch, lapses_at__lte=now).values_list(
                "location_id", flat=True
            )
        )
        for location in sorted((wanted.keys() | stored.keys()) - lapsed):
            if location not in stored:
                yield f"location {location}: no search row"
            elif location not in wanted:
                yield f"location {location}: a search row, but the profile is not public"
            else:
                changed = [
                    name
                    for name in COMPARED
                    if getattr(stored[location], name) != getattr(wanted[location], name)
                ]
                if changed:
                    yield f"location {location}: {', '.join(changed)}"
