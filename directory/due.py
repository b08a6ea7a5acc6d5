"""What is due by the calendar in the directory, and what has to be there before it can serve."""

from datetime import datetime

from .models import FacetValue, Place, SearchDoc, SearchText
from .search import doc


def rewrite_lapsed_rows(now: datetime) -> str:
    """Write search rows anew whose date has passed. Searches are right without it, only slower."""
    ids = set(SearchDoc.objects.filter(lapses_at__lte=now).values_list("therapist_id", flat=True))
    doc.refresh_all(ids)
    return f"{len(ids)} therapists rewritten"


def missing_data() -> str:
    """What still has to be loaded, for the readiness page; an empty text when nothing is."""
    if not FacetValue.objects.exists():
        return "The vocabulary is not loaded: run load_vocabulary."
    if not Place.objects.exists():
        return "No places are loaded: run load_places."
    if SearchDoc.objects.exists() and not SearchText.objects.exists():
        return "The words of profiles are not indexed: run rebuild_search."
    return ""
