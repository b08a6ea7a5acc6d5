"""What the directory answers to the site's search box: therapists, and places of that name."""

import re

from django.db.models import Q
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sciatica_site.fulltext import TextQuery, excerpt
from sciatica_site.site_search import SearchGroup, SearchHit, SearchLink, SiteQuery

from . import formatting
from .models import Place
from .places.parsing import parse
from .search import Hit, SearchQuery, load_catalogue, search

MOST_HITS = 5

#: What stands before the place in "massage therapists near Denver".
_BEFORE_A_PLACE = re.compile(
    r"^(?:(?:massage|massages|therapists?|therapy|near|in|around)\s+)+", re.I
)


def therapists(query: SiteQuery) -> SearchGroup:
    """The first of the very search that the link leads to, so that both say the same."""
    found = search(SearchQuery(q=query.words), load_catalogue())
    return SearchGroup(
        heading=_("Massage therapists"),
        hits=[_hit(hit, query.text) for hit in found.hits[:MOST_HITS]],
        total=found.total,
        links=_all_of(found.total, query.words),
        shortcuts=_near(query.words),
    )


def _hit(hit: Hit, query: TextQuery) -> SearchHit:
    facts = hit.facts
    return SearchHit(
        title=excerpt(facts.name, query, length=len(facts.name)),
        url=reverse("directory:therapist-detail", kwargs={"slug": facts.slug}),
        summary=hit.passage.pieces if hit.passage else (),
        note=formatting.area(facts.neighborhood, facts.city, facts.state),
    )


def _all_of(total: int, words: str) -> list[SearchLink]:
    if not total:
        return []
    label = ngettext(
        "See this therapist in the search, with place and filters",
        "See all %(total)s therapists, with place and filters",
        total,
    )
    return [SearchLink(label % {"total": f"{total:,}"}, _address(q=words))]


def _near(words: str) -> list[SearchLink]:
    """Somebody who types a city or a ZIP code wants therapists there, not pages with that word."""
    place = _BEFORE_A_PLACE.sub("", words)
    if not _is_a_place(place):
        return []
    return [SearchLink(_("Therapists near %(place)s") % {"place": place}, _address(near=place))]


def _is_a_place(text: str) -> bool:
    """One query that looks for no suggestions: most words are no place at all."""
    typed = parse(text)
    if typed.zip_code:
        return Place.objects.zip_codes().filter(key=typed.zip_code).exists()
    condition = Q(pk__in=[])
    for key, state in typed.readings:
        condition |= Q(key=key, state=state) if state else Q(key=key)
    return Place.objects.cities().filter(condition).exists()


def _address(**parameters: str) -> str:
    return f"{reverse('directory:therapist-list')}?{urlencode(parameters)}"
