"""Links of a search page to searches near it: chips, places that may be meant, ways out."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from directory.models import Place
from directory.search import Catalogue, Escape, SearchQuery

from . import search_labels as labels
from .search_address import SearchAddress


@dataclass(frozen=True)
class Chip:
    """Something that was searched for; `url` is the search without it."""

    text: str
    url: str


@dataclass(frozen=True)
class Way:
    """A link to another search and what it is or gives."""

    text: str
    url: str


def chips(query: SearchQuery, catalogue: Catalogue, address: SearchAddress) -> Iterator[Chip]:
    """The place, the words, then the filters."""
    if query.place is not None:
        text = _("%(place)s, %(miles)d miles") % {
            "place": query.place.label,
            "miles": query.miles,
        }
        yield Chip(text, address.changed(near=None, miles=None))
    if query.text.terms:
        yield Chip(labels.quoted(query.q), address.changed(q=None))
    for group, slugs in query.chosen.items():
        for slug in slugs:
            yield Chip(labels.value(catalogue, group, slug), address.without(group, slug))
    if query.max_rate is not None:
        yield Chip(labels.price_limit(query), address.changed(max_rate=None))
    if query.min_years is not None:
        yield Chip(labels.least_years(query), address.changed(min_years=None))


def to_places(places: Iterable[Place], address: SearchAddress) -> list[Way]:
    """The same search at each of these places."""
    return [Way(place.label, address.changed(near=place.label)) for place in places]


def out_of(
    escapes: Iterable[Escape], query: SearchQuery, catalogue: Catalogue, address: SearchAddress
) -> Iterator[Way]:
    """Each single change that would find somebody, with what it would find."""
    for escape in escapes:
        total = labels.therapists(escape.total)
        if not escape.name and escape.miles is not None:
            text = _("Search within %(miles)d miles without filters: %(total)s")
            yield Way(text % {"miles": escape.miles, "total": total}, address.bare(escape.miles))
        elif escape.miles is not None:
            text = _("Search within %(miles)d miles: %(total)s")
            url = address.changed(miles=str(escape.miles))
            yield Way(text % {"miles": escape.miles, "total": total}, url)
        else:
            text = _("Leave out %(filter)s: %(total)s")
            name = labels.quoted(_filter_name(escape.name, query, catalogue))
            url = address.changed(**{escape.name: None})
            yield Way(text % {"filter": name, "total": total}, url)


def _filter_name(name: str, query: SearchQuery, catalogue: Catalogue) -> str:
    match name:
        case "q":
            return query.q
        case "max_rate":
            return _("price limit")
        case "min_years":
            return _("years of practice")
    return labels.joined(labels.values(catalogue, query, name))
