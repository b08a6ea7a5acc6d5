"""The addresses that a search page links to: the same search with something changed."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from urllib.parse import urlencode

from django.urls import reverse

from directory import shortlist
from directory.filters import ParsedSearch
from directory.search import Sort

Pair = tuple[str, str]


@dataclass(frozen=True)
class SearchAddress:
    """What is in force of an address, in a fixed order; `saved` are the slugs it carries along.

    What was unknown or wrong in the address does not travel on, nor does the page number.
    """

    parsed: ParsedSearch
    saved: tuple[str, ...] = ()

    @cached_property
    def pairs(self) -> list[Pair]:
        query = self.parsed.query
        pairs = (
            [("near", self.parsed.near), ("miles", str(query.miles))] if self.parsed.near else []
        )
        if query.text.terms:
            pairs.append(("q", query.q))
        pairs += [(group, slug) for group, slugs in query.chosen.items() for slug in slugs]
        for name, value in (("max_rate", query.max_rate), ("min_years", query.min_years)):
            if value is not None:
                pairs.append((name, str(value)))
        if query.sort in set(Sort):
            pairs.append(("sort", query.sort))
        return pairs + self._saved_pairs

    @property
    def _saved_pairs(self) -> list[Pair]:
        return [(shortlist.PARAMETER, slug) for slug in self.saved]

    @property
    def query(self) -> str:
        return urlencode(self.pairs)

    @property
    def path(self) -> str:
        """The whole path of the first page."""
        return _path(self.pairs)

    @property
    def everybody(self) -> str:
        """The search for nothing in particular; what was saved stays saved."""
        return _path(self._saved_pairs)

    def changed(self, **changes: str | None) -> str:
        """This search with some parameters replaced or (`None`) left out."""
        pairs = [(name, value) for name, value in self.pairs if name not in changes]
        added = [(name, value) for name, value in changes.items() if value is not None]
        return "?" + urlencode([*pairs, *added])

    def without(self, group: str, slug: str) -> str:
        return "?" + urlencode([pair for pair in self.pairs if pair != (group, slug)])

    def bare(self, miles: int) -> str:
        """The place alone, within so many miles."""
        pairs = [("near", self.parsed.near), ("miles", str(miles))]
        return "?" + urlencode(pairs + self._saved_pairs)

    def saving(self, slug: str) -> str:
        """The shortlist with one more, also where it is full: that page says what is too many."""
        slugs = self.saved if slug in self.saved else (*self.saved, slug)
        return f"{_reversed('directory:shortlist')}?{shortlist.query(slugs)}"


def _path(pairs: Iterable[Pair]) -> str:
    query = urlencode(list(pairs))
    path = _reversed("directory:therapist-list")
    return f"{path}?{query}" if query else path


@lru_cache(maxsize=8)
def _reversed(name: str) -> str:
    """Remembered, since a page of results needs the same addresses many times."""
    return reverse(name)
