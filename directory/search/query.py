"""What a search asks, as plain values: parsed by the filter set, answered by `run`."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property

from directory.choices import FacetGroup, SessionLength
from directory.models import Place
from sciatica_site.fulltext import TextQuery, parse

RADII_MILES = (5, 10, 25, 50, 100)
DEFAULT_MILES = 25
PAGE_SIZE = 20
#: Characters of a place or of words to look for.
LONGEST_WORDS = 100

#: The length whose price is meant when none is chosen, in minutes.
USUAL_LENGTH = SessionLength.M60


class Sort(StrEnum):
    DISTANCE = "distance"
    RATE = "rate"
    EXPERIENCE = "experience"
    RELEVANCE = "relevance"


#: The filters that are not groups of values.
SINGLE_FILTERS = ("q", "max_rate", "min_years")


@dataclass(frozen=True)
class SearchQuery:
    """A valid search; `q` are the words as typed, `chosen` the chosen slugs of each group."""

    place: Place | None = None
    miles: int = DEFAULT_MILES
    q: str = ""
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    max_rate: int | None = None
    min_years: int | None = None
    sort: str = ""
    page: int | str = 1

    @cached_property
    def text(self) -> TextQuery:
        """The words to look for; without terms when nothing was typed that can be searched."""
        return parse(self.q)

    @cached_property
    def order(self) -> Sort:
        """The order in effect: by distance where there is a place, else by relevance to the
        words, else by experience."""
        possible = {str(sort): sort for sort in self.possible_orders}
        return possible.get(self.sort, self.possible_orders[0])

    @property
    def possible_orders(self) -> list[Sort]:
        """The orders that make sense for this search, the usual one first."""
        orders = [Sort.EXPERIENCE, Sort.RATE]
        if self.text.terms:
            orders.insert(0, Sort.RELEVANCE)
        if self.place is not None:
            orders.insert(0, Sort.DISTANCE)
        return orders

    @cached_property
    def lengths(self) -> tuple[int, ...]:
        """The session lengths whose price counts, in minutes."""
        chosen = tuple(sorted(int(slug) for slug in self.chosen.get(FacetGroup.LENGTH, ())))
        return chosen or (int(USUAL_LENGTH),)

    @property
    def shown_length(self) -> int:
        """The session length whose price a card shows and the order uses, in minutes."""
        return self.lengths[0]

    def without(self, name: str) -> "SearchQuery":
        """This search with one filter dropped: a group, `q`, `max_rate` or `min_years`."""
        if name in SINGLE_FILTERS:
            return replace(self, **{name: "" if name == "q" else None})  # type: ignore[arg-type]  # the names are fields
        return replace(self, chosen={k: v for k, v in self.chosen.items() if k != name})

    def bare(self) -> "SearchQuery":
        """Only where and how far: no filter at all."""
        return replace(self, q="", chosen={}, max_rate=None, min_years=None)

    @property
    def filters(self) -> list[str]:
        """The names of the filters in use."""
        groups = [group for group, slugs in self.chosen.items() if slugs]
        words = ["q"] if self.text.terms else []
        numeric = [name for name in ("max_rate", "min_years") if getattr(self, name) is not None]
        return words + groups + numeric
