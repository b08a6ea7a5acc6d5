"""Counts every technique with every condition, as the search would count each pair."""

from django.utils import timezone

from directory.choices import FacetGroup

from .catalogue import Catalogue, load_catalogue
from .circle import Circle
from .facets import bit_counts
from .matching import Criteria, match
from .query import SearchQuery
from .rows import fetch

Pair = tuple[str, str]


def pair_totals(query: SearchQuery, catalogue: Catalogue | None = None) -> dict[Pair, int]:
    """(technique, condition) → the total of the search with these two in place of the chosen ones.

    The place, the radius and the other chosen values of the query hold; prices, years and words
    are not read. One query beyond the catalogue, and one pass over the rows for all pairs: the
    bits of both groups belong to the therapist, not to a place, so that joining the places of one
    therapist cannot make up a pair.
    """
    catalogue = catalogue or load_catalogue()
    chosen = {
        group: slugs
        for group, slugs in query.chosen.items()
        if group not in (FacetGroup.TECHNIQUE, FacetGroup.CONDITION)
    }
    asked = SearchQuery(place=query.place, miles=query.miles, chosen=chosen)
    criteria = Criteria.of(asked, catalogue, (), timezone.localdate().year)
    therapists = match(fetch(_circle(query), ()), criteria).tally.passing
    conditions = catalogue.groups[FacetGroup.CONDITION]
    totals: dict[Pair, int] = {}
    for technique in catalogue.groups[FacetGroup.TECHNIQUE]:
        offering = [bits for bits in therapists if bits & technique.mask]
        counts = bit_counts(offering, [condition.bit for condition in conditions])
        for condition in conditions:
            totals[technique.slug, condition.slug] = counts[condition.bit]
    return totals


def _circle(query: SearchQuery) -> Circle | None:
    place = query.place
    return Circle(place.latitude, place.longitude, query.miles) if place else None
