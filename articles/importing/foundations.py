"""Loads what articles stand on: topics and references, from the project's own data files."""

from typing import Any

from django.db import transaction

from articles.data_files import read_data
from articles.models import Reference, Topic
from directory.models import Technique

REFERENCE_FIELDS = ("authors", "title", "container", "doi", "url", "certainty", "note")


@transaction.atomic
def load_topics() -> int:
    topics = read_data("topics")
    for position, entry in enumerate(topics, start=1):
        Topic.objects.update_or_create(
            slug=entry["slug"],
            defaults={
                "title": entry["title"],
                "summary": entry["summary"],
                "position": position,
            },
        )
    return len(topics)


@transaction.atomic
def load_references() -> int:
    """Make the references say what the file says. One that left the file stays: it may be cited."""
    entries: list[dict[str, Any]] = read_data("references")
    Reference.objects.bulk_create(
        [
            Reference(
                key=entry["key"],
                year=entry.get("year"),
                **{field: entry.get(field, "") for field in REFERENCE_FIELDS},
            )
            for entry in entries
        ],
        update_conflicts=True,
        unique_fields=["key"],
        update_fields=["year", *REFERENCE_FIELDS],
    )
    _tie_to_techniques({entry["key"]: entry.get("techniques", []) for entry in entries})
    return len(entries)


def _tie_to_techniques(slugs_of: dict[str, list[str]]) -> None:
    techniques = {technique.slug: technique for technique in Technique.objects.all()}
    for reference in Reference.objects.filter(key__in=slugs_of).prefetch_related("techniques"):
        wanted = {techniques[slug] for slug in slugs_of[reference.key] if slug in techniques}
        if wanted != set(reference.techniques.all()):
            reference.techniques.set(wanted)
