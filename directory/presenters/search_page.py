"""The search page: heading, chips, filter groups with counts, cards, and ways out of nothing."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.paginator import Page
from django.http import QueryDict
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from directory.choices import FacetGroup
from directory.filters import ParsedSearch
from directory.models import Place
from directory.search import Catalogue, SearchResult, Sort
from directory.search.catalogue import Value
from directory.search.query import RADII_MILES
from directory.search.rows import Row

from .result_card import ResultCard, result_card

#: Groups that stand open when the page is first seen; the others open once a value is chosen.
OPEN_GROUPS = (FacetGroup.TECHNIQUE, FacetGroup.CONDITION)


@dataclass(frozen=True)
class Option:
    """One filter value with the total that choosing it would give."""

    value: Value
    count: int
    is_chosen: bool


@dataclass(frozen=True)
class Group:
    name: str
    label: str
    options: list[Option]
    note: str
    is_open: bool


@dataclass(frozen=True)
class Chip:
    """Something that was searched for; `url` is the search without it."""

    text: str
    url: str


@dataclass(frozen=True)
class Way:
    """A link out of an empty result and what it gives."""

    text: str
    url: str


@dataclass(frozen=True)
class SearchPage:
    data: QueryDict
    parsed: ParsedSearch
    catalogue: Catalogue
    result: SearchResult | None

    @property
    def total(self) -> int:
        return self.result.total if self.result else 0

    @property
    def place(self) -> Place | None:
        return self.parsed.query.place

    @cached_property
    def heading(self) -> str:
        if self.result is None:
            return _("Which place do you mean?") if self.choices else _("Find a massage therapist")
        found = ngettext(
            "%(total)s massage therapist", "%(total)s massage therapists", self.total
        ) % {"total": f"{self.total:,}"}
        if not self.total:
            found = _("No massage therapists")
        if self.place is None:
            return _("%(found)s in the United States") % {"found": found}
        return _("%(found)s within %(miles)d miles of %(place)s") % {
            "found": found,
            "miles": self.parsed.query.miles,
            "place": self.place.label,
        }

    @property
    def choices(self) -> list[Way]:
        """Places that the typed name may mean, or that are spelled much like it."""
        answer = self.parsed.answer
        places = (answer.choices or answer.suggestions) if answer else ()
        return [Way(place.label, self._url(near=place.label)) for place in places]

    @property
    def place_problem(self) -> str:
        answer = self.parsed.answer
        return self.parsed.errors.get("near") or (answer.problem if answer else "")

    @cached_property
    def cards(self) -> list[ResultCard]:
        if self.result is None:
            return []
        minutes, today = self.result.query.shown_length, timezone.localdate()
        return [result_card(hit, self.catalogue, minutes, today) for hit in self.result.hits]

    @property
    def page(self) -> "Page[Row] | None":
        return self.result.page if self.result else None

    @cached_property
    def base_query(self) -> str:
        """The address without the page number, for the page links."""
        return self._query(page=None)

    @cached_property
    def chips(self) -> list[Chip]:
        query = self.parsed.query
        chips = []
        if query.place is not None:
            text = _("%(place)s, %(miles)d miles") % {
                "place": query.place.label,
                "miles": query.miles,
            }
            chips.append(Chip(text, self._url(near=None, miles=None)))
        for group, slugs in query.chosen.items():
            chips += [
                Chip(self._label(group, slug), self._url_without(group, slug)) for slug in slugs
            ]
        if query.max_rate is not None:
            text = _("At most $%(dollars)d for %(minutes)s minutes") % {
                "dollars": query.max_rate,
                "minutes": _(" or ").join(str(minutes) for minutes in query.lengths),
            }
            chips.append(Chip(text, self._url(max_rate=None)))
        if query.min_years is not None:
            text = ngettext(
                "At least %(years)d year", "At least %(years)d years", query.min_years
            ) % {"years": query.min_years}
            chips.append(Chip(text, self._url(min_years=None)))
        return chips

    @cached_property
    def groups(self) -> list[Group]:
        """Groups that have something to choose or to say; a chosen value stays even at zero."""
        groups = [self._group(name) for name in FacetGroup.values]
        return [group for group in groups if group.options or group.note]

    def _group(self, name: str) -> Group:
        counts = self.result.counts if self.result else {}
        chosen = self.parsed.query.chosen.get(name, ())
        options = [
            Option(value, counts.get((name, value.slug), 0), value.slug in chosen)
            for value in self.catalogue.groups[name]
        ]
        shown = [option for option in options if option.count or option.is_chosen]
        note = self.parsed.notes.get(name, "")
        is_open = name in OPEN_GROUPS or bool(chosen) or bool(note)
        return Group(name, str(FacetGroup(name).label), shown, note, is_open)

    @property
    def chosen_count(self) -> int:
        return len(self.parsed.query.filters)

    @property
    def typed(self) -> dict[str, str]:
        """What stands in the number boxes, wrong or right: nothing typed is lost."""
        return {
            name: self.data.get(name, "").replace("\x00", "")[:100]
            for name in ("max_rate", "min_years")
        }

    @property
    def radii(self) -> list[tuple[int, str, bool]]:
        words = _("%(miles)d miles")
        chosen = self.parsed.query.miles
        return [(miles, words % {"miles": miles}, miles == chosen) for miles in RADII_MILES]

    @cached_property
    def sorts(self) -> list[tuple[str, str, bool]]:
        labels = {
            Sort.DISTANCE: _("Nearest first"),
            Sort.RATE: _("Lowest price first"),
            Sort.EXPERIENCE: _("Longest in practice first"),
        }
        order = self.parsed.query.order
        return [
            (str(sort), label, sort is order)
            for sort, label in labels.items()
            if sort is not Sort.DISTANCE or self.place is not None
        ]

    @cached_property
    def ways_out(self) -> list[Way]:
        """Each single change that would find somebody, with what it would find."""
        if self.result is None:
            return []
        ways = []
        for escape in self.result.escapes:
            total = ngettext("%(total)d therapist", "%(total)d therapists", escape.total) % {
                "total": escape.total
            }
            if not escape.name:
                text = _("Search within %(miles)d miles without filters: %(total)s") % {
                    "miles": escape.miles,
                    "total": total,
                }
                ways.append(Way(text, "?" + self._bare_query(str(escape.miles))))
            elif escape.miles is not None:
                text = _("Search within %(miles)d miles: %(total)s") % {
                    "miles": escape.miles,
                    "total": total,
                }
                ways.append(Way(text, self._url(miles=str(escape.miles))))
            else:
                text = _("Leave out “%(filter)s”: %(total)s") % {
                    "filter": self._filter_name(escape.name),
                    "total": total,
                }
                ways.append(Way(text, self._url(**{escape.name: None})))
        return ways

    def _filter_name(self, name: str) -> str:
        if name == "max_rate":
            return _("price limit")
        if name == "min_years":
            return _("years of practice")
        labels = [self._label(name, slug) for slug in self.parsed.query.chosen[name]]
        return _(" or ").join(labels)

    def _label(self, group: str, slug: str) -> str:
        value = self.catalogue.find(group, slug)
        return value.label if value else slug

    def _url(self, **changes: str | None) -> str:
        """This search with some parameters replaced or (`None`) left out, from its first page."""
        return "?" + self._query(page=None, **changes)

    def _query(self, **changes: str | None) -> str:
        pairs = [(name, value) for name, value in self._pairs() if name not in changes]
        pairs += [(name, value) for name, value in changes.items() if value is not None]
        return urlencode(pairs)

    def _bare_query(self, miles: str) -> str:
        return urlencode([("near", self.parsed.near), ("miles", miles)])

    def _url_without(self, group: str, slug: str) -> str:
        pairs = [pair for pair in self._pairs() if pair != (group, slug) and pair[0] != "page"]
        return "?" + urlencode(pairs)

    def _pairs(self) -> list[tuple[str, str]]:
        """The parameters in force, in a fixed order: what was unknown or wrong is gone."""
        query = self.parsed.query
        pairs = (
            [("near", self.parsed.near), ("miles", str(query.miles))] if self.parsed.near else []
        )
        pairs += [(group, slug) for group, slugs in query.chosen.items() for slug in slugs]
        for name, value in (("max_rate", query.max_rate), ("min_years", query.min_years)):
            if value is not None:
                pairs.append((name, str(value)))
        if query.sort in set(Sort):
            pairs.append(("sort", query.sort))
        return pairs
